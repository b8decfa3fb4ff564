from html.parser import HTMLParser

import pytest

from mediawharf.api.call import Call, Fields
from mediawharf.api.documented import Documented, Parameter
from mediawharf.api.help_page import HelpPage, Section
from mediawharf.api.kinds import Text
from mediawharf.api.main import ApiMain
from mediawharf.api.modules import ACTIONS
from mediawharf.api.modules.help import HelpParams
from mediawharf.api.params import Param


class Page(HTMLParser):
    """The tags and ids of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name == "href"]


def wrapped(api, **params):
    return api(action="help", wrap=True, **params)["help"]


def test_a_wrapped_page_comes_with_its_type_and_name(api):
    assert {**wrapped(api), "help": ""} == {"mime": "text/html", "filename": "api-help.html", "help": ""}


def test_a_call_without_action_shows_a_page(wharf):
    call = Call(wharf.facilities, Fields({}, {}), None, wharf.user, "203.0.113.7")
    reply = ApiMain(ACTIONS).run(call).written
    assert reply.content_type == "text/html; charset=utf-8"
    assert b"<title>API help" in reply.body


@pytest.mark.parametrize("name", ["upload", "query+tokens", "json"])
def test_a_module_has_a_heading_of_its_path(api, name):
    assert name in Page(wrapped(api, modules=name)["help"]).ids


def test_submodules_follow_their_module_and_make_a_table_of_contents(api):
    page = Page(wrapped(api, modules="query", submodules=True)["help"])
    assert {"query", "query+tokens"} < set(page.ids)
    assert "#query+tokens" in page.links


def test_all_ids_are_unique_and_all_inner_links_lead_somewhere(api):
    page = Page(wrapped(api, recursivesubmodules=True)["help"])
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_the_page_holds_no_script_and_loads_nothing(api):
    page = Page(wrapped(api, recursivesubmodules=True)["help"])
    assert not {"script", "link", "img", "iframe", "form"} & set(page.tags)


def test_a_token_is_shown_last(api):
    ids = Page(wrapped(api, modules="upload")["help"]).ids
    assert [name for name in ids if name.startswith("upload:")][-1] == "upload:token"


def test_an_unknown_module_is_an_error_even_beside_known_ones(api):
    assert api(action="help", modules="upload|nonesuch")["error"]["code"] == "badmodule"


def test_what_declarations_say_is_escaped(wharf):
    module = Documented("x", "action", "<script>", HelpParams, examples=(('a="<b>', "<i>"),))
    parameter = Parameter("p", Param(Text(), "<img>", default="<u>"), choices=("<s>",))
    html = HelpPage().html([Section(module, (), (parameter,))], wharf.facilities, has_contents=True)
    assert not {"script", "img", "u", "s", "b", "i"} & set(Page(html).tags)
