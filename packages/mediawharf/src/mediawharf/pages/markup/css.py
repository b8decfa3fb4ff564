"""The styles that a text may put on its elements: harmless properties, with values that lead nowhere."""

import re
from typing import Final

_PROPERTIES: Final = frozenset(
    (
        "background", "background-color", "border", "border-bottom", "border-collapse", "border-color", "border-left",
        "border-radius", "border-right", "border-spacing", "border-style", "border-top", "border-width", "clear",
        "color", "direction", "display", "float", "font", "font-family", "font-size", "font-style", "font-variant",
        "font-weight", "height", "letter-spacing", "line-height", "list-style", "list-style-type", "margin",
        "margin-bottom", "margin-left", "margin-right", "margin-top", "max-height", "max-width", "min-height",
        "min-width", "overflow", "padding", "padding-bottom", "padding-left", "padding-right", "padding-top",
        "text-align", "text-decoration", "text-indent", "text-transform", "unicode-bidi", "vertical-align",
        "white-space", "width", "word-break", "word-spacing",
    )
)  # fmt: skip
# Letters, numbers and what stands between them: no quotes, no slashes, no escapes, and no functions but of colours.
_VALUE: Final = re.compile(r"(?:[A-Za-z0-9#%.,+\- ]|\b(?:rgb|rgba|hsl|hsla)\([0-9.,% ]*\))*(?:!important)?")
_DISPLAY: Final = frozenset(
    ("block", "inline", "inline-block", "none", "table", "table-cell", "table-row", "list-item", "flex", "inline-flex")
)
_MAX_CHARACTERS: Final = 2000


def clean_style(style: str) -> str:
    """The harmless ones of a style's declarations; those that are not are left out."""
    kept = []
    for declaration in style[:_MAX_CHARACTERS].split(";"):
        name, colon, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip()
        if colon and name in _PROPERTIES and _is_harmless(name, value):
            kept.append(f"{name}: {value}")
    return "; ".join(kept)


def _is_harmless(name: str, value: str) -> bool:
    if not value or _VALUE.fullmatch(value) is None:
        return False
    # A negative margin or a huge size could cover the page around the text.
    if name.startswith("margin") and "-" in value:
        return False
    return name != "display" or value.lower() in _DISPLAY
