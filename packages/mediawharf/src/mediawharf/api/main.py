"""Runs one call: the frame's own parameters, the checks that hold for all modules, and the module."""

import logging
import re
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from msgspec import Struct

from mediawharf.api import params
from mediawharf.api.call import Call, CallValues, Fields
from mediawharf.api.errorformat import FORMATS as ERROR_FORMATS
from mediawharf.api.format_params import format_options
from mediawharf.api.formats import FORMATS, FormatOptions, OwnDocument, Written, write
from mediawharf.api.kinds import Choice, Flag, Integer, Modules, Text, UserName
from mediawharf.api.module import Module
from mediawharf.api.params import param
from mediawharf.api.request_errors import (
    AssertAnonFailed,
    AssertBotFailed,
    AssertFailed,
    AssertNamedUserFailed,
    BadToken,
    InternalError,
    MissingParam,
    MustBePosted,
    MustPostParams,
    UnknownValue,
    WarningsRefused,
)
from mediawharf.auth.tokens import TokenKind, check
from mediawharf.model.clock import iso
from mediawharf.model.errors import Message, PermissionDenied, WharfError


def _actions(environment: Any) -> tuple[str, ...]:
    return tuple(environment.action_names)


def _formats(_environment: Any) -> tuple[str, ...]:
    return FORMATS


@dataclass(frozen=True, slots=True)
class MainParams:
    """The parameters that every call may have."""

    action: str = param(Modules(_actions), "Which action to perform.", default="help")
    format: str = param(Modules(_formats), "The format of the output.", default="jsonfm")
    maxlag: int | None = param(Integer(), "Heeded by replicated databases; this server never lags.")
    smaxage: int = param(Integer(), "Seconds for which shared caches may keep the reply.", default=0)
    maxage: int = param(Integer(), "Seconds for which the client may keep the reply.", default=0)
    assert_: str | None = param(Choice(("anon", "bot", "user")), "Fail unless the user is so.", wire="assert")
    assertuser: str | None = param(UserName(), "Fail unless the user is the one of that name.")
    requestid: str | None = param(Text(), "A text that the reply repeats.")
    servedby: bool = param(Flag(), "Name the host that made the reply.", default=False)
    curtimestamp: bool = param(Flag(), "Tell the current time.", default=False)
    responselanginfo: bool = param(Flag(), "Tell the languages of the reply.", default=False)
    origin: str | None = param(Text(), "The page's origin in a cross-site request; * for anonymous ones.")
    uselang: str = param(Text(), "Language of messages in the reply.", default="user")
    errorformat: str = param(Choice(ERROR_FORMATS), "How errors and warnings are told.", default="bc")
    errorlang: str = param(Text(), "Language of errors and warnings.", default="uselang")
    errorsuselocal: bool = param(Flag(), "Use the wiki's own wording of messages.", default=False)


class Reply(Struct, frozen=True):
    """What goes back: the body, and the headers that are particular to it."""

    written: Written
    error_code: str | None
    cache_control: str
    fresh_for: int | None  # seconds for which any cache may keep it; None: it says so in no other header
    cookies: tuple[str, ...]
    retry_after: int | None = None


CONTENT_LANGUAGE = "en"
_DEFAULTS = MainParams()
_PLAIN = FormatOptions()
_BRIEF = "is brief"  # where it is kept whether fields are
_LANGUAGE = re.compile(r"[A-Za-z0-9-]+")
_LOG = logging.getLogger(__name__)

# What a reply that is not the whole answer starts with.
_PROGRESS = ("batchcomplete", "query-continue", "continue")
PRIVATE = "private, must-revalidate, max-age=0"


