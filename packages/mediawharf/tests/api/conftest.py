"""The API without HTTP: what a call answers, as decoded JSON."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from mediawharf.api.call import Call, Fields
from mediawharf.api.main import ApiMain
from mediawharf.api.modules import ACTIONS
from mediawharf.auth.tokens import TokenKind, token
from mediawharf.model.user import User
from mediawharf.testing.wharf import Wharf

ADDRESS = "203.0.113.7"


@dataclass(frozen=True)
class Api:
    """Calls the API of one wharf; parameters are texts and numbers, None leaves one out, True sends a flag."""

    wharf: Wharf

    def __call__(self, user: User | None = None, **params: Any) -> Any:
        """The answer to a GET request, of nobody unless told, in formatversion 2 unless told."""
        return self._run(user, _texts(params), {}, is_post=False)

    def query(self, user: User | None = None, **params: Any) -> Any:
        """What is under ``query`` in the answer of action=query."""
        return self(user, action="query", **params)["query"]

    def post(self, user: User | None = None, *, kind: TokenKind | None = TokenKind.CSRF, **params: Any) -> Any:
        """The answer to a POST request, with a token of that kind."""
        return self._run(user, {}, _texts(params), is_post=True, kind=kind)

    def _run(
        self,
        user: User | None,
        query: dict[str, str],
        body: dict[str, str],
        *,
        is_post: bool,
        kind: TokenKind | None = None,
    ) -> Any:
        facilities = self.wharf.facilities
        who = user or facilities.accounts.anonymous(ADDRESS)
        session = None
        if kind is not None:
            sessions = facilities.sessions
            session = sessions.start() if who.is_anonymous else sessions.log_in(None, who.id)
            body = {"token": token(session, kind, now=facilities.clock.now()), **body}
        call = Call(facilities, Fields(query, body, is_post=is_post), session, who, ADDRESS)
        return json.loads(ApiMain(ACTIONS).run(call).written.body)


def _texts(params: dict[str, Any]) -> dict[str, str]:
    sent = {"format": "json", "formatversion": 2, **params}
    return {name.removesuffix("_"): _text(value) for name, value in sent.items() if value is not None}


def _text(value: Any) -> str:
    return "" if value is True else str(value)


@pytest.fixture
def api(wharf: Wharf) -> Api:
    return Api(wharf)
