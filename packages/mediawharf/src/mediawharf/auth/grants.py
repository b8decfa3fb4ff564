"""What a bot password may use of its account's rights. Source: MediaWiki 1.39's ``$wgGrantPermissions``."""

from collections.abc import Iterable
from types import MappingProxyType

_EDIT = ("edit", "minoredit", "applychangetags", "changetags", "editcontentmodel")
_INTERFACE = (*_EDIT, "editinterface", "edituserjson", "editsitejson")
_UPLOAD = ("upload", "reupload-own")
_DELETED = ("browsearchive", "deletedhistory", "deletedtext")

GRANTS = MappingProxyType({
    "basic": (
        "autocreateaccount", "autoconfirmed", "autopatrol", "editsemiprotected", "ipblock-exempt", "nominornewtalk",
        "patrolmarks", "purge", "read", "writeapi", "unwatchedpages",
    ),
    "highvolume": ("bot", "apihighlimits", "noratelimit", "markbotedits"),
    "import": ("import", "importupload"),
    "editpage": _EDIT,
    "editprotected": (*_EDIT, "editprotected"),
    "editmycssjs": (*_EDIT, "editmyusercss", "editmyuserjson", "editmyuserjs"),
    "editmyoptions": ("editmyoptions", "editmyuserjson"),
    "editinterface": _INTERFACE,
    "editsiteconfig": (*_INTERFACE, "editusercss", "edituserjs", "editsitecss", "editsitejs"),
    "createeditmovepage": (
        *_EDIT, "createpage", "createtalk", "delete-redirect", "move", "move-rootuserpages", "move-subpages",
        "move-categorypages", "suppressredirect",
    ),
    "uploadfile": _UPLOAD,
    "uploadeditmovefile": (*_UPLOAD, "reupload", "reupload-shared", "upload_by_url", "movefile", "suppressredirect"),
    "patrol": ("patrol",),
    "rollback": ("rollback",),
    "blockusers": ("block", "blockemail"),
    "viewdeleted": _DELETED,
    "viewrestrictedlogs": ("suppressionlog",),
    "delete": (*_EDIT, *_DELETED, "delete", "bigdelete", "deletelogentry", "deleterevision", "undelete"),
    "oversight": ("suppressrevision", "viewsuppressed"),
    "protect": (*_EDIT, "editprotected", "protect"),
    "viewmywatchlist": ("viewmywatchlist",),
    "editmywatchlist": ("editmywatchlist",),
    "sendemail": ("sendemail",),
    "createaccount": ("createaccount",),
    "privateinfo": ("viewmyprivateinfo",),
    "mergehistory": ("mergehistory",),
})  # fmt: skip

# Every bot password has these, asked for or not.
HIDDEN_GRANTS = ("basic",)


def cut(rights: frozenset[str], grants: Iterable[str]) -> frozenset[str]:
    """Those of the rights that the grants, and the hidden ones, let through; unknown grants let nothing through."""
    granted = {right for grant in (*HIDDEN_GRANTS, *grants) for right in GRANTS.get(grant, ())}
    return rights & granted
