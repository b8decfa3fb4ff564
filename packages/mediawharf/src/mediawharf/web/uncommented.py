"""Scripts without the comments that explain them: those are for readers of the source, and browsers pay for them.

This is no parser. It knows the comments that our own scripts have: blocks and lines that stand alone, and the types
before an expression. A test holds what is left against the source, by the TypeScript compiler.
"""

import re
from typing import Final

_BLOCK: Final = r"/\*\*(?:(?!\*/).)*\*/"
_ALONE: Final = re.compile(rf"^[ \t]*(?:{_BLOCK}|//[^\n]*)[ \t]*$", re.MULTILINE | re.DOTALL)
_TYPE: Final = re.compile(r"/\*\* @type (?:(?!\*/).)*\*/ ?", re.DOTALL)


def uncommented(script: str) -> str:
    """The script with empty lines in the place of its comments, so that faults are told by the source's lines."""
    return _TYPE.sub("", _ALONE.sub(lambda comment: "\n" * comment[0].count("\n"), script))
