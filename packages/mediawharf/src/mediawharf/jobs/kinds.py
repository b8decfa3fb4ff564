"""The kinds of jobs there are, as rows and commands name them."""

FIXITY = "fixity"
"""SHA-256 of one published revision: payload ``revision_id``."""

FIXITY_SWEEP = "fixity-sweep"
"""Asks for the SHA-256 of every revision that has none; no payload, as for those below."""

STASH_EXPIRY = "stash-expiry"
"""Removes what has lain in the stash for too long."""

SESSION_PURGE = "session-purge"
"""Forgets ended sessions, and attempts that no limit looks at any more."""

GARBAGE = "garbage"
"""Removes bytes that no row names."""

LINKS = "links"
"""Takes the links of pages anew whose templates have changed."""

SEARCH_INDEX = "search-index"
"""Takes what has changed into the index that pages are found by."""
