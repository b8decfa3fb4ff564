"""Hashes of passwords: slow ones for what people choose, fast ones for what chance chose."""

import hashlib
import hmac
import re
import threading
import unicodedata
from base64 import b64encode

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerifyMismatchError

from mediawharf.model.clock import Random

MAX_PASSWORD_BYTES = 4096

BOT_PASSWORD_LENGTH = 32
_BOT_PASSWORD = re.compile(r"[0-9a-z]{32,128}")


class Passwords:
    """argon2id over passwords that people chose.

    The defaults are OWASP's: 19 MiB, two passes, one lane, some 30 ms on a server of 2024. Not more than
    ``at_once`` are computed at the same time, so that a rush of logins cannot fill the memory.
    """

    def __init__(self, *, memory_kib: int = 19_456, passes: int = 2, at_once: int = 4) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1, type=Type.ID)
        self._slots = threading.BoundedSemaphore(at_once)
        # The hash of no known password, which costs as much to verify as a real one.
        salt, digest = (b64encode(bytes(size)).decode().rstrip("=") for size in (16, 32))
        self._dummy = f"$argon2id$v=19$m={memory_kib},t={passes},p=1${salt}${digest}"

    def hash(self, password: str) -> str:
        """A salted hash, with its parameters in it."""
        with self._slots:
            return self._hasher.hash(_normalised(password))

    def verify(self, password_hash: str | None, password: str) -> bool:
        """Whether the hash is the password's; None (nobody's hash) takes as long and is False."""
        normalised = _normalised(password)
        # No password is that long; a slow hash of so much would be a gift to whoever wants to keep us busy.
        fits = len(normalised) <= MAX_PASSWORD_BYTES
        with self._slots:
            try:
                self._hasher.verify(
                    self._dummy if password_hash is None else password_hash, normalised if fits else b""
                )
            except VerifyMismatchError:
                return False
        return fits and password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """Whether the hash was made with other parameters and should be made anew from the password."""
        return self._hasher.check_needs_rehash(password_hash)


def _normalised(password: str) -> bytes:
    # The same letters typed on another system may come composed otherwise.
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def new_bot_password(random: Random) -> str:
    """A password of 32 letters and digits."""
    return random.base36(BOT_PASSWORD_LENGTH)


def is_bot_password(password: str) -> bool:
    """Whether a password has the form of a bot password, and is worth looking up as one."""
    return _BOT_PASSWORD.fullmatch(password) is not None


def hash_bot_password(password: str, random: Random) -> str:
    """A salted SHA-256.

    A slow hash makes guessing dear where there is something to guess. A bot password is 165 bits of chance:
    nobody gets through a share of 2^165 that matters, at whatever speed, so bots need not wait at each login.
    """
    salt = random.source(16).hex()
    return f"sha256${salt}${_digest(password, salt)}"


def verify_bot_password(password_hash: str | None, password: str) -> bool:
    """Whether the hash is the bot password's, compared in constant time; None takes as long and is False."""
    _, salt, digest = (f"sha256${'0' * 32}${'0' * 64}" if password_hash is None else password_hash).split("$")
    return hmac.compare_digest(_digest(password, salt), digest) and password_hash is not None


def _digest(password: str, salt: str) -> str:
    return hashlib.sha256(f"{salt}${password}".encode("utf-8", "surrogatepass")).hexdigest()
