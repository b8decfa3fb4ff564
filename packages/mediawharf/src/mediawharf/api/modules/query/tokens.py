"""``meta=tokens``: the tokens that writing needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.kinds import Choice
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.params import param
from mediawharf.auth.cookies import set_session
from mediawharf.auth.tokens import SESSION_KINDS, TokenKind, token
from mediawharf.model.errors import Message


@dataclass(frozen=True, slots=True)
class TokensParams:
    """The parameters of meta=tokens."""

    type: tuple[str, ...] = param(
        Choice(tuple(kind.value for kind in TokenKind)),
        "Which tokens.",
        default=("csrf",),
        multi=True,
        all_values="*",
        slow_values=tuple(SESSION_KINDS),  # for these a session is written that nobody had
    )


def run(query: Query, asked: TokensParams) -> Mapping[str, Any]:
    """The tokens; none in a cross-site request that is anonymous."""
    call = query.call
    if call.is_cross_site:
        call.warn("query+tokens", "tokensnotallowed", Message("apiwarn-tokens-origin"))
        return {}
    kinds = [TokenKind(name) for name in asked.type]
    if call.session is None and any(kind in SESSION_KINDS for kind in kinds):
        call.session = call.facilities.sessions.start()
        settings = call.facilities.settings
        call.cookies += set_session(call.session, settings.wiki_id, is_secure=settings.has_secure_cookies)
    now = call.facilities.clock.now()
    return {"tokens": {f"{kind}token": token(call.session, kind, now=now) for kind in kinds}}


TOKENS = Submodule(
    name="tokens",
    kind="meta",
    prefix="",
    summary="Get tokens for actions that write.",
    params=TokensParams,
    run=run,
    is_personal=True,
    is_brief=True,
    needs_read=False,  # without a login token nobody could ever read a private wiki
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Tokens",),
    examples=(
        ("action=query&meta=tokens", "Get a csrf token."),
        ("action=query&meta=tokens&type=watch|login", "Get two tokens of other kinds."),
    ),
)