class ApiMain:
    """The API's frame around its modules."""

    def __init__(self, modules: Mapping[str, Module[Any]]) -> None:
        self._modules = modules

    def run(self, call: Call) -> Reply:
        """The reply to a call; a WharfError becomes an error in the form that was asked for."""
        look = _Look(call, self._default_format(call))
        answer: Mapping[str, Any] | OwnDocument | Written = {}
        error: WharfError | None = None
        try:
            main = look.parse()
            _check_assertions(main, call)
            module = self._modules[main.action]
            answer = self._run_module(module, call)
            self._warn_of_unused(call)
            _refuse_warnings(call)
        except WharfError as refusal:
            answer, error = {}, refusal
        except Exception as failure:  # noqa: BLE001 - the edge: whatever failed, the client gets an answer it can read
            error = _logged(failure, call)
        if isinstance(answer, Mapping):
            answer = self._whole(call, look, dict(answer), error)
        written = answer if isinstance(answer, Written) else write(look.format, answer, look.options)
        return Reply(
            written=written,
            error_code=None if error is None else ", ".join(one.code for one in (error, *error.companions())),
            cache_control=_cache_control(call, look.main, error),
            fresh_for=min(look.main.smaxage, look.main.maxage) if _is_public(call, look.main, error) else None,
            cookies=tuple(call.cookies),
            retry_after=getattr(error, "retry_after", None),
        )

    def is_brief(self, fields: Fields) -> bool:
        """Whether a call with these fields is answered at once where the database is on this machine.

        It then writes nothing, reads few rows and asks no other host but those of foreign repositories.
        """
        if fields.found is None:
            return self._looks_brief(fields)
        known: bool | None = fields.found.get(_BRIEF)
        if known is None:
            known = fields.found[_BRIEF] = self._looks_brief(fields)
        return known

    def _looks_brief(self, fields: Fields) -> bool:
        module = self._modules.get(fields.get("action") or "")
        is_brief = None if module is None or fields.files else module.is_brief
        return is_brief is not None and is_brief(fields)

    def _default_format(self, call: Call) -> str:
        module = self._modules.get(call.fields.get("action") or "")
        return "jsonfm" if module is None else module.default_format

    def _run_module(self, module: Module[Any], call: Call) -> Mapping[str, Any] | OwnDocument | Written:
        call.module = module.path
        if module.must_be_posted and module.token is None and not call.fields.is_post:
            raise MustBePosted(module.name)
        values = CallValues(call, module.path)
        parsed = params.parse(module.params, values)
        if module.token is not None:
            _check_token(TokenKind(module.token), call)
        if module.must_be_posted and not call.fields.is_post:
            raise MustBePosted(module.name)
        if module.needs_read and not call.user.may("read"):
            raise PermissionDenied("read")
        return module.run(call, parsed)

    def _warn_of_unused(self, call: Call) -> None:
        unused = tuple([name for name in call.fields.names() if name not in call.used])
        if unused:
            call.warn("main", "unrecognizedparams", Message("apierror-unrecognizedparams", (unused, len(unused))))

    def _whole(self, call: Call, look: "_Look", result: dict[str, Any], error: WharfError | None) -> Mapping[str, Any]:
        """The reply in the wire's order: how far it goes, warnings, what the frame adds, what the module told."""
        progress = {key: result.pop(key) for key in _PROGRESS if key in result}
        whole = progress
        if call.warnings:
            warnings = self._warnings(call)
            is_of_frame = all(warning.code == "unrecognizedparams" for warning in call.warnings)
            whole = warnings | progress if is_of_frame else progress | warnings
        whole |= look.extras()
        if error is not None:
            whole |= call.error_format().error(error, call.module)
        return whole | result

    def _warnings(self, call: Call) -> dict[str, Any]:
        if any(warning.code == "deprecation" for warning in call.warnings):
            call.warn("main", "deprecation-help", Message("api-usage-mailinglist-ref"))
        return {"warnings": call.error_format().warnings(call.warnings)}


