import pytest


def told(api, **params):
    return api.query(meta="allmessages", **params)["allmessages"]


def test_messages_by_key(api):
    found = told(api, ammessages="Badaccess-nonesuch|apierror-badtoken")
    assert found[0] == {"name": "Badaccess-nonesuch", "normalizedname": "badaccess-nonesuch", "missing": True}
    assert found[1]["content"].startswith("The token")


def test_arguments_are_put_in(api):
    found = told(api, ammessages="Paramvalidator-missingparam", amargs="limit")
    assert found[0]["normalizedname"] == "paramvalidator-missingparam"
    assert '"limit"' in found[0]["content"]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"amprefix": "apierror-badtok"}, ["apierror-badtoken"]),
        ({"amfilter": "ror-badtok"}, ["apierror-badtoken"]),
        ({"amfrom": "apierror-badtoken", "amto": "apierror-badtokez"}, ["apierror-badtoken"]),
        ({"amcustomised": "modified"}, []),
    ],
)
def test_filters(api, params, expected):
    assert [message["name"] for message in told(api, **params)] == expected


def test_sentences_can_be_left_out(api):
    found = told(api, ammessages="apierror-badtoken", amnocontent=True)
    assert found == [{"name": "apierror-badtoken", "normalizedname": "apierror-badtoken"}]
