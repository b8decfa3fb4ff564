import pytest

from mediawharf.api.documented import Documented
from mediawharf.api.modules.help import HelpParams
from mediawharf.api.parameter_information import Teller


def module(api, path, **params):
    (one,) = api(action="paraminfo", modules=path, **params)["paraminfo"]["modules"]
    return one


def parameter(api, path, name, **params):
    (one,) = [each for each in module(api, path, **params)["parameters"] if each["name"] == name]
    return one


def test_parameters_come_in_order_with_the_token_last(api):
    told = module(api, "upload")["parameters"]
    assert [told[0]["name"], told[-1]["name"]] == ["filename", "token"]
    assert [each["index"] for each in told] == list(range(1, len(told) + 1))


def test_a_token_names_its_kind(api):
    told = parameter(api, "upload", "token")
    assert (told["required"], told["sensitive"], told["tokentype"]) == (True, True, "csrf")


@pytest.mark.parametrize("kind", ["prop", "list", "meta"])
def test_query_leads_to_its_submodules(api, kind):
    told = parameter(api, "query", kind)
    assert told["submodules"] == {name: "query+" + name for name in told["type"]}
    assert told["limit"] == 50


def test_generators_are_submodules_too(api):
    names = {name for kind in ("prop", "list", "meta") for name in parameter(api, "query", kind)["type"]}
    told = parameter(api, "query", "generator")
    assert set(told["type"]) <= names
    assert told["submoduleparamprefix"] == "g"


def test_the_frame_leads_to_actions_that_can_all_be_told_of(api):
    actions = parameter(api, "main", "action")["submodules"]
    told = api(action="paraminfo", modules="|".join(actions.values()))["paraminfo"]["modules"]
    assert [each["path"] for each in told] == list(actions)


def test_the_limit_follows_the_rights_of_the_user(api, wharf):
    one = {"path": "query", "name": "prop"}
    assert parameter(api, **one)["limit"] == 50
    (told,) = api(wharf.admin, action="paraminfo", modules="query")["paraminfo"]["modules"]
    assert told["parameters"][0]["limit"] == 500


def test_limits_of_rows_have_both_bounds(api):
    told = parameter(api, "query+allimages", "limit")
    assert (told["type"], told["min"], told["max"], told["highmax"]) == ("limit", 1, 500, 5000)


def test_change_tags_are_those_that_may_be_applied(api, wharf):
    with wharf.facilities.database.write() as connection:
        wharf.facilities.tags.define(connection, "good")
        wharf.facilities.tags.define(connection, "old", active=False)
    assert parameter(api, "upload", "tags")["type"] == ["good"]


def test_an_unknown_module_is_warned_of_and_the_rest_is_told(api):
    told = api(action="paraminfo", modules="nonesuch|upload")
    assert [each["path"] for each in told["paraminfo"]["modules"]] == ["upload"]
    assert "nonesuch" in told["warnings"]["paraminfo"]["warnings"]


def test_without_modules_there_is_no_list(api):
    assert api(action="paraminfo")["paraminfo"] == {"helpformat": "none"}


def test_the_old_parameters_still_answer(api):
    old = {"mainmodule": 1, "pagesetmodule": 1, "querymodules": "tokens", "formatmodules": "json"}
    told = api(action="paraminfo", **old)["paraminfo"]
    assert told["mainmodule"]["path"] == "main"
    assert [each["name"] for each in told["pagesetmodule"]["parameters"]][:2] == ["titles", "pageids"]
    assert [each["path"] for key in ("querymodules", "formatmodules") for each in told[key]] == ["query+tokens", "json"]


def test_descriptions_and_examples_come_on_demand_only(api):
    assert "description" not in module(api, "upload")
    told = module(api, "upload", helpformat="wikitext")
    assert told["description"]
    assert told["examples"][0]["query"].startswith("action=upload&")
    assert all(each["description"] for each in told["parameters"])


def test_html_descriptions_are_escaped(wharf):
    told = Teller(wharf.facilities, "html").module(Documented("x", "action", "a < b", HelpParams))
    assert told["description"].value == "a &lt; b"


def test_raw_descriptions_are_message_keys(api):
    assert module(api, "upload", helpformat="raw")["description"][0]["key"] == "apihelp-upload-summary"


def test_version_1_leaves_out_what_is_false(api):
    assert parameter(api, "upload", "filename", formatversion=1) == {"index": 1, "name": "filename", "type": "string"}
