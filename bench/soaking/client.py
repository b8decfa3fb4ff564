"""One of many clients: uploads in all ways, reads and deletes, and writes down what it was told."""

import hashlib
import random
import secrets
import time
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlsplit

from bench.samples import Wav
from bench.soaking.ledger import Ledger
from bench.wire import HungUp, Session, Unexpected

T = TypeVar("T")

SIZES = (5_000, 200_000, 200_000, 2_000_000)
CHUNK = 256 * 1024
PATIENCE = 30.0  # seconds for which a call is tried again while the connection breaks
_WAIT = 0.2


class Client:
    """Works on files of its own; what others do cannot explain away what it sees."""

    def __init__(self, session: Session, chance: random.Random) -> None:
        self.ledger = Ledger()
        self._session = session
        self._chance = chance
        self._wavs = [Wav(size) for size in SIZES]
        self._works = [self._direct, self._chunked, self._stashed, self._read, self._read, self._read, self._delete]

    def run(self, until: float) -> Ledger:
        """Works until the clock (``time.monotonic``) says so."""
        while time.monotonic() < until:
            work = self._chance.choice(self._works)
            try:
                work()
            except HungUp:
                time.sleep(_WAIT)
            except Unexpected as refusal:
                self.ledger.errors[_code(refusal)] += 1
        return self.ledger

    def _direct(self) -> None:
        name, content, sha1 = self._fresh()
        self.ledger.doubt(name, None, sha1)
        answer = self._timed("direct", lambda: self._session.send_file("file", content, **_said(name)))
        self._published(name, sha1, answer)

    def _chunked(self) -> None:
        name, content, sha1 = self._fresh()
        key: dict[str, str] = {}
        for offset in range(0, len(content), CHUNK):
            part = content[offset : offset + CHUNK]
            fields = {**_said(name), "stash": "1", "filesize": str(len(content)), "offset": str(offset), **key}
            answer = self._persisting("chunk", partial(self._send_chunk, part, fields))
            key = {"filekey": answer["filekey"]}
        self._publish(name, sha1, key["filekey"])

    def _send_chunk(self, part: memoryview, fields: dict[str, str]) -> Any:
        answer = self._session.send_file("chunk", part, **fields)
        if answer["result"] not in ("Continue", "Success"):
            raise Unexpected(answer)
        return answer

    def _stashed(self) -> None:
        name, content, sha1 = self._fresh()
        answer = self._timed("stash", lambda: self._session.send_file("file", content, **_said(name), stash="1"))
        self._publish(name, sha1, answer["filekey"])

    def _publish(self, name: str, sha1: str, filekey: str) -> None:
        self.ledger.doubt(name, None, sha1)
        answer = self._persisting("publish", lambda: self._session.publish(**_said(name), filekey=filekey))
        self._published(name, sha1, answer)

    def _published(self, name: str, sha1: str, answer: Any) -> None:
        if answer["result"] != "Success" or answer["imageinfo"]["sha1"] != sha1:
            raise Unexpected(answer)
        del self.ledger.unsure[name]
        self.ledger.published(name, sha1)

    def _read(self) -> None:
        name = self._some_file()
        if name is None:
            return
        info = self._timed("imageinfo", lambda: info_of(self._session, [name]))[name]
        found = None if info is None else str(info["sha1"])
        if info is not None:
            path = urlsplit(str(info["url"])).path
            body = self._timed("download", lambda: self._session.connection.request("GET", path)).body
            found = hashlib.sha1(body, usedforsecurity=False).hexdigest()
        wrong = self.ledger.contradicted(name, found)
        if wrong is not None:
            self.ledger.wrong.append(wrong)

    def _delete(self) -> None:
        name = self._some_file()
        if name is None or len(self.ledger.files) < len(self._works):
            return
        self.ledger.doubt(name, None, self.ledger.files[name])
        fields = {"action": "delete", "title": f"File:{name}", "reason": "soak", "token": self._session.token}
        answer = self._timed("delete", lambda: self._session.post(**fields))
        if "delete" not in answer:
            raise Unexpected(answer)
        del self.ledger.unsure[name]
        self.ledger.deleted(name)

    def _some_file(self) -> str | None:
        names = [name for name, sha1 in self.ledger.files.items() if sha1 is not None]
        return self._chance.choice(names) if names else None

    def _fresh(self) -> tuple[str, memoryview, str]:
        content = self._chance.choice(self._wavs).stamped()
        return f"Soak_{secrets.token_hex(8)}.wav", content, hashlib.sha1(content, usedforsecurity=False).hexdigest()

    def _persisting(self, label: str, call: Callable[[], T]) -> T:
        """The call's answer, asked for again as long as connections break: chunks and publishes can be repeated."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return self._timed(label, call)
            except HungUp:
                if time.monotonic() > until:
                    raise
                time.sleep(_WAIT)

    def _timed(self, label: str, call: Callable[[], T]) -> T:
        begun = time.perf_counter()
        try:
            answer = call()
        except HungUp:
            self.ledger.broken += 1
            raise
        self.ledger.seconds[label].append(time.perf_counter() - begun)
        return answer


def info_of(session: Session, names: list[str]) -> dict[str, dict[str, Any] | None]:
    """What the server tells of each file; None for those that are not there."""
    titles = "|".join(f"File:{name}" for name in names)
    answer = session.post(action="query", prop="imageinfo", iiprop="sha1|url", titles=titles)
    if "query" not in answer:
        raise Unexpected(answer)
    found: dict[str, dict[str, Any] | None] = dict.fromkeys(names)
    for page in answer["query"]["pages"]:
        name = page["title"].removeprefix("File:").replace(" ", "_")
        found[name] = page["imageinfo"][0] if page.get("imageinfo") else None
    return found


def _said(name: str) -> dict[str, str]:
    return {"filename": name, "ignorewarnings": "1", "comment": "soak"}


def _code(refusal: Unexpected) -> str:
    told = refusal.args[0] if refusal.args else None
    if isinstance(told, dict) and "error" in told:
        return str(told["error"]["code"])
    return f"no API error: {refusal.args!r}"[:200]
