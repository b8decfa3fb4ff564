"""Builds one process's facilities from the settings."""

from mediawharf.services.backends import Backends, database_url, open_backends
from mediawharf.services.build import build
from mediawharf.services.work import make_worker

__all__ = ["Backends", "build", "database_url", "make_worker", "open_backends"]
