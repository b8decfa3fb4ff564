"""``Special:Block/USER`` and ``Special:Unblock/USER``: bars an account from writing, and lets it write again."""

from mediawharf.curation.blocking import BlockRequest
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

ENDS = ("infinite", "2 hours", "1 day", "3 days", "1 week", "1 month", "1 year")


def block(visit: Visit, rest: str) -> Answer:
    """The form, or after a POST the log of blocks."""
    named = named_user(visit, rest)
    target = named.user
    if target is None or not visit.is_post:
        return _form(visit, named, problem=named.problem(visit))
    try:
        request = _request(visit, target)
        visit.facilities.curation.blocking.block(request, visit.user)
    except BadExpiry:
        return _form(visit, named, problem=visit.text("curate-bad-expiry"))
    except WharfError as error:
        return _form(visit, named, problem=refusal(visit, error))
    return Leads(visit.addresses.special("Block", target.name), Flash("admin-blocked", {"name": target.name}))


def unblock(visit: Visit, rest: str) -> Answer:
    """The form that ends a block, or after a POST that of blocks."""
    named = named_user(visit, rest)
    target = named.user
    if target is None or not visit.is_post:
        return _form(visit, named, problem=named.problem(visit))
    try:
        visit.facilities.curation.blocking.unblock(target, user=visit.user, reason=visit.asked("reason"))
    except WharfError as error:
        return _form(visit, named, problem=refusal(visit, error))
    return Leads(visit.addresses.special("Block", target.name), Flash("admin-unblocked", {"name": target.name}))


def _request(visit: Visit, target: User) -> BlockRequest:
    """What the form asks for; raises BadExpiry."""
    expiry = seconds(expiry_asked(visit, choice="end", written="until"))
    choice = visit.asked("end")
    written = visit.asked("until") if choice == "other" else choice
    return BlockRequest(
        target,
        visit.asked("reason"),
        expiry=expiry,
        duration="infinity" if expiry is None else written,
        bars_accounts=visit.ticked("nocreate"),
        replaces=target.block is not None,
    )


def _form(visit: Visit, named: Named, *, problem: str | None = None) -> Shown:
    values = {
        "name": named.name,
        "target": named.user,
        "ends": ENDS,
        "reason": visit.asked("reason"),
        "problem": problem,
    }
    return Shown("admin/block.html", values, 200 if problem is None else 400)


BLOCK = SpecialPage(
    "Block",
    block,
    title="admin-block-title",
    summary="admin-block-summary",
    group="admin",
    right="block",
    needs_account=True,
    takes_posts=True,
)
UNBLOCK = SpecialPage("Unblock", unblock, right="block", needs_account=True, takes_posts=True)
