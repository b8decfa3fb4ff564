"""Refusals of the lists of action=query. Codes and message keys are MediaWiki's."""

from dataclasses import dataclass

from mediawharf.api.request_errors import InvalidParamMix
from mediawharf.model.errors import Message, WharfError


@dataclass(eq=False)
class NotAGenerator(WharfError):
    """Pages were to come from a submodule that is not there, or that gives no pages."""

    code = "badgenerator"
    key = "apierror-badgenerator-notgenerator"
    name: str

    def message(self) -> Message:
        """Names it."""
        return Message(self.key, (self.name,))


@dataclass(eq=False)
class ContradictingShow(WharfError):
    """A ``show`` parameter asks for something and for its opposite."""

    code = "show"
    key = "apierror-show"


@dataclass(eq=False)
class WatchlistNeedsLogin(WharfError):
    """Only accounts have watchlists."""

    code = "notloggedin"
    key = "watchlistanontext"


@dataclass(eq=False)
class BadWatchlistToken(WharfError):
    """Somebody else's watchlist was asked for, and nobody gives theirs away here."""

    code = "bad_wltoken"
    key = "apierror-bad-watchlist-token"


@dataclass(eq=False)
class UnknownLogAction(WharfError):
    """No log has entries of that type and action."""

    code = "unknown_leaction"
    key = "paramvalidator-badvalue-enumnotmulti"
    param: str
    value: str
    choices: tuple[str, ...]

    def message(self) -> Message:
        """Names the value and the choices."""
        return Message(self.key, (self.param, self.value, self.choices))


@dataclass(eq=False)
class PrefixSearchDisabled(WharfError):
    """The log cannot be searched by the start of a title in reasonable time."""

    code = "prefixsearchdisabled"
    key = "apierror-prefixsearchdisabled"


@dataclass(eq=False)
class NotAFile(WharfError):
    """The usage of a title was asked for that is not a file's."""

    code = "bad_image_title"
    key = "apierror-bad-image-title"
    module: str

    def message(self) -> Message:
        """Names the module."""
        return Message(self.key, (self.module,))


@dataclass(eq=False)
class NotACategory(WharfError):
    """The members of a title were asked for that is not a category's."""

    code = "invalidcategory"
    key = "apierror-invalidcategory"


@dataclass(eq=False)
class EmptyUser(WharfError):
    """A name of a user is empty."""

    code = "paramempty_ucuser"
    key = "apierror-paramempty"
    param: str

    def message(self) -> Message:
        """Names the parameter."""
        return Message(self.key, (self.param,))


@dataclass(eq=False)
class BadAddress(WharfError):
    """The value is no IP address."""

    code = "param_ip"
    key = "apierror-badip"


@dataclass(eq=False)
class MayNotSeePatrols(WharfError):
    """Only those who patrol are told what has been patrolled."""

    code = "permissiondenied"
    key = "apierror-permissiondenied-patrolflag"


@dataclass(eq=False)
class MayNotTellOfPatrols(WharfError):
    """The watchlist is to tell what has been patrolled, to somebody who does not patrol."""

    code = "patrol"
    key = "apierror-permissiondenied-patrolflag"


@dataclass(eq=False)
class InvalidUserId(WharfError):
    """No account can have the id."""

    code = "invaliduserid"
    key = "apierror-invaliduserid"
    id: int

    def message(self) -> Message:
        """Names the id."""
        return Message(self.key, (self.id,))


class RedirectsWouldBeLost(InvalidParamMix):
    """Redirects are to be followed in a list that may hold them and must not lose any."""

    code = "params"
    key = "apierror-allpages-generator-redirects"


@dataclass(eq=False)
class RevisionStartNotFound(WharfError):
    """There is no revision with the id to start at."""

    code = "badid_rvstartid"
    key = "apierror-revisions-badid"
    param: str = "rvstartid"

    def message(self) -> Message:
        """Names the parameter."""
        return Message(self.key, (self.param,))


@dataclass(eq=False)
class RevisionEndNotFound(RevisionStartNotFound):
    """There is no revision with the id to end at."""

    code = "badid_rvendid"
    param: str = "rvendid"


class HistoryOfRevisions(InvalidParamMix):
    """Parameters of a page's history were given with ids of single revisions."""

    key = "apierror-revisions-norevids"


class HistoryOfManyPages(InvalidParamMix):
    """Parameters of a page's history were given for more than one page."""

    key = "apierror-revisions-singlepage"


class LevelWithoutType(InvalidParamMix):
    """A level of protection was asked for without saying against what."""

    key = "apierror-invalidparammix-mustusewith"
