from mediawharf.db import thumbnails
from mediawharf.model.title import Title
from mediawharf.testing.wharf import png


def test_pages_are_told_in_the_order_invalid_missing_purged(api, wharf, file):
    told = api.post(wharf.user, kind=None, action="purge", titles=f"{file}|File:None.png|<x>|Special:Upload")
    marks = [next(key for key in ("invalid", "special", "missing", "purged") if key in page) for page in told["purge"]]
    assert (next(iter(told)), marks) == ("batchcomplete", ["invalid", "special", "missing", "purged"])


def test_a_purged_page_has_namespace_and_title(api, file):
    assert api.post(kind=None, action="purge", titles=file)["purge"] == [{"ns": 6, "title": file, "purged": True}]


def test_purging_takes_a_post_request(api, file):
    assert api(action="purge", titles=file)["error"]["code"] == "mustbeposted"


def test_a_generator_gives_the_pages_and_tells_how_to_go_on(api, wharf):
    for name in ("A.png", "B.png"):
        wharf.upload(name, png(name.encode()))
    told = api.post(kind=None, action="purge", generator="allpages", gapnamespace=6, gaplimit=1)
    assert told["purge"] == [{"ns": 6, "title": "File:A.png", "purged": True}]
    assert told["continue"] == {"gapcontinue": "B.png", "continue": "gapcontinue||"}


def test_revisions_that_are_not_there_are_told(api):
    assert api.post(kind=None, action="purge", revids=99)["purge"] == [{"revid": 99, "missing": True}]


def test_links_are_up_to_date_after_a_purge_that_asks_for_it(api, file):
    assert api.post(kind=None, action="purge", titles=file, forcelinkupdate=True)["purge"][0]["linkupdate"] is True


def test_purging_a_file_has_its_thumbnails_made_anew(api, wharf, file):
    with wharf.facilities.database.write() as connection:
        revision = wharf.facilities.repo.current(connection, Title.parse(file))
        thumbnails.claim(connection, revision.blob_key, "2px", owner="me", now=0)
        thumbnails.give_up(connection, revision.blob_key, "2px", owner="me", reason="broken", now=0)
    api.post(kind=None, action="purge", titles=file)
    with wharf.facilities.database.read() as connection:
        assert thumbnails.find(connection, revision.blob_key, "2px") is None