class _Look:
    """How the reply is to look; defaults hold for what cannot be parsed."""

    def __init__(self, call: Call, default_format: str) -> None:
        self._call = call
        self._default_format = default_format
        self.format = default_format if call.fields.get("format") is None else "json"
        self.main = _DEFAULTS
        self.options = _PLAIN

    def parse(self) -> MainParams:
        """The frame's parameters; raises a WharfError for bad ones, after the format is known if it can be."""
        values = CallValues(self._call, "main")
        word = values.get("format") or self._default_format
        if word not in FORMATS:
            self.format = "jsonfm"
            raise UnknownValue("format", word, FORMATS)
        self.format = word
        self.options = self._options(word)
        self._call.version = self.options.version
        # What can be read is heeded even in the reply that says what cannot.
        self.main, refusal = params.parse_what_can_be(MainParams, values)
        self._call.errorformat = self.main.errorformat
        if refusal is not None:
            raise refusal
        return self.main

    def _options(self, name: str) -> FormatOptions:
        values = CallValues(self._call, name)
        try:
            return format_options(name, values)
        except WharfError as refusal:
            # The refusal itself must be written in some version of the format: tell in which.
            values.warn(refusal.code, Message("apiwarn-format-version-1"))
            self._call.warn("main", refusal.code, refusal.message())
            raise

    def extras(self) -> dict[str, Any]:
        """What the frame adds to every reply on demand."""
        main = self.main
        extras: dict[str, Any] = {}
        if main.requestid is not None:
            extras["requestid"] = main.requestid
        if main.servedby:
            extras["servedby"] = socket.gethostname()
        if main.curtimestamp:
            extras["curtimestamp"] = iso(self._call.facilities.clock.now())
        if main.responselanginfo:
            extras["uselang"] = uselang = _language(main.uselang)
            # Errors in the old form are always in the wiki's language.
            errorlang = CONTENT_LANGUAGE if main.errorformat == "bc" else main.errorlang
            extras["errorlang"] = uselang if errorlang == "uselang" else _language(errorlang)
        return extras


def _language(text: str) -> str:
    """The language that a parameter names; the wiki's own for words that mean it, and for what can be no code."""
    named = text.lower() if _LANGUAGE.fullmatch(text) else "content"
    return CONTENT_LANGUAGE if named in ("user", "content") else named


def _refuse_warnings(call: Call) -> None:
    if call.refuses_warnings and call.warnings:
        raise WarningsRefused(call.error_format().warnings(call.warnings))


def _logged(failure: Exception, call: Call) -> InternalError:
    reference = secrets.token_hex(6)
    _LOG.error("request %s to %s failed", reference, call.module, exc_info=failure)
    return InternalError(type(failure).__name__, reference)


def _check_assertions(main: MainParams, call: Call) -> None:
    user = call.user
    match main.assert_:
        case "anon" if not user.is_anonymous:
            raise AssertAnonFailed
        case "user" if user.is_anonymous:
            raise AssertFailed
        case "bot" if not user.may("bot"):
            raise AssertBotFailed
        case _:
            pass
    if main.assertuser is not None and main.assertuser != user.name:
        raise AssertNamedUserFailed(main.assertuser)


def _check_token(kind: TokenKind, call: Call) -> None:
    call.used.add("token")
    token = call.fields.get("token")
    if not token:
        raise MissingParam("token")
    if "token" in call.fields.query:
        raise MustPostParams(("token",))
    if not check(call.session, kind, token):
        raise BadToken


def _is_public(call: Call, main: MainParams, error: WharfError | None) -> bool:
    asked = main.smaxage != 0 or main.maxage != 0
    return asked and error is None and not call.cookies and call.is_cacheable and call.user.is_anonymous


def _cache_control(call: Call, main: MainParams, error: WharfError | None) -> str:
    if error is not None or call.cookies:
        return PRIVATE
    if _is_public(call, main, error):
        return f"s-maxage={main.smaxage}, max-age={main.maxage}, public"
    return f"private, must-revalidate, max-age={main.maxage}"
