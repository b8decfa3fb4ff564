import pytest


@pytest.mark.parametrize(
    ("password", "validity"), [("a-long-enough-one", "Good"), ("x", "Invalid"), ("x" * 5000, "Invalid")]
)
def test_a_password_is_good_or_not(api, password, validity):
    told = api.post(kind=None, action="validatepassword", password=password)["validatepassword"]
    assert (told["validity"], "validitymessages" in told) == (validity, validity == "Invalid")


def test_a_name_that_is_taken_is_refused(api):
    told = api.post(kind=None, action="validatepassword", password="x", user_="Admin")
    assert told["error"]["code"] == "userexists"
