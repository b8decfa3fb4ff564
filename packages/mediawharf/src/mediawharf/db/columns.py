"""What the tables have in common: types of columns, and the names of indexes and constraints."""

from types import MappingProxyType
from typing import Final

from sqlalchemy import BigInteger, Integer

# SQLite makes a row id only of INTEGER PRIMARY KEY.
Id = BigInteger().with_variant(Integer, "sqlite")
# Seconds since 1970, UTC, as MediaWiki's timestamps have no fractions.
Timestamp = BigInteger

NAMING: Final = MappingProxyType({
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
})  # fmt: skip
