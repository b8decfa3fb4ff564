import pytest


@pytest.fixture
def options(api, wharf):
    def changing(user=wharf.user, **params):
        return api.post(user, action="options", **params)

    return changing


@pytest.fixture
def chosen(wharf):
    return lambda: wharf.facilities.accounts.chosen_options(wharf.user)


def test_options_are_set_and_given_back(options, chosen):
    assert options(change="watchuploads=0|userjs-a=x") == {"options": "success"}
    assert chosen() == {"watchuploads": 0, "userjs-a": "x"}
    options(change="watchuploads")
    assert chosen() == {"userjs-a": "x"}


def test_a_value_with_a_bar_has_a_parameter_of_its_own(options, chosen):
    options(optionname="userjs-a", optionvalue="x|y=z")
    assert chosen() == {"userjs-a": "x|y=z"}


@pytest.mark.parametrize(
    ("kinds", "left"), [("all", {}), ("userjs", {"watchuploads": 0}), ("registered", {"userjs-a": "x"})]
)
def test_a_reset_takes_the_kinds_that_are_named(options, chosen, kinds, left):
    options(change="watchuploads=0|userjs-a=x")
    options(reset=True, resetkinds=kinds)
    assert chosen() == left


@pytest.mark.parametrize("change", ["nope=1", "watchuploads=yes", "language=x", f"userjs-a={'x' * 70_000}"])
def test_an_option_that_cannot_be_so_stays_as_it_was(options, chosen, change):
    assert "options" in options(change=change)["warnings"]
    assert chosen() == {}


@pytest.mark.parametrize(("params", "code"), [({}, "nochanges"), ({"optionvalue": "x"}, "nooptionname")])
def test_wrong_requests_are_refused(options, params, code):
    assert options(**params)["error"]["code"] == code


def test_nobody_has_no_preferences(options):
    assert options(None, change="watchuploads=0")["error"]["code"] == "notloggedin"
