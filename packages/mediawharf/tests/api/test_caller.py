"""When the sender of a request is known without a question to the database."""

from collections.abc import Callable
from pathlib import Path

from mediawharf.api.caller import Caller
from mediawharf.testing.wharf import Wharf


def caller(wharf: Wharf, *cookies: str, is_cross_site: bool = False) -> Caller:
    scope = {"headers": [(b"cookie", cookie.encode()) for cookie in cookies], "client": ("203.0.113.7", 1)}
    return Caller(wharf.facilities, scope, is_cross_site=is_cross_site)


def test_who_sends_no_session_is_known_at_once(wharf: Wharf) -> None:
    sender = caller(wharf, "other=1")
    assert sender.is_at_hand()
    assert sender.who()[1].name == "203.0.113.7"


def test_a_session_is_at_hand_once_it_was_looked_up(wharf: Wharf) -> None:
    cookie = f"mediawharf_session={wharf.facilities.sessions.log_in(None, wharf.user.id).cookie}"
    assert not caller(wharf, cookie).is_at_hand()
    caller(wharf, cookie).who()
    sender = caller(wharf, cookie)
    assert sender.is_at_hand()
    assert sender.who()[1] == wharf.user


def test_another_sites_request_is_known_to_be_nobodys(wharf: Wharf) -> None:
    sender = caller(wharf, f"mediawharf_session={'x' * 32}", is_cross_site=True)
    assert sender.is_at_hand()
    assert sender.who()[1].is_anonymous


def test_a_wiki_with_shared_repositories_has_no_answers_at_once(
    open_wharf: Callable[..., Wharf], tmp_path: Path
) -> None:
    repo = {"name": "common", "kind": "folder", "path": str(tmp_path)}
    assert open_wharf(tmp_path / "alone").facilities.answers_at_once
    assert not open_wharf(tmp_path / "with", foreign_file_repos=[repo]).facilities.answers_at_once
