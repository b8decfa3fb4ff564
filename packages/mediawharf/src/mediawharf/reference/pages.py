"""Which pages the reference has."""

from collections.abc import Mapping
from dataclasses import dataclass

from mediawharf.api.modules import ACTIONS, catalogue
from mediawharf.api.modules.query import QUERY_NAMES
from mediawharf.auth.rights import group_rights
from mediawharf.i18n.messages import Messages
from mediawharf.reference.api import api_page
from mediawharf.reference.errors import error_classes, errors_page
from mediawharf.reference.settings import settings_page
from mediawharf.reference.warnings import warnings_page
from mediawharf.settings import Settings


@dataclass(frozen=True, slots=True)
class Defaults:
    """What kinds of values look their choices up in: a wiki as it is before anything is set."""

    settings: Settings
    action_names: tuple[str, ...]
    group_names: tuple[str, ...]
    query_names: Mapping[str, tuple[str, ...]]

    def usable_tags(self) -> tuple[str, ...]:
        """None: change tags are defined by a wiki's users."""
        return ()


def defaults() -> Defaults:
    """The defaults of all settings, whatever the environment holds."""
    settings = Settings.model_construct()
    return Defaults(settings, tuple(ACTIONS), tuple(group_rights(settings)), QUERY_NAMES)


def pages() -> Mapping[str, str]:
    """The text of each page, by the name of its file."""
    return {
        "api.md": api_page(catalogue(), defaults()),
        "settings.md": settings_page(),
        "errors.md": errors_page(error_classes(), Messages()),
        "warnings.md": warnings_page(),
    }
