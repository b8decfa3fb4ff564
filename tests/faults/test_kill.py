"""The server's processes are killed in the middle of their work, and started again on the same data."""

import hashlib
import random
import time
from threading import Event, Thread
from typing import Any

import requests

from mediawharf.testing.wharf import png

ROUNDS = 6
CHUNK = 64 * 1024


class Bot(Thread):
    """Uploads one file after the other, and notes what the server has acknowledged."""

    def __init__(self, client: Any, name: str, seed: int) -> None:
        super().__init__(daemon=True)
        self._client, self._name, self._random = client, name, random.Random(seed)  # noqa: S311 - names and sizes
        self._ending = Event()
        self.published: dict[str, str] = {}
        self.pending: tuple[str, bytes, str, int] | None = None  # name, content, file key, acknowledged offset

    def run(self) -> None:
        number = 0
        while not self._ending.is_set() and number < 500:
            number += 1
            name = f"{self._name} {number}.png"
            try:
                self._one(name)
            except (requests.ConnectionError, requests.JSONDecodeError, requests.Timeout):
                return

    def stop(self) -> None:
        self._ending.set()
        self.join(30)

    def _one(self, name: str) -> None:
        content = png(name.encode(), padding=self._random.choice((1000, 5 * CHUNK)))
        if len(content) < CHUNK:
            told = self._client.upload(part=("file", content), filename=name, ignorewarnings=1)
        else:
            self.pending = None
            told = self.send(name, content, "", 0)
        assert told["result"] == "Success"
        self.published[name] = hashlib.sha1(content).hexdigest()

    def send(self, name: str, content: bytes, filekey: str, offset: int) -> dict[str, Any]:
        common = {"filename": name, "filesize": len(content), "stash": 1, "ignorewarnings": 1}
        while offset < len(content):
            key = {"filekey": filekey} if filekey else {}
            part = ("chunk", content[offset : offset + CHUNK])
            told = self._client.upload(part=part, offset=offset, **common, **key)
            filekey, offset = told["filekey"], offset + len(part[1])
            self.pending = (name, content, filekey, offset)
        told = self._client.upload(filename=name, filekey=filekey, ignorewarnings=1)
        self.pending = None
        result: dict[str, Any] = told
        return result


def check_published(server: Any, bot: Bot) -> None:
    for name, sha1 in bot.published.items():
        told = requests.get(
            server.api,
            params={"action": "query", "list": "allimages", "aisha1": sha1, "format": "json", "formatversion": "2"},
            timeout=30,
        ).json()
        names = [one["name"] for one in told["query"]["allimages"]]
        assert name.replace(" ", "_") in names
        assert hashlib.sha1(requests.get(told["query"]["allimages"][0]["url"], timeout=30).content).hexdigest() == sha1


def go_on(client: Any, bot: Bot) -> None:
    """An upload that was under way goes on from what was acknowledged, which may be behind what is there."""
    assert bot.pending is not None
    name, content, filekey, offset = bot.pending
    status = client.post(action="upload", filekey=filekey, checkstatus=1, token=client.token)
    if status.get("upload", {}).get("result") == "Continue":
        assert status["upload"]["offset"] >= offset
        offset = status["upload"]["offset"]
    else:
        offset = len(content)
    resumed = Bot(client, name, 0)
    told = resumed.send(name, content, filekey, offset)
    assert told["imageinfo"]["sha1"] == hashlib.sha1(content).hexdigest()


def test_killing_the_server_loses_nothing_acknowledged(server: Any, new_client: Any) -> None:
    resumed = 0
    for number in range(ROUNDS):
        bots = [Bot(new_client(), f"Bot {number} {letter}", number) for letter in "ab"]
        for bot in bots:
            bot.start()
        time.sleep(0.4 + 0.15 * number)
        server.kill()
        for bot in bots:
            bot.stop()
        server.start()
        client = new_client()
        for bot in bots:
            check_published(server, bot)
            if bot.pending is not None:
                resumed += 1
                go_on(client, bot)
        assert any(bot.published for bot in bots)
    assert resumed > 0
    server.check_integrity()
