"""Conditional requests: whether a client's copy is still good. Source: RFC 9110, section 13."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate
from enum import Enum

from mediawharf.model.timestamp import BadTimestamp, parse_timestamp

_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_DATE = re.compile(r"[A-Z][a-z]{2,8},? [\w :-]{10,40}", re.ASCII)


class Verdict(Enum):
    """What the conditions of a request come to."""

    SERVE = "serve"
    NOT_MODIFIED = "not modified"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Version:
    """What tells one state of a file from another: a strong entity tag, quotes included, and a time in seconds."""

    etag: str
    modified: int

    @property
    def last_modified(self) -> str:
        """The time as a header."""
        return formatdate(self.modified, usegmt=True)

    def judge(self, headers: Mapping[str, str]) -> Verdict:
        """What a GET or HEAD request with these headers gets, in RFC 9110's order of precedence."""
        if (match := headers.get("if-match")) is not None:
            if not self._is_among(match, weakly=False):
                return Verdict.FAILED
        elif (unmodified := _date(headers.get("if-unmodified-since"))) is not None and self.modified > unmodified:
            return Verdict.FAILED
        if (none_match := headers.get("if-none-match")) is not None:
            return Verdict.NOT_MODIFIED if self._is_among(none_match, weakly=True) else Verdict.SERVE
        since = _date(headers.get("if-modified-since"))
        return Verdict.SERVE if since is None or self.modified > since else Verdict.NOT_MODIFIED

    def allows_range(self, headers: Mapping[str, str]) -> bool:
        """Whether a Range header counts: without If-Range, or when the client's first part is of this version."""
        condition = headers.get("if-range")
        if condition is None:
            return True
        if '"' in condition:
            return condition.strip() == self.etag
        return _date(condition) == self.modified

    def _is_among(self, header: str, *, weakly: bool) -> bool:
        if header.strip() == "*":
            return True
        return any(tag == self.etag and (weakly or not weak) for weak, tag in _TAG.findall(header))


def _date(text: str | None) -> int | None:
    """The second that an HTTP date names; None for what is none, which is then ignored."""
    if text is None or _DATE.fullmatch(text) is None:
        return None
    try:
        return parse_timestamp(text, now=0)
    except BadTimestamp:
        return None
