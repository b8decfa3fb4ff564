def test_the_one_repository_is_told_of(api):
    (repo,) = api.query(meta="filerepoinfo")["repos"]
    assert (repo["name"], repo["displayname"], repo["thumbUrl"]) == ("local", "Mediawharf", "/w/images/thumb")
    assert repo["canUpload"] is True


def test_properties_can_be_chosen(api):
    assert api.query(meta="filerepoinfo", friprop="name|url")["repos"] == [{"name": "local", "url": "/w/images"}]
