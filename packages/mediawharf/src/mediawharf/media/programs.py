"""Programs of the system that draw what no library here can."""

import shutil

from mediawharf.media.sandbox_task import CannotDo


def find_program(name: str) -> str:
    """Where the program is; raises CannotDo where it is not installed."""
    found = shutil.which(name)
    if found is None:
        raise CannotDo(f"{name} is not installed")
    return found
