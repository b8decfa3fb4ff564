"""Encryption of PDF under the empty password: readers open such documents without asking. ISO 32000-2, 7.6."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, TypeAlias

from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from mediawharf.media.pdf_syntax import Name, Pdf

_PADDING: Final = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_BLOCK: Final = 16
_LENGTHS: Final = (5, 16)  # bytes of keys; others are allowed, and nobody writes them


class Method(Enum):
    """How streams or strings are encrypted."""

    NONE = auto()
    RC4 = auto()
    AES_128 = auto()
    AES_256 = auto()


_METHODS: Final = {"None": Method.NONE, "V2": Method.RC4, "AESV2": Method.AES_128, "AESV3": Method.AES_256}


@dataclass(frozen=True)
class DocumentKey:
    """What opens a document, and how its streams and its strings are encrypted."""

    key: bytes
    streams: Method
    strings: Method

    def stream(self, data: bytes, *, number: int, generation: int) -> bytes:
        """The bytes of a stream of this object, its filters still to be undone."""
        return self._decrypted(self.streams, data, number, generation)

    def string(self, data: bytes, *, number: int, generation: int) -> bytes:
        """A string that stands in this object."""
        return self._decrypted(self.strings, data, number, generation)

    def _decrypted(self, method: Method, data: bytes, number: int, generation: int) -> bytes:
        if method is Method.NONE:
            return data
        if method is Method.AES_256:
            return _aes(self.key, data)
        salt = b"sAlT" if method is Method.AES_128 else b""
        own = self.key + (number & 0xFFFFFF).to_bytes(3, "little") + (generation & 0xFFFF).to_bytes(2, "little") + salt
        key = _md5(own)[: min(16, len(self.key) + 5)]
        return _aes(key, data) if method is Method.AES_128 else _rc4(key, data)


@dataclass(frozen=True)
class Locked:
    """The document asks for a password, or is encrypted in a way of its own."""


Encryption: TypeAlias = DocumentKey | Locked | None


def encryption_of(described: Mapping[str, Pdf], identifier: bytes) -> Encryption:
    """How the document with this encryption dictionary, its references followed, is opened; None: it is open.

    ``identifier`` is the first of the trailer's.
    """
    if not described:
        return None
    version, revision = described.get("V"), described.get("R")
    if described.get("Filter") != "Standard" or not isinstance(revision, int) or version not in (1, 2, 4, 5):
        return Locked()
    streams, strings = (
        (_method(described, each) for each in ("StmF", "StrF")) if version in (4, 5) else 2 * (Method.RC4,)
    )
    if streams is None or strings is None:
        return Locked()
    key = _key_256(described, revision) if version == 5 else _key_128(described, revision, identifier)
    return Locked() if key is None else DocumentKey(key, streams, strings)


def _method(described: Mapping[str, Pdf], use: str) -> Method | None:
    name = described.get(use, Name("Identity"))
    if name == "Identity":
        return Method.NONE
    filters = described.get("CF")
    chosen = filters.get(str(name)) if isinstance(filters, dict) else None
    return _METHODS.get(str(chosen.get("CFM", "None"))) if isinstance(chosen, dict) else None


def _key_128(described: Mapping[str, Pdf], revision: int, identifier: bytes) -> bytes | None:
    """Algorithms 2, 4 and 5: the key, if the empty password opens the document."""
    owner, user, rights = described.get("O"), described.get("U"), described.get("P")
    if not (isinstance(owner, bytes) and isinstance(user, bytes) and isinstance(rights, int)):
        return None
    bits = described.get("Length", 40)
    length = 5 if revision == 2 else 16 if described.get("V") == 4 else bits // 8 if isinstance(bits, int) else 0
    if length not in _LENGTHS:
        return None
    is_open = b"\xff" * 4 if revision >= 4 and described.get("EncryptMetadata") is False else b""
    key = _md5(_PADDING + owner[:32] + (rights & 0xFFFFFFFF).to_bytes(4, "little") + identifier + is_open)
    for _ in range(50 if revision >= 3 else 0):
        key = _md5(key[:length])
    key = key[:length]
    if revision == 2:
        return key if _rc4(key, _PADDING) == user[:32] else None
    sign = _md5(_PADDING + identifier)
    for step in range(20):
        sign = _rc4(bytes(byte ^ step for byte in key), sign)
    return key if sign == user[:16] else None


def _key_256(described: Mapping[str, Pdf], revision: int) -> bytes | None:
    """Algorithms 2.A and 2.B."""
    user, packed = described.get("U"), described.get("UE")
    if not (isinstance(user, bytes) and isinstance(packed, bytes) and len(user) >= 48 and len(packed) >= 32):
        return None
    hashed = _hash_5 if revision == 5 else _hash_6
    if hashed(user[32:40]) != user[:32]:
        return None
    opened = Cipher(AES(hashed(user[40:48])), CBC(bytes(_BLOCK))).decryptor()
    return opened.update(packed[:32]) + opened.finalize()


def _hash_5(salt: bytes) -> bytes:
    return hashlib.sha256(salt).digest()


def _hash_6(salt: bytes) -> bytes:
    key = hashlib.sha256(salt).digest()
    number, last = 0, 0
    while number < 64 or last > number - 32:
        sealed = Cipher(AES(key[:16]), CBC(key[16:32])).encryptor()
        mixed = sealed.update(key * 64) + sealed.finalize()
        kind = (hashlib.sha256, hashlib.sha384, hashlib.sha512)[sum(mixed[:16]) % 3]
        key, last = kind(mixed).digest(), mixed[-1]
        number += 1
    return key[:32]


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    return Cipher(ARC4(key), None).encryptor().update(data)


def _aes(key: bytes, data: bytes) -> bytes:
    """Without the vector in front, and without the padding behind where there is one."""
    body = data[_BLOCK : len(data) - len(data) % _BLOCK]
    if not body:
        return b""
    opened = Cipher(AES(key), CBC(data[:_BLOCK])).decryptor()
    plain = opened.update(body) + opened.finalize()
    return plain[: -plain[-1]] if 0 < plain[-1] <= _BLOCK else plain
