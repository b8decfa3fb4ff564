"""The reference's page of the API: each module with its parameters."""

from collections.abc import Iterator
from typing import Any

from mediawharf.api.catalogue import FRAME, Catalogue
from mediawharf.api.documented import Documented, Parameter
from mediawharf.reference.markdown import code, page, plain, table

INTRODUCTION = """\
The server speaks MediaWiki's API at `/w/api.php`. This page tells of each action, each submodule of `query` and each
format; the server shows the same at `/w/api.php?action=help`, and to programs by `action=paraminfo`. Limits that depend
on settings are shown as they are by default."""


def api_page(catalogue: Catalogue, environment: Any) -> str:
    """The page; ``environment`` holds what kinds of values look their choices up in."""
    main = catalogue.find(FRAME)
    modules = (main, *catalogue.below(main))
    return page("API", INTRODUCTION, (_part(module, environment) for module in modules))


def _part(module: Documented, environment: Any) -> str:
    parts = [f"## {module.call}", plain(module.summary), *_flags(module)]
    parameters = module.parameters(environment)
    if parameters:
        rows = [_row(each, module) for each in parameters]
        parts.append(table(("Parameter", "Type", "Default", "Meaning"), rows))
    if module.examples:
        parts.append("\n".join(f"- {code('api.php?' + query)}: {plain(told)}" for query, told in module.examples))
    return "\n\n".join(parts)


def _flags(module: Documented) -> Iterator[str]:
    flags = {
        "POST only": module.must_be_posted,
        "writes": module.is_write,
        f"needs a {module.token} token": module.token is not None,
        "can be a generator": module.is_generator,
    }
    held = [flag for flag, holds in flags.items() if holds]
    if held:
        yield ", ".join(held).capitalize().replace("Post only", "POST only") + "."


def _row(parameter: Parameter, module: Documented) -> tuple[str, str, str, str]:
    name = code(module.prefix + parameter.name)
    default = "" if parameter.default is None else code(parameter.default) if parameter.default != "" else "empty"
    return name, _type(parameter), default, " ".join((plain(parameter.declared.help), *_remarks(parameter)))


def _type(parameter: Parameter) -> str:
    declared = parameter.declared
    kind = declared.kind.name
    if parameter.choices is not None and kind not in ("tags", "submodule"):
        kind = ", ".join(code(choice) for choice in parameter.choices) or kind
    return f"list of {kind}" if declared.multi else kind


def _remarks(parameter: Parameter) -> Iterator[str]:
    declared = parameter.declared
    if declared.required:
        yield "Required."
    if declared.deprecated:
        yield "Deprecated."
    if declared.sensitive:
        yield "In the body of a POST request only."
    if parameter.minimum is not None:
        yield f"From {parameter.minimum}" + (f" to {parameter.maximum}." if parameter.maximum is not None else " on.")
    elif parameter.maximum is not None:
        yield f"At most {parameter.maximum}."
    if parameter.high_maximum is not None:
        yield f"{parameter.high_maximum} with the right `apihighlimits`."
    if declared.all_values is not None:
        yield f"{code(declared.all_values)} means all."
    if declared.deprecated_values:
        yield "Deprecated: " + ", ".join(map(code, declared.deprecated_values)) + "."
