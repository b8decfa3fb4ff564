"""The messages of MediaWiki and Wikimedia Commons that descriptions name: ``{{int:filedesc}}``."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "filedesc": "Summary",
        "license-header": "Licensing",
        "license": "Licensing",
        "summary": "Summary",
        "assessment": "Assessment",
        "wm-license-information-description": "Description",
        "wm-license-information-date": "Date",
        "wm-license-information-source": "Source",
        "wm-license-information-author": "Author",
        "wm-license-information-permission": "Permission",
        "wm-license-information-other-versions": "Other versions",
    }
)
