import pytest

from mediawharf.testing.wharf import png


def test_no_page_shows_a_file(api, wharf):
    wharf.upload("A.png", png(b"a"))
    assert api.query(list="imageusage", iutitle="File:A.png") == {"imageusage": []}
    assert api.query(list="imageusage", iupageid=1) == {"imageusage": []}
    assert api.query(prop="fileusage", titles="File:A.png")["pages"][0].keys() == {"pageid", "ns", "title"}
    assert api(action="query", generator="imageusage", giutitle="File:A.png") == {"batchcomplete": True}


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"list": "imageusage"}, "missingparam"),
        ({"list": "imageusage", "iutitle": "Main Page"}, "bad_image_title"),
        ({"list": "imageusage", "iutitle": "::"}, "invalidtitle"),
        ({"list": "imageusage", "iupageid": 9}, "nosuchpageid"),
        ({"list": "imageusage", "iutitle": "File:A.png", "iupageid": 9}, "invalidparammix"),
        ({"prop": "fileusage", "titles": "File:A.png", "fucontinue": "zz"}, "badcontinue"),
        ({"prop": "fileusage", "titles": "File:A.png", "fushow": "redirect|!redirect"}, "show"),
    ],
)
def test_refusals(api, params, code):
    assert api(action="query", **params)["error"]["code"] == code
