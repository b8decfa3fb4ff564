"""What ``action=paraminfo`` tells of a module, as a result tree. Source: the wire; the order of keys is MediaWiki's."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mediawharf.api.documented import GENERATOR_PREFIX, Documented, Parameter
from mediawharf.api.result import Sub, Tagged

HELP_FORMATS = ("html", "none", "raw", "wikitext")
SOURCE = "MediaWiki"  # what clients take for the API's own modules, which no extension adds
LICENCE = "MIT"
LICENCE_URL = "https://spdx.org/licenses/MIT.html"
# MediaWiki tells words, not a list of choices, of these kinds.
_LISTED = ("enum", "submodule", "tags")


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells of modules: in which form descriptions come, and by whose limits."""

    environment: Any  # what kinds of values look their choices up in
    help_format: str = "none"
    has_high_limits: bool = False

    def module(self, module: Documented) -> dict[str, Any]:
        """One module with its parameters."""
        names: dict[str, Any] = {"name": module.name, "classname": _class_name(module), "path": module.path}
        group = {} if module.group is None else {"group": module.group}
        told = names | group | self._about(module)
        if self.help_format != "none":
            told["examples"] = Tagged([self._example(module, *each) for each in module.examples], "example")
        shown = [self._parameter(each, at, module) for at, each in enumerate(module.parameters(self.environment), 1)]
        told["parameters"] = Tagged(shown, "param")
        told["templatedparameters"] = Tagged([], "param")
        return told

    def page_set(self, query: Documented, names: Sequence[str]) -> dict[str, Any]:
        """Those parameters of query that name pages, as if they were a module."""
        told: dict[str, Any] = {
            "classname": "ApiPageSet",
            **self._about(query, is_described=False),
            "helpurls": _urls(()),
        }
        chosen = [each for each in query.parameters(self.environment) if each.name in names]
        told["parameters"] = Tagged([self._parameter(each, at, query) for at, each in enumerate(chosen, 1)], "param")
        told["templatedparameters"] = Tagged([], "param")
        return told

    def _about(self, module: Documented, *, is_described: bool = True) -> dict[str, Any]:
        source = {"source": SOURCE, "sourcename": SOURCE, "licensetag": LICENCE, "licenselink": LICENCE_URL}
        flags = {
            "readrights": module.needs_read,
            "writerights": module.is_write,
            "mustbeposted": module.must_be_posted,
            "generator": module.is_generator,
        }
        told: dict[str, Any] = {"prefix": module.prefix, **source}
        if is_described:
            told |= self._description(module.summary, f"apihelp-{module.path}-summary", module, several=True)
        # A flag that does not hold is left out in all versions of the format.
        return told | {name: True for name, holds in flags.items() if holds} | {"helpurls": _urls(module.help_urls)}

    def _example(self, module: Documented, query: str, told: str) -> Mapping[str, Any]:
        described = self._description(told, f"apihelp-{module.path}-example", module, several=False)
        return {"query": query, **described}

    def _parameter(self, parameter: Parameter, index: int, module: Documented) -> dict[str, Any]:
        declared = parameter.declared
        key = f"apihelp-{module.path}-param-{parameter.name}"
        told: dict[str, Any] = {"index": index, "name": parameter.name}
        told |= self._description(declared.help, key, module, several=True)
        told |= {"type": _type(parameter), "required": declared.required}
        if parameter.default is not None:
            told["default"] = parameter.default
        told |= {name: True for name in ("deprecated", "sensitive") if getattr(declared, name)}
        told["multi"] = declared.multi
        return told | self._limits(parameter) | _particulars(parameter)

    def _limits(self, parameter: Parameter) -> dict[str, Any]:
        told: dict[str, Any] = {}
        if parameter.declared.multi:
            low, high = parameter.declared.multi_limit
            told |= {"lowlimit": low, "highlimit": high, "limit": high if self.has_high_limits else low}
        bounds = {"min": parameter.minimum, "max": parameter.maximum, "highmax": parameter.high_maximum}
        return told | {name: bound for name, bound in bounds.items() if bound is not None}

    def _description(self, text: str, key: str, module: Documented, *, several: bool) -> dict[str, Any]:
        match self.help_format:
            case "none":
                return {}
            case "raw":
                message = {"key": key, "params": Tagged([module.prefix, module.name, module.path], "param")}
                return {"description": Tagged([message], "msg") if several else message}
            case "html":
                return {"description": Sub(html.escape(text, quote=False))}
            case _:
                return {"description": Sub(text)}


def _particulars(parameter: Parameter) -> dict[str, Any]:
    declared = parameter.declared
    told: dict[str, Any] = {}
    if parameter.submodules is not None:
        told["submodules"] = dict(parameter.submodules)
        if parameter.name == "generator":
            told["submoduleparamprefix"] = GENERATOR_PREFIX
    if declared.deprecated_values:
        told["deprecatedvalues"] = Tagged(declared.deprecated_values, "v")
    if declared.all_values is not None:
        told["allspecifier"] = declared.all_values
    if parameter.token is not None:
        told["tokentype"] = parameter.token
    return told


def _type(parameter: Parameter) -> Any:
    kind = parameter.declared.kind.name
    if parameter.choices is None or kind not in _LISTED:
        return kind
    return Tagged(parameter.choices, "t")


def _urls(urls: Sequence[str]) -> Tagged:
    return Tagged(urls, "helpurl")


def _class_name(module: Documented) -> str:
    group = {"action": "Api", "format": "ApiFormat", None: "Api"}.get(module.group, "ApiQuery")
    return group + module.name.capitalize()
