"""The model of pages' content and the formats that texts come in, by the wire's names."""

from typing import Final

MODEL: Final = "wikitext"
FORMAT: Final = "text/x-wiki"
# What parameters take; all but the first are formats of other models, which no page here has.
FORMATS: Final = (
    FORMAT,
    "text/javascript",
    "application/json",
    "text/css",
    "text/plain",
    "application/unknown",
    "application/octet-stream",
)
