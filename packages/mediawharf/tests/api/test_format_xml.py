"""How result trees look as XML."""

from typing import Any

import pytest

from mediawharf.api.format_xml import to_xml
from mediawharf.api.result import ById, Keyed, Star, Sub, Tagged


def xml(result: dict[str, Any]) -> str:
    """The document without its declaration."""
    return to_xml(result).removeprefix('<?xml version="1.0"?>')


@pytest.mark.parametrize(
    ("result", "shown"),
    [
        ({"a": 1, "b": True, "c": False, "d": None}, '<api a="1" b="" />'),
        ({"a": Star("x & y")}, '<api xml:space="preserve">x &amp; y</api>'),
        ({"a": Star("")}, '<api xml:space="preserve" />'),
        ({"t": Star("x"), "b": {}}, '<api><b /><t xml:space="preserve">x</t></api>'),
        ({"a": Sub("x")}, '<api><a xml:space="preserve">x</a></api>'),
        ({"a": Tagged(("x",), "t")}, "<api><a><t>x</t></a></api>"),
        ({"a": ["x", {"b": 1}]}, '<api><a><_v>x</_v><_v b="1" /></a></api>'),
        ({"a": ById({"7": {"b": 1}}, "p")}, '<api><a><p _idx="7" b="1" /></a></api>'),
        ({"a": Keyed({"-1": {"n": Star("x")}}, "ns")}, '<api><a><ns _idx="-1" xml:space="preserve">x</ns></a></api>'),
        ({"a b": {"4": 1}}, '<api><a_x0020_b _4="1" /></api>'),
    ],
)
def test_a_tree_is_written_as_mediawiki_writes_it(result, shown):
    assert xml(result) == shown


def test_the_namespace_is_named_on_demand():
    assert to_xml({}, has_namespace=True).endswith('<api xmlns="http://www.mediawiki.org/xml/api/" />')
