"""The API's modules, in the order of its documentation."""

from typing import Any

from mediawharf.api.catalogue import Catalogue
from mediawharf.api.module import Module
from mediawharf.api.modules.block import BLOCK
from mediawharf.api.modules.changeauthenticationdata import CHANGEAUTHENTICATIONDATA
from mediawharf.api.modules.checktoken import CHECKTOKEN
from mediawharf.api.modules.clientlogin import CLIENTLOGIN
from mediawharf.api.modules.delete import DELETE
from mediawharf.api.modules.edit import EDIT
from mediawharf.api.modules.filerevert import FILEREVERT
from mediawharf.api.modules.help import help_module
from mediawharf.api.modules.login import LOGIN
from mediawharf.api.modules.logout import LOGOUT
from mediawharf.api.modules.managetags import MANAGETAGS
from mediawharf.api.modules.move import MOVE
from mediawharf.api.modules.opensearch import OPENSEARCH
from mediawharf.api.modules.options import OPTIONS
from mediawharf.api.modules.paraminfo import paraminfo_module
from mediawharf.api.modules.parse import PARSE
from mediawharf.api.modules.protect import PROTECT
from mediawharf.api.modules.purge import PURGE
from mediawharf.api.modules.query import QUERY, SUBMODULES
from mediawharf.api.modules.rollback import ROLLBACK
from mediawharf.api.modules.tag import TAG
from mediawharf.api.modules.unblock import UNBLOCK
from mediawharf.api.modules.undelete import UNDELETE
from mediawharf.api.modules.upload import UPLOAD
from mediawharf.api.modules.userrights import USERRIGHTS
from mediawharf.api.modules.validatepassword import VALIDATEPASSWORD
from mediawharf.api.modules.watch import WATCH


def catalogue() -> Catalogue:
    """All modules, for documentation."""
    return Catalogue(ACTIONS, SUBMODULES)


_MODULES: tuple[Module[Any], ...] = (
    BLOCK,
    CHANGEAUTHENTICATIONDATA,
    CHECKTOKEN,
    CLIENTLOGIN,
    DELETE,
    EDIT,
    FILEREVERT,
    help_module(catalogue),
    paraminfo_module(catalogue),
    LOGIN,
    LOGOUT,
    MANAGETAGS,
    MOVE,
    OPENSEARCH,
    OPTIONS,
    PARSE,
    PROTECT,
    PURGE,
    QUERY,
    ROLLBACK,
    TAG,
    UNBLOCK,
    UNDELETE,
    UPLOAD,
    USERRIGHTS,
    VALIDATEPASSWORD,
    WATCH,
)
ACTIONS: dict[str, Module[Any]] = {module.name: module for module in sorted(_MODULES, key=lambda module: module.name)}
