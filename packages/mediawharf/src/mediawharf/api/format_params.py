"""The parameters of each format, and how they have a reply written."""

from dataclasses import dataclass, replace
from typing import Final

from mediawharf.api import params
from mediawharf.api.call import CallValues
from mediawharf.api.formats import FormatOptions
from mediawharf.api.kinds import Choice, Flag, Text
from mediawharf.api.params import param
from mediawharf.model.errors import Message

_VERSIONS: Final = ("1", "2", "latest")


def _number(version: str) -> int:
    return 1 if version == "1" else 2


@dataclass(frozen=True)
class FormatParams:
    """The parameters of a format that has none."""

    def options(self) -> FormatOptions:
        """How to write."""
        return FormatOptions()


@dataclass(frozen=True)
class JsonParams(FormatParams):
    """The parameters of format=json."""

    callback: str | None = param(Text(), "Wrap the reply in a call of that function; the request is anonymous then.")
    utf8: bool = param(Flag(), "Write characters beyond ASCII as they are.", default=False)
    ascii: bool = param(Flag(), "Write characters beyond ASCII as escapes.", default=False)
    formatversion: str = param(Choice(_VERSIONS), "Shape of the output.", default="1")

    def options(self) -> FormatOptions:
        """How to write."""
        version = _number(self.formatversion)
        return FormatOptions(version, self.ascii or (version == 1 and not self.utf8), self.callback)


@dataclass(frozen=True)
class PhpParams(FormatParams):
    """The parameters of format=php."""

    formatversion: str = param(Choice(_VERSIONS), "Shape of the output.", default="1")

    def options(self) -> FormatOptions:
        """How to write."""
        return FormatOptions(_number(self.formatversion))


@dataclass(frozen=True)
class XmlParams(FormatParams):
    """The parameters of format=xml."""

    xslt: str | None = param(Text(), "A style sheet's page; this server names none in its replies, and warns.")
    includexmlnamespace: bool = param(Flag(), "Put the reply into the API's XML namespace.", default=False)

    def options(self) -> FormatOptions:
        """How to write."""
        return FormatOptions(has_namespace=self.includexmlnamespace)


@dataclass(frozen=True)
class Wrapped(FormatParams):
    """What the formats for people to read take beside their own."""

    wrappedhtml: bool = param(Flag(), "Give the HTML as a value of JSON, for a page to show.", default=False)

    def options(self) -> FormatOptions:
        """How to write."""
        return replace(super().options(), is_wrapped=self.wrappedhtml)


@dataclass(frozen=True)
class JsonFmParams(Wrapped, JsonParams):
    """The parameters of format=jsonfm."""


@dataclass(frozen=True)
class PhpFmParams(Wrapped, PhpParams):
    """The parameters of format=phpfm."""


@dataclass(frozen=True)
class XmlFmParams(Wrapped, XmlParams):
    """The parameters of format=xmlfm."""


FORMAT_PARAMS: Final[dict[str, type[FormatParams]]] = {
    "json": JsonParams,
    "jsonfm": JsonFmParams,
    "none": FormatParams,
    "php": PhpParams,
    "phpfm": PhpFmParams,
    "rawfm": Wrapped,
    "xml": XmlParams,
    "xmlfm": XmlFmParams,
}


def format_options(name: str, values: CallValues) -> FormatOptions:
    """How the request wants the format of that name; raises what its parameters refuse."""
    chosen = params.parse(FORMAT_PARAMS[name], values)
    if isinstance(chosen, XmlParams) and chosen.xslt is not None:
        values.warn("xslt-disabled", Message("apiwarn-xslt-disabled"))
    return chosen.options()
