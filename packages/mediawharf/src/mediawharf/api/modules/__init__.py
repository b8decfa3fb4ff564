"""The API's modules, in the order of its documentation."""

from typing import Any

from mediawharf.api.module import Module
from mediawharf.api.modules.checktoken import CHECKTOKEN
from mediawharf.api.modules.login import LOGIN
from mediawharf.api.modules.logout import LOGOUT
from mediawharf.api.modules.query import QUERY
from mediawharf.api.modules.upload import UPLOAD

_MODULES: tuple[Module[Any], ...] = (CHECKTOKEN, LOGIN, LOGOUT, QUERY, UPLOAD)
ACTIONS: dict[str, Module[Any]] = {module.name: module for module in sorted(_MODULES, key=lambda module: module.name)}
