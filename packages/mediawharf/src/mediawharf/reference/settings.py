"""The reference's page of the settings."""

import json
import types
import typing
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from mediawharf.reference.markdown import code, page, plain, table
from mediawharf.settings import Settings

INTRODUCTION = """\
A setting comes from the command line, an environment variable or a TOML file, the first found of these. Texts, numbers
and truth values stand in the environment as they are (`true`, `false`); lists and tables stand there as JSON."""

_NAMES = {str: "text", int: "whole number", bool: "true or false", Path: "path"}


def settings_page() -> str:
    """The page: each setting with its type, default and environment variable."""
    rows = [_row(name, field) for name, field in Settings.model_fields.items()]
    return page("Settings", INTRODUCTION, [table(("Setting", "Environment", "Type", "Default", "Meaning"), rows)])


def _row(name: str, field: FieldInfo) -> tuple[str, str, str, str, str]:
    prefix = Settings.model_config["env_prefix"]
    default = field.get_default(call_default_factory=True)
    return code(name), code(prefix + name.upper()), _type(field), _value(default), plain(field.description or "")


def _type(field: FieldInfo) -> str:
    told = _kind(field.annotation)
    is_positive = any(getattr(each, "gt", None) == 0 for each in field.metadata)
    return told + " over 0" if is_positive else told


def _kind(kind: Any) -> str:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return f"list of {_kind(inner[0])}s"
    if origin is dict or (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return "table"
    if origin in (types.UnionType, typing.Union):
        return " or ".join(_kind(each) for each in inner if each is not types.NoneType)
    if origin is typing.Literal:
        return " or ".join(map(code, inner))
    return _NAMES.get(kind, getattr(kind, "__name__", str(kind)))


def _value(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str | Path):
        return code(value)
    return code(json.dumps(value, ensure_ascii=False))
