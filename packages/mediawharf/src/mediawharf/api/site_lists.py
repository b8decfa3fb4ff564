"""The other properties of ``meta=siteinfo``: one function for each.

Source: the wire.
"""

from collections.abc import Mapping
from importlib import metadata
from typing import Any

from mediawharf.api.result import Keyed, RealBool, Star, Tagged
from mediawharf.api.site_words import MAGIC_WORDS, SPECIAL_PAGES
from mediawharf.auth.accounts import default_options
from mediawharf.auth.rights import IMPLICIT_GROUPS, group_rights
from mediawharf.model.namespaces import NAMESPACES, PROJECT, PROJECT_TALK, Namespace
from mediawharf.pages.restrictions import LEVELS
from mediawharf.settings import Settings

_DISTRIBUTION = "mediawharf"
_INTERFACE = 8  # the namespace of messages


def namespaces(settings: Settings) -> Keyed:
    """All namespaces by id."""
    return Keyed({str(namespace.id): _namespace(namespace, settings) for namespace in NAMESPACES}, "ns")


def _namespace(namespace: Namespace, settings: Settings) -> Mapping[str, Any]:
    names = {PROJECT: settings.sitename, PROJECT_TALK: f"{settings.sitename} talk"}
    told: dict[str, Any] = {
        "id": namespace.id,
        "case": "first-letter",
        "name": Star(names.get(namespace.id, namespace.name)),
        "subpages": namespace.has_subpages,
    }
    if namespace.name:
        told["canonical"] = namespace.name
    told |= {"content": namespace.is_content, "nonincludable": False}
    if namespace.id == _INTERFACE:
        told["namespaceprotection"] = "editinterface"
    return told


def namespace_aliases() -> Tagged:
    """Other names of namespaces."""
    rows = [{"id": each.id, "alias": Star(alias)} for each in NAMESPACES for alias in each.aliases]
    return Tagged(rows, "ns")


def special_page_aliases() -> Tagged:
    """The names of special pages."""
    rows = [{"realname": name, "aliases": Tagged(aliases, "alias")} for name, aliases in SPECIAL_PAGES.items()]
    return Tagged(rows, "specialpage")


def magic_words() -> Tagged:
    """Words that mean something in wikitext."""
    rows = [
        {"name": name, "aliases": Tagged(aliases, "alias"), "case-sensitive": counts}
        for name, aliases, counts in MAGIC_WORDS
    ]
    return Tagged(rows, "magicword")


def user_groups(settings: Settings, members: Mapping[str, int] | None, *, accounts: int) -> Tagged:
    """Groups with their rights, and how many accounts are in each unless ``members`` is None."""
    rows: list[Mapping[str, Any]] = []
    for group, rights in group_rights(settings).items():
        row: dict[str, Any] = {"name": group, "rights": Tagged(rights, "permission")}
        if members is not None and group == "user":
            row["number"] = accounts
        elif members is not None and group not in IMPLICIT_GROUPS:
            row["number"] = members.get(group, 0)
        rows.append(row)
    return Tagged(rows, "group")


def libraries() -> Tagged:
    """The Python packages that the server rests on."""
    names = sorted({_package(text) for text in metadata.requires(_DISTRIBUTION) or () if "extra ==" not in text})
    return Tagged([{"name": name, "version": metadata.version(name)} for name in names], "library")


def _package(requirement: str) -> str:
    end = next((at for at, letter in enumerate(requirement) if not (letter.isalnum() or letter in "-_.")), None)
    return requirement[:end]


def extensions() -> Tagged:
    """The server itself: it has no parts that could be left out."""
    row = {"type": "media", "name": "Mediawharf", "version": metadata.version(_DISTRIBUTION), "license-name": "MIT"}
    return Tagged([row], "ext")


def restrictions() -> Mapping[str, Any]:
    """What pages can be protected from, and for whom."""
    return {
        "types": Tagged(("create", "edit", "move", "upload"), "type"),
        "levels": Tagged(("", *LEVELS), "level"),
        "cascadinglevels": Tagged(("sysop",), "level"),
        "semiprotectedlevels": Tagged(("autoconfirmed",), "level"),
    }


def upload_dialog() -> Mapping[str, Any]:
    """How the upload dialog of editors is to make file pages. Source: ``$wgUploadDialog``."""
    return {
        "fields": {"description": True, "date": False, "categories": False},
        "licensemessages": {"local": "generic-local", "foreign": "generic-foreign"},
        "comment": {"local": "", "foreign": ""},
        "format": {
            "filepage": "$DESCRIPTION",
            "description": "$TEXT",
            "ownwork": "",
            "license": "",
            "uncategorized": "",
        },
    }


def options(settings: Settings) -> Mapping[str, Any]:
    """What options are before anybody has set them; real booleans in both versions."""
    return {
        name: RealBool(value) if isinstance(value, bool) else value for name, value in default_options(settings).items()
    }
