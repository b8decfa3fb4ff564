"""Which rights the groups have: MediaWiki 1.39's defaults, changed by the settings.

Source: ``$wgGroupPermissions``, ``$wgRevokePermissions``, ``$wgImplicitGroups``.
"""

from collections.abc import Iterable
from types import MappingProxyType

from mediawharf.settings import Settings

# An account is autoconfirmed from its first second: MediaWiki's defaults ask for no age and no edits.
IMPLICIT_GROUPS = ("*", "user", "autoconfirmed")

GROUP_RIGHTS = MappingProxyType({
    "*": (
        "createaccount", "read", "edit", "createpage", "createtalk", "writeapi", "viewmywatchlist", "editmywatchlist",
        "viewmyprivateinfo", "editmyprivateinfo", "editmyoptions",
    ),
    "user": (
        "move", "move-subpages", "move-rootuserpages", "move-categorypages", "movefile", "read", "edit", "createpage",
        "createtalk", "writeapi", "upload", "reupload", "reupload-shared", "minoredit", "editmyusercss",
        "editmyuserjson", "editmyuserjs", "editmyuserjsredirect", "purge", "applychangetags", "changetags",
        "editcontentmodel",
    ),
    "autoconfirmed": ("autoconfirmed", "editsemiprotected"),
    "bot": (
        "bot", "autoconfirmed", "editsemiprotected", "nominornewtalk", "autopatrol", "suppressredirect",
        "apihighlimits", "writeapi",
    ),
    "sysop": (
        "block", "createaccount", "delete", "bigdelete", "deletedhistory", "deletedtext", "undelete", "editinterface",
        "editsitejson", "edituserjson", "import", "importupload", "move", "move-subpages", "move-rootuserpages",
        "move-categorypages", "patrol", "autopatrol", "protect", "editprotected", "rollback", "upload", "reupload",
        "reupload-shared", "unwatchedpages", "autoconfirmed", "editsemiprotected", "ipblock-exempt", "blockemail",
        "markbotedits", "apihighlimits", "browsearchive", "noratelimit", "movefile", "unblockself",
        "suppressredirect", "mergehistory", "managechangetags", "deletechangetags",
        "upload_by_url",  # MediaWiki's default gives it to nobody, since it has uploads by URL switched off
    ),
    "interface-admin": (
        "editinterface", "editsitecss", "editsitejson", "editsitejs", "editusercss", "edituserjson", "edituserjs",
    ),
    "bureaucrat": ("userrights", "noratelimit"),
    "suppress": (
        "hideuser", "suppressrevision", "viewsuppressed", "suppressionlog", "deleterevision", "deletelogentry",
    ),
})  # fmt: skip


def group_rights(settings: Settings) -> dict[str, tuple[str, ...]]:
    """What each group gives, groups and rights in MediaWiki's order; groups that the settings name are added.

    Rights that a group takes away (``revoke_permissions``) are another matter: see rights_of.
    """
    merged = {group: dict.fromkeys(rights, True) for group, rights in GROUP_RIGHTS.items()}
    for group, changes in settings.group_permissions.items():
        merged.setdefault(group, {}).update(changes)
    for group in settings.revoke_permissions:
        merged.setdefault(group, {})
    return {group: tuple(right for right, has in rights.items() if has) for group, rights in merged.items()}


def rights_of(groups: Iterable[str], settings: Settings) -> frozenset[str]:
    """What someone in these groups may do; a right that one of them revokes is lost, whoever gives it."""
    known = group_rights(settings)
    mine = tuple(groups)
    given = {right for group in mine for right in known.get(group, ())}
    revoked = {right for group in mine for right in settings.revoke_permissions.get(group, ())}
    return frozenset(given - revoked)
