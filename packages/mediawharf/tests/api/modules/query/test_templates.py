from typing import Any

from mediawharf.testing.wharf import Wharf, png


def templates(api: Any, **params: Any) -> list[str]:
    told = api.query(prop="templates", titles="File:Plain.png", **params)
    return [one["title"] for one in told["pages"][0].get("templates", [])]


def test_the_templates_of_a_page_are_listed_by_name(api: Any, wharf: Wharf) -> None:
    wharf.upload("Plain.png", png(b"1"), text="{{self|cc-zero}} {{Information|x={{en|1}}}} {{#if:x}}")
    assert templates(api) == ["Template:Cc-zero", "Template:En", "Template:Information", "Template:Self"]


def test_a_page_without_templates_has_no_list(api: Any, wharf: Wharf) -> None:
    wharf.upload("Plain.png", png(b"1"), text="plain")
    assert templates(api) == []


def test_only_the_wanted_templates_are_listed(api: Any, wharf: Wharf) -> None:
    wharf.upload("Plain.png", png(b"1"), text="{{self}} {{Information}}")
    assert templates(api, tltemplates="Template:Self") == ["Template:Self"]
