"""``action=options``: change what the account prefers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.call import Call
from mediawharf.api.kinds import Choice, Flag, Text
from mediawharf.api.module import Module
from mediawharf.api.params import param
from mediawharf.auth.accounts import default_options
from mediawharf.i18n.languages import TRANSLATED
from mediawharf.model.errors import Message, WharfError
from mediawharf.model.json import Json
from mediawharf.pages.permissions import require_right

KINDS: Final = (
    "all",
    "registered",
    "registered-checkmatrix",
    "registered-multiselect",
    "special",
    "unused",
    "userjs",
)
OF_SCRIPTS: Final = "userjs-"  # options that scripts keep for themselves
_LONGEST_NAME: Final = 255  # bytes
_LONGEST_VALUE: Final = 65_535  # bytes


@dataclass(eq=False)
class OptionsNeedLogin(WharfError):
    """Only accounts have preferences."""

    code = "notloggedin"
    key = "apierror-mustbeloggedin-options"


@dataclass(eq=False)
class NoOptionName(WharfError):
    """A value was given without the option that is to have it."""

    code = "nooptionname"
    key = "apierror-nooptionname"


@dataclass(eq=False)
class NoChanges(WharfError):
    """Nothing was to be changed."""

    code = "nochanges"
    key = "apierror-nochanges"


@dataclass(eq=False)
class BadOption(WharfError):
    """An option is not known here, or its value is not of its form; of such, a warning tells."""

    code = "validationfailed"
    key = "apiwarn-validationfailed"
    name: str

    def message(self) -> Message:
        """Names the option."""
        return Message(self.key, (self.name,))


@dataclass(frozen=True, slots=True)
class OptionsParams:
    """The parameters of action=options, in the order of MediaWiki's documentation."""

    reset: bool = param(Flag(), "Give options their defaults back first.", default=False)
    resetkinds: tuple[str, ...] = param(Choice(KINDS), "Which kinds of options.", default=("all",), multi=True)
    change: tuple[str, ...] = param(
        Text(), "Changes as name=value; a name alone gives the option its default back.", default=(), multi=True
    )
    optionname: str | None = param(Text(), "The option to give optionvalue, which may hold a bar.")
    optionvalue: str | None = param(Text(), "Its value; without one it gets its default back.")


def run(call: Call, asked: OptionsParams) -> Mapping[str, Any]:
    """That it was done; of options that could not be changed a warning tells."""
    if call.user.is_anonymous:
        raise OptionsNeedLogin
    require_right(call.user, "editmyoptions")
    if asked.optionvalue is not None and asked.optionname is None:
        raise NoOptionName
    wanted = dict(_wanted(asked))
    if not asked.reset and not wanted:
        raise NoChanges
    accounts = call.facilities.accounts
    changes: dict[str, Json] = {}
    if asked.reset:
        changes = {name: None for name in accounts.chosen_options(call.user) if _is_of(name, asked.resetkinds)}
    known = default_options(call.facilities.settings)
    for name, text in wanted.items():
        try:
            changes[name] = None if text is None else _parsed(name, text, known)
        except BadOption as refused:
            call.warn("options", refused.code, refused.message())
    accounts.set_options(call.user, changes)
    return {"options": "success"}


def _wanted(asked: OptionsParams) -> Iterator[tuple[str, str | None]]:
    for change in asked.change:
        name, equals, text = change.partition("=")
        yield name, text if equals else None
    if asked.optionname is not None:
        yield asked.optionname, asked.optionvalue


def _is_of(name: str, kinds: tuple[str, ...]) -> bool:
    kind = "userjs" if name.startswith(OF_SCRIPTS) else "registered"
    return "all" in kinds or kind in kinds


def _parsed(name: str, text: str, known: Mapping[str, Json]) -> Json:
    """The value as it is kept; raises BadOption."""
    if name.startswith(OF_SCRIPTS):
        if len(name.encode()) > _LONGEST_NAME or len(text.encode()) > _LONGEST_VALUE:
            raise BadOption(name)
        return text
    if name not in known:
        raise BadOption(name)
    if name == "language":
        if text not in TRANSLATED:
            raise BadOption(name)
        return text
    if not (text == "" or (text.isascii() and text.isdigit() and len(text) < 5)):
        raise BadOption(name)
    return int(text or "0")


OPTIONS = Module(
    name="options",
    summary="Change your preferences.",
    params=OptionsParams,
    run=run,
    token="csrf",  # noqa: S106 - the kind of token
    must_be_posted=True,
    is_write=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Options",),
    examples=(
        ("action=options&reset=&token=123ABC", "Give all preferences their defaults back."),
        ("action=options&change=watchuploads=0&token=123ABC", "Do not watch what you upload."),
    ),
)
