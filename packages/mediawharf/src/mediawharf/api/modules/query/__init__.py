"""The submodules of action=query, one a file, and the action itself."""

from collections.abc import Mapping
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.module import Module, Submodule
from mediawharf.api.modules.query import frame
from mediawharf.api.modules.query.tokens import TOKENS
from mediawharf.api.modules.query.userinfo import USERINFO

_SUBMODULES: tuple[Submodule[Any], ...] = (TOKENS, USERINFO)
SUBMODULES: dict[str, Submodule[Any]] = {
    submodule.name: submodule for submodule in sorted(_SUBMODULES, key=lambda submodule: submodule.name)
}
QUERY_NAMES: dict[str, tuple[str, ...]] = {
    kind: tuple(name for name, submodule in SUBMODULES.items() if submodule.kind == kind)
    for kind in ("prop", "list", "meta")
} | {"generator": tuple(name for name, submodule in SUBMODULES.items() if submodule.generates is not None)}


def _run(call: Call, asked: frame.QueryParams) -> Mapping[str, Any]:
    return frame.run(call, asked, SUBMODULES)


QUERY = Module(
    name="query",
    summary="Fetch data from and about the wiki.",
    params=frame.QueryParams,
    run=_run,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Query",),
    examples=(("action=query&meta=tokens", "Get a csrf token."),),
)
