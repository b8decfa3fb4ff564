"""The languages of the interface: which there are, how each calls itself, and which way it is written."""

import re
from types import MappingProxyType

FALLBACK = "en"

# Those whose messages are here in full, by the names that their speakers use.
TRANSLATED = MappingProxyType({"en": "English", "fr": "Français"})

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "arz", "azb", "ckb", "dv", "fa", "glk", "he", "ks", "ku-arab", "lrc", "mzn",
                            "nqo", "pnb", "ps", "sd", "skr", "ug", "ur", "yi"})  # fmt: skip
_CODE = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8})*")


def code_of(text: str) -> str | None:
    """The language code that a text is, in lower case; None when it has not the form of one."""
    code = text.strip().lower().replace("_", "-")
    return code if len(code) <= 35 and _CODE.fullmatch(code) else None


def spoken(code: str) -> str:
    """The translated language that serves best for a code: itself, its base (``fr`` for ``fr-ca``), or English."""
    if code in TRANSLATED:
        return code
    base = code.partition("-")[0]
    return base if base in TRANSLATED else FALLBACK


def direction(code: str) -> str:
    """Which way the language is written: ``ltr`` or ``rtl``, as HTML has it."""
    return "rtl" if code in _RIGHT_TO_LEFT or code.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def accepted(header: str) -> list[str]:
    """The codes of an Accept-Language header, the most wanted first; what is no language is left out."""
    weighted: list[tuple[float, str]] = []
    for item in header[:1000].split(","):
        text, _, parameter = item.partition(";")
        code, weight = code_of(text), _weight(parameter)
        if code is not None and weight > 0:
            weighted.append((weight, code))
    weighted.sort(key=lambda pair: -pair[0])
    return [code for _, code in weighted]


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(float(value), 1.0)
    except ValueError:
        return 0.0
