def test_pages_are_told_in_the_order_invalid_missing_purged(api, wharf, file):
    told = api.post(wharf.user, kind=None, action="purge", titles=f"{file}|File:None.png|<x>|Special:Upload")
    marks = [next(key for key in ("invalid", "special", "missing", "purged") if key in page) for page in told["purge"]]
    assert (next(iter(told)), marks) == ("batchcomplete", ["invalid", "special", "missing", "purged"])


def test_a_purged_page_has_namespace_and_title(api, file):
    assert api.post(kind=None, action="purge", titles=file)["purge"] == [{"ns": 6, "title": file, "purged": True}]


def test_purging_takes_a_post_request(api, file):
    assert api(action="purge", titles=file)["error"]["code"] == "mustbeposted"
