"""Settings that there are none of, with the one that may be meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from mediawharf.settings import Settings


def no_such_setting(name: str, *, prefix: str = "") -> str:
    """What to say of a setting that is none; ``prefix`` is what the name of each has before it, in capitals then."""
    near = get_close_matches(name, Settings.model_fields, n=1)
    if not near:
        return "there is no such setting"
    return f"there is no such setting; is {prefix + near[0].upper() if prefix else near[0]} meant?"


def unknown_variables(names: Iterable[str]) -> list[str]:
    """What to say of variables of the environment that are named as settings are and are none, in their order.

    They are ignored and not refused: a variable for a later version must not stop this one.
    """
    prefix = Settings.model_config["env_prefix"]
    ours = {name: name[len(prefix) :].lower() for name in sorted(names) if name.upper().startswith(prefix)}
    return [
        f"{variable} is ignored: {no_such_setting(name, prefix=prefix)}"
        for variable, name in ours.items()
        if name not in Settings.model_fields
    ]
