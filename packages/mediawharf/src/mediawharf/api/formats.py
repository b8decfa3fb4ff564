"""Writes a result tree in the format that was asked for."""

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from mediawharf.api.format_php import to_php
from mediawharf.api.format_xml import to_xml
from mediawharf.api.result import render, shown_in_json

PRETTY = ("jsonfm", "xmlfm", "phpfm", "rawfm")
FORMATS = ("json", "jsonfm", "none", "php", "phpfm", "rawfm", "xml", "xmlfm")
_WRAPPED = "text/mediawiki-api-prettyprint-wrapped; charset=utf-8"
_CALLBACK_BAD = re.compile(r"[^a-zA-Z0-9_.\[\]'\"]")


@dataclass(frozen=True, slots=True)
class Written:
    """A reply's bytes, their type, and the name a browser saves them under."""

    body: bytes
    content_type: str
    filename: str


@dataclass(frozen=True, slots=True)
class FormatOptions:
    """How to write: ``version`` is formatversion, ``callback`` a JSONP function's name.

    ``has_namespace`` puts XML into its namespace; ``is_wrapped`` gives HTML as a value of JSON.
    """

    version: int = 1
    is_ascii: bool = True
    callback: str | None = None
    has_namespace: bool = False
    is_wrapped: bool = False


@dataclass(frozen=True, slots=True)
class OwnDocument:
    """An answer that is no object of the API's frame: a value for JSON, and a document for XML."""

    value: Any
    xml: str


Answer: TypeAlias = Mapping[str, Any] | OwnDocument


def write(name: str, result: Answer, options: FormatOptions) -> Written:
    """The result in the format of that name, one of FORMATS."""
    if name in PRETTY:
        return _pretty(name.removesuffix("fm"), result, options)
    writer, content_type, suffix = _WRITERS[name]
    text = writer(result, options)
    if name == "json" and options.callback is not None:
        # The comment keeps the name from being read as the start of some other kind of file.
        text = f"/**/{callback_name(options.callback)}({text})"
        content_type = "text/javascript; charset=utf-8"
    return Written(text.encode("utf-8", "surrogatepass"), content_type, "api-result." + suffix)


def callback_name(name: str) -> str:
    """A JSONP callback's name without the characters that could end it."""
    return _CALLBACK_BAD.sub("", name)


def _json(result: Answer, options: FormatOptions) -> str:
    encoder = _ASCII if options.is_ascii else _UNICODE
    if options.version == 1:
        return encoder.encode(_value(result, options))
    # Written as it stands: the encoder asks for what the marks in it mean.
    return encoder.encode(result.value if isinstance(result, OwnDocument) else result)


def _shown(value: Any) -> Any:
    shown = shown_in_json(value)
    if shown is value:
        raise TypeError(f"no part of a reply: {value!r}")
    return shown


# Trees hold no circles: each is made for its reply.
_ASCII, _UNICODE = (
    json.JSONEncoder(ensure_ascii=is_ascii, separators=(",", ":"), check_circular=False, default=_shown)
    for is_ascii in (True, False)
)


def _value(result: Answer, options: FormatOptions) -> Any:
    return render(result.value if isinstance(result, OwnDocument) else result, options.version)


def _nothing(_result: Answer, _options: FormatOptions) -> str:
    return ""


def _php(result: Answer, options: FormatOptions) -> str:
    return to_php(_value(result, options))


def _xml(result: Answer, options: FormatOptions) -> str:
    if isinstance(result, OwnDocument):
        return result.xml
    return to_xml(result, has_namespace=options.has_namespace)


_WRITERS: dict[str, tuple[Callable[[Answer, FormatOptions], str], str, str]] = {
    "json": (_json, "application/json; charset=utf-8", "json"),
    "none": (_nothing, "text/plain; charset=utf-8", "txt"),
    "php": (_php, "application/vnd.php.serialized; charset=utf-8", "php"),
    "xml": (_xml, "text/xml; charset=utf-8", "xml"),
}

_PRETTY_TEXT = '<pre class="api-pretty-content">{text}</pre>'
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>API result</title>
<style>body{{font:14px sans-serif;margin:2em}}pre{{background:#f8f9fa;border:1px solid #eaecf0;padding:1em;
white-space:pre-wrap;overflow-wrap:anywhere}}@media(prefers-color-scheme:dark){{body{{background:#111;color:#eee}}
pre{{background:#222;border-color:#444}}}}</style></head>
<body><p>This is the result in the format {name}, written for people. Programs ask for <code>format={name}</code>.</p>
{text}</body></html>
"""


def _pretty(name: str, result: Answer, options: FormatOptions) -> Written:
    if name in ("json", "raw"):
        text = json.dumps(_value(result, options), ensure_ascii=False, indent=4)
    else:
        text = _WRITERS[name][0](result, options)
    shown = _PRETTY_TEXT.format(text=html.escape(text))
    if options.is_wrapped:
        wrapped = {"status": 200, "statustext": "OK", "html": shown}
        body = json.dumps(wrapped, ensure_ascii=False, separators=(",", ":"))
        return Written(body.encode("utf-8", "surrogatepass"), _WRAPPED, "api-result.json")
    page = _PAGE.format(name=html.escape(name), text=shown)
    return Written(page.encode("utf-8", "surrogatepass"), "text/html; charset=UTF-8", "api-result.html")
