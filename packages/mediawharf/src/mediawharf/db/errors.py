"""Why the database refuses."""

from dataclasses import dataclass

from mediawharf.model.errors import WharfError


@dataclass(eq=False)
class DatabaseFull(WharfError):
    """The database's disk has no room: the change was not made, no part of it, and what was acknowledged is kept.

    Source: the wire's ``readonly``, which clients take as a reason to try again later.
    """

    code = "readonly"
    key = "apierror-readonly"
