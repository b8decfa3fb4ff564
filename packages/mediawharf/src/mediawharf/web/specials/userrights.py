"""``Special:UserRights/USER``: puts an account into groups and takes it out."""

from mediawharf.auth.rights import IMPLICIT_GROUPS
from mediawharf.curation.membership import MembershipRequest
from mediawharf.db.accounts import memberships_of
from mediawharf.model.errors import WharfError
from mediawharf.model.expiry import BadExpiry
from mediawharf.model.user import User
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.flash import Flash
from mediawharf.web.named import Named, named_user
from mediawharf.web.sentences import refusal
from mediawharf.web.visit import Visit
from mediawharf.web.wishes import expiry_asked, seconds

ENDS = ("infinite", "1 day", "1 week", "1 month", "1 year")


def user_rights(visit: Visit, rest: str) -> Answer:
    """The form, or after a POST the form as it is then."""
    named = named_user(visit, rest)
    target = named.user
    if target is None or not visit.is_post:
        return _form(visit, named, problem=named.problem(visit))
    try:
        change = visit.facilities.curation.membership.change(_request(visit, target), visit.user)
    except BadExpiry:
        return _form(visit, named, problem=visit.text("curate-bad-expiry"))
    except WharfError as error:
        return _form(visit, named, problem=refusal(visit, error))
    is_changed = bool(change.added or change.removed)
    flash = Flash("admin-rights-changed" if is_changed else "admin-rights-same", {"name": target.name})
    return Leads(visit.addresses.special("UserRights", target.name), flash)


def _request(visit: Visit, target: User) -> MembershipRequest:
    """Groups that were ticked, and those that no longer are; raises BadExpiry."""
    present = _memberships(visit, target)
    wanted = [group for group in _groups(visit) if visit.ticked(f"group-{group}")]
    new = [group for group in wanted if group not in present]
    end = seconds(expiry_asked(visit, choice="end", written="until")) if new else None
    removed = tuple(group for group in present if group not in wanted)
    return MembershipRequest(target, dict.fromkeys(new, end), removed, visit.asked("reason"))


def _groups(visit: Visit) -> tuple[str, ...]:
    return tuple(name for name in visit.facilities.group_names if name not in IMPLICIT_GROUPS)


def _memberships(visit: Visit, target: User) -> dict[str, int | None]:
    facilities = visit.facilities
    with facilities.database.read() as connection:
        return dict(memberships_of(connection, target.id, now=facilities.clock.now()))


def _form(visit: Visit, named: Named, *, problem: str | None = None) -> Shown:
    values = {
        "name": named.name,
        "target": named.user,
        "groups": _groups(visit),
        "present": {} if named.user is None else _memberships(visit, named.user),
        "ends": ENDS,
        "reason": visit.asked("reason"),
        "problem": problem,
    }
    return Shown("admin/user-rights.html", values, 200 if problem is None else 400)


USER_RIGHTS = SpecialPage(
    "UserRights",
    user_rights,
    title="admin-rights-title",
    summary="admin-rights-summary",
    group="admin",
    right="userrights",
    needs_account=True,
    takes_posts=True,
)
