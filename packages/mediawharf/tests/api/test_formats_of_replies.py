"""The formats' own parameters, and the order of a reply's parts."""

import json

import pytest

from mediawharf.api.call import Call, Fields
from mediawharf.api.main import ApiMain, Reply
from mediawharf.api.modules import ACTIONS

ADDRESS = "203.0.113.7"


@pytest.fixture
def ask(wharf):
    """Gives the reply to a GET request of nobody."""

    def asking(**params: str) -> Reply:
        user = wharf.facilities.accounts.anonymous(ADDRESS)
        return ApiMain(ACTIONS).run(Call(wharf.facilities, Fields(params, {}), None, user, ADDRESS))

    return asking


def test_php_has_the_shapes_of_the_version_asked_for(ask):
    assert ask(action="query", format="php", formatversion="2").written.body == b'a:1:{s:13:"batchcomplete";b:1;}'


def test_xml_comes_in_its_namespace_on_demand(ask):
    body = ask(action="query", format="xml", includexmlnamespace="").written.body
    assert body.endswith(b'<api xmlns="http://www.mediawiki.org/xml/api/" batchcomplete="" />')


def test_a_style_sheet_is_refused_with_a_warning(ask):
    told = ask(action="query", format="xml", xslt="MediaWiki:A.xsl", errorformat="none").written.body
    assert b'<warning code="xslt-disabled" module="xml" />' in told


@pytest.mark.parametrize("name", ["jsonfm", "phpfm", "rawfm", "xmlfm"])
def test_pretty_output_can_be_a_value_of_json(ask, name):
    written = ask(action="query", format=name, wrappedhtml="").written
    assert written.content_type == "text/mediawiki-api-prettyprint-wrapped; charset=utf-8"
    assert json.loads(written.body)["html"].startswith('<pre class="api-pretty-content">')


@pytest.mark.parametrize(
    ("params", "order"),
    [
        ({"foo": "1"}, ["warnings", "batchcomplete", "query"]),
        ({"foo": "1", "prop": "nope"}, ["batchcomplete", "warnings", "query"]),
        ({"requestid": "1", "prop": "nope"}, ["batchcomplete", "warnings", "requestid", "query"]),
    ],
)
def test_the_parts_of_a_reply_come_in_the_order_of_the_wire(ask, params, order):
    assert list(json.loads(ask(action="query", format="json", titles="A", **params).written.body)) == order


@pytest.mark.parametrize(
    ("params", "control"),
    [
        ({"prop": "info", "titles": "A"}, "s-maxage=60, max-age=0, public"),
        ({"prop": "info", "titles": "A", "inprop": "watched"}, "private, must-revalidate, max-age=0"),
        ({"meta": "userinfo"}, "private, must-revalidate, max-age=0"),
        ({"list": "nope", "generator": "nope"}, "private, must-revalidate, max-age=0"),
    ],
)
def test_shared_caches_keep_what_everybody_is_told(ask, params, control):
    assert ask(action="query", format="json", smaxage="60", **params).cache_control == control


def test_any_cache_may_keep_a_reply_for_the_shorter_of_both_times(ask):
    reply = ask(action="query", format="json", smaxage="60", maxage="30", list="allimages")
    assert (reply.cache_control, reply.fresh_for) == ("s-maxage=60, max-age=30, public", 30)


@pytest.mark.parametrize(
    ("params", "languages"),
    [
        ({"uselang": "fr"}, ("fr", "en")),
        ({"uselang": "fr", "errorformat": "raw"}, ("fr", "fr")),
        ({"uselang": "x y<", "errorformat": "raw", "errorlang": "DE"}, ("en", "de")),
    ],
)
def test_a_reply_tells_its_languages(ask, params, languages):
    told = json.loads(ask(action="query", format="json", responselanginfo="", **params).written.body)
    assert (told["uselang"], told["errorlang"]) == languages


@pytest.mark.parametrize("name", ["nope", "siteinfo"])
def test_pages_come_from_generators_only(ask, name):
    assert ask(action="query", format="json", generator=name).error_code == "badgenerator"


def test_suggestions_come_as_json_unless_asked_for_as_xml(ask):
    assert ask(action="opensearch", search="x").written.body == b'["x",[],[],[]]'
    document = b'<SearchSuggestion version="2.0" xmlns="http://opensearch.org/searchsuggest2">'
    assert document in ask(action="opensearch", search="x", format="xml").written.body
