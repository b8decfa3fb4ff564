from hypothesis import given
from hypothesis import strategies as st

from mediawharf.pages.templates import MAX_DEPTH, all_templates, counted, outer_templates, spoken


def names(text: str) -> list[str]:
    return [template.name for template in all_templates(text)]


def test_names_are_lower_case_with_spaces() -> None:
    assert names("{{ Location_dec |1|2}}") == ["location dec"]


def test_parameters_are_named_or_counted() -> None:
    (template,) = all_templates("{{a|x|Key= y |z=|w}}")
    assert dict(template.params) == {"1": "x", "key": "y", "z": "", "2": "w"}
    assert counted(template) == ["x", "w"]


def test_bars_and_equals_within_links_and_templates_do_not_divide() -> None:
    outer = outer_templates("{{a|b=[[c|d=e]]{{f|g=h}}|i}}")[0]
    assert dict(outer.params) == {"b": "[[c|d=e]]{{f|g=h}}", "1": "i"}


def test_inner_templates_come_after_the_outer() -> None:
    assert names("{{a|{{b}}|{{c|{{d}}}}}}{{e}}") == ["a", "b", "c", "d", "e"]


def test_outer_templates_leave_the_inner_out() -> None:
    assert [template.name for template in outer_templates("x{{a|{{b}}}}y{{c}}")] == ["a", "c"]


def test_what_is_never_closed_is_no_template() -> None:
    assert names("{{a|{{b}}") == ["b"]
    assert names("{{a|[[b}}") == ["a"]


def test_comments_and_nowiki_are_not_spoken() -> None:
    assert names(spoken("<!-- {{a}} -->{{b}}<nowiki>{{c}}</nowiki>")) == ["b"]


def test_deeper_nesting_than_allowed_is_not_followed() -> None:
    assert len(names("{{a|" * 100 + "}}" * 100)) == MAX_DEPTH


@given(st.text("{}[]|=a ", max_size=200))
def test_every_template_is_a_stretch_of_its_text(text: str) -> None:
    for template in all_templates(text):
        assert text[template.start : template.start + 2] == "{{"
        assert text[template.end - 2 : template.end] == "}}"
