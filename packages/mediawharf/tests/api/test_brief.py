"""Which requests are answered at once, without a thread."""

from typing import Any

import pytest

from mediawharf.api.call import Fields
from mediawharf.api.main import ApiMain
from mediawharf.api.modules import ACTIONS


def is_brief(**fields: Any) -> bool:
    sent = {"action": "query", **{name.removesuffix("_"): str(value) for name, value in fields.items()}}
    return ApiMain(ACTIONS).is_brief(Fields(sent, {}))


def names(number: int) -> str:
    return "|".join(f"File:{place}.png" for place in range(number))


@pytest.mark.parametrize(
    "fields",
    [
        {"meta": "tokens"},
        {"meta": "tokens", "type": "csrf|watch"},
        {"meta": "siteinfo|userinfo", "siprop": "general|namespaces", "uiprop": "rights"},
        {"prop": "imageinfo", "titles": names(1), "iiprop": "url|sha1", "iilimit": 50},
        {"prop": "imageinfo|info|revisions", "titles": names(50)},
        {"prop": "revisions", "pageids": "1|2", "rvprop": "ids|user"},
        {"list": "allimages", "ailimit": 50, "aifrom": "B"},
        {"list": "allpages|users", "ususers": "A|B"},
    ],
)
def test_few_rows_by_their_keys_are_brief(fields: dict[str, Any]) -> None:
    assert is_brief(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "upload"},
        {"action": "nonesuch"},
        {"meta": "tokens", "type": "login"},
        {"meta": "tokens", "type": "*"},
        {"meta": "siteinfo", "siprop": "statistics"},
        {"meta": "siteinfo", "siprop": "*"},
        {"prop": "imageinfo", "titles": names(51)},
        {"prop": "imageinfo", "titles": "\x1f" + "\x1f".join(names(51).split("|"))},
        {"prop": "imageinfo", "titles": names(2), "iilimit": 26},
        {"prop": "imageinfo", "titles": names(1), "iilimit": "max"},
        {"prop": "imageinfo", "titles": names(1), "iiprop": "url|metadata"},
        {"prop": "revisions", "titles": names(1), "rvprop": "content"},
        {"prop": "info", "generator": "allimages"},
        {"prop": "info", "titles": names(1), "redirects": ""},
        {"list": "allimages", "aimime": "image/png"},
        {"list": "search", "srsearch": "map"},
        {"meta": "tokens", "list": "nonesuch"},
    ],
)
def test_what_writes_or_looks_at_much_is_not_brief(fields: dict[str, Any]) -> None:
    assert not is_brief(**fields)


def test_a_form_is_as_brief_as_a_query_string() -> None:
    assert ApiMain(ACTIONS).is_brief(Fields({}, {"action": "query", "meta": "tokens"}, is_post=True))


def test_a_request_with_a_file_is_not_brief() -> None:
    assert not ApiMain(ACTIONS).is_brief(Fields({"action": "query", "meta": "tokens"}, {}, {"file": object()}))
