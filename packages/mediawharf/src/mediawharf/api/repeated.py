"""Query strings that come again: programs ask for the same token, or the same page of a list, in the same words.

What such a string comes to depends on nothing but its text, so it is found once. Strings that are new each time, as
those that name other titles, cost a look in a table more than before.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping

from mediawharf.api.call import Fields

MOST_STRINGS = 256
# Longer ones are read anew each time, so that the strings kept stay small.
MOST_BYTES = 512


class Repeated:
    """The fields of query strings; from the second time on, those asked for last keep what was found in them.

    ``read`` gives a string's parameters. For one event loop: not safe to be used by several threads at once.
    """

    def __init__(self, read: Callable[[bytes], Mapping[str, str]]) -> None:
        self._read = read
        self._seen: OrderedDict[bytes, Fields | None] = OrderedDict()  # None: seen once

    def fields(self, query: bytes) -> Fields:
        """The fields of a request that has this query string alone; raises what ``read`` does."""
        known = self._seen.get(query)
        if known is not None:
            self._seen.move_to_end(query)
            return known
        if len(query) > MOST_BYTES:
            return Fields(self._read(query), {})
        came_before = query in self._seen
        fields = Fields(self._read(query), {}, found={} if came_before else None)
        self._seen[query] = fields if came_before else None
        self._seen.move_to_end(query)
        if len(self._seen) > MOST_STRINGS:
            self._seen.popitem(last=False)
        return fields
