"""Addresses beside the API's."""

from starlette.routing import BaseRoute

from mediawharf.facilities import Facilities


def routes(facilities: Facilities) -> list[BaseRoute]:
    """All pages and files."""
    return []
