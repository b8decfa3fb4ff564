from mediawharf.testing.wharf import png


def stashed(wharf):
    return wharf.upload("A.png", png(b"1"), stash=True).stashed.filekey


def told(api, user, filekey, **params):
    return api.query(user, prop="stashimageinfo", siifilekey=filekey, **params)["stashimageinfo"]


def test_a_stashed_file_is_told_of(api, wharf):
    filekey = stashed(wharf)
    (row,) = told(api, wharf.user, filekey)
    assert list(row) == ["timestamp", "url", "descriptionurl"]
    assert row["url"].endswith(f"/wiki/Special:UploadStash/file/{filekey}")


def test_the_older_name_of_the_key_does_too(api, wharf):
    reply = api(wharf.user, action="query", prop="stashimageinfo", siisessionkey=stashed(wharf))
    assert len(reply["query"]["stashimageinfo"]) == 1


def test_a_stashed_file_has_thumbnails(api, wharf):
    filekey = stashed(wharf)
    (row,) = told(api, wharf.user, filekey, siiurlwidth=2)
    assert row["thumburl"].endswith(f"/wiki/Special:UploadStash/thumb/{filekey}/2px-{filekey}")


def test_somebody_elses_file_is_not_told_of(api, wharf):
    reply = api(wharf.admin, action="query", prop="stashimageinfo", siifilekey=stashed(wharf))
    assert reply["error"]["code"] == "uploadstash-wrong-owner"


def test_a_published_key_is_gone(api, wharf):
    filekey = stashed(wharf)
    wharf.publish("A.png", filekey)
    reply = api(wharf.user, action="query", prop="stashimageinfo", siifilekey=filekey)
    assert reply["error"]["code"] == "uploadstash-file-not-found"


def test_nobody_has_no_stash(api):
    assert api(action="query", prop="stashimageinfo", siifilekey="x")["error"]["code"] == "notloggedin"


def test_a_key_is_needed(api, wharf):
    assert api(wharf.user, action="query", prop="stashimageinfo")["error"]["code"] == "missingparam"
