import pytest

from mediawharf.testing.wharf import png


@pytest.fixture
def suggest(api, wharf):
    for name in ("Apple.png", "Apricot.png", "Banana.png"):
        wharf.upload(name, png(name.encode()))

    def suggesting(**params):
        return api(action="opensearch", **params)

    return suggesting


def test_suggestions_are_an_array_of_four(suggest):
    text, names, descriptions, urls = suggest(search="file:ap")
    assert (text, names, descriptions) == ("file:ap", ["File:Apple.png", "File:Apricot.png"], ["", ""])
    assert urls[0].endswith("/wiki/File:Apple.png")


@pytest.mark.parametrize(
    ("params", "names"),
    [
        ({}, []),
        ({"namespace": "6"}, ["File:Apple.png", "File:Apricot.png"]),
        ({"namespace": "*", "limit": 1}, ["File:Apple.png"]),
    ],
)
def test_namespaces_and_the_number_are_heeded(suggest, params, names):
    assert suggest(search="ap", **params)[1] == names


def test_an_empty_list_of_namespaces_means_the_main_one(suggest, api, wharf):
    api.post(wharf.user, action="edit", title="Apfel", text="Text")
    assert suggest(search="ap", namespace="")[1] == ["Apfel"]


def test_redirects_are_resolved_on_demand(suggest, api, wharf):
    api.post(wharf.user, action="edit", title="Apfel", text="#REDIRECT [[File:Apple.png]]")
    assert suggest(search="apf")[1] == ["Apfel"]
    assert suggest(search="apf", redirects="resolve")[1] == ["File:Apple.png"]


@pytest.mark.parametrize(
    ("params", "code"),
    [({}, "missingparam"), ({"search": "x", "foo": 1, "warningsaserror": True}, "warnings")],
)
def test_wrong_requests_are_refused(suggest, params, code):
    assert suggest(**params)["error"]["code"] == code


def test_warnings_that_were_refused_are_told(suggest):
    assert "main" in suggest(search="x", foo=1, warningsaserror=True)["error"]["warnings"]
