"""Refusals of the API's frame: parameters, tokens, assertions. Codes and message keys are MediaWiki's."""

from dataclasses import dataclass

from mediawharf.model.errors import Message, WharfError
from mediawharf.model.json import Json


@dataclass(eq=False)
class MissingParam(WharfError):
    """A required parameter was not given."""

    code = "missingparam"
    key = "paramvalidator-missingparam"
    param: str

    def message(self) -> Message:
        """Names the parameter."""
        return Message(self.key, (self.param,))


@dataclass(eq=False)
class MissingOneOf(WharfError):
    """None of several parameters was given, and one is needed."""

    code = "missingparam"
    key = "apierror-missingparam-one-of"
    params: tuple[str, ...]

    def message(self) -> Message:
        """Names the parameters to choose from."""
        return Message(self.key, (self.params, len(self.params)))


@dataclass(eq=False)
class InvalidParamMix(WharfError):
    """Parameters were given that exclude each other."""

    code = "invalidparammix"
    key = "apierror-invalidparammix"
    params: tuple[str, ...]

    def message(self) -> Message:
        """Names the parameters that exclude each other."""
        return Message(self.key, (self.params, len(self.params)))


@dataclass(eq=False)
class BadValue(WharfError):
    """A value is not of the parameter's form; each form has a code of its own."""

    code = "badvalue"
    key = "paramvalidator-badvalue"
    param: str
    value: str

    def message(self) -> Message:
        """Names the parameter and the value."""
        return Message(self.key, (self.param, self.value))


@dataclass(eq=False)
class UnknownValue(BadValue):
    """The value is not one of the parameter's choices."""

    key = "paramvalidator-badvalue-enumnotmulti"
    choices: tuple[str, ...] = ()

    def message(self) -> Message:
        """Names the choices too."""
        return Message(self.key, (self.param, self.value, self.choices))


@dataclass(eq=False)
class BadInteger(BadValue):
    """The value is no whole number."""

    code = "badinteger"
    key = "paramvalidator-badinteger"


@dataclass(eq=False)
class BadTimestampValue(BadValue):
    """The value is no timestamp."""

    code = "badtimestamp"
    key = "paramvalidator-badtimestamp"


@dataclass(eq=False)
class BadExpiryValue(BadValue):
    """The value is no expiry time."""

    code = "badexpiry"
    key = "paramvalidator-badexpiry"


@dataclass(eq=False)
class PastExpiryValue(BadValue):
    """The expiry time has passed already."""

    code = "badexpiry-past"
    key = "paramvalidator-badexpiry-past"


@dataclass(eq=False)
class BadUser(BadValue):
    """The value can be no user's name."""

    code = "baduser"
    key = "paramvalidator-baduser"


@dataclass(eq=False)
class TooManyValues(WharfError):
    """A multi-value parameter holds more values than it may."""

    code = "toomanyvalues"
    key = "paramvalidator-toomanyvalues"
    param: str
    limit: int
    lowlimit: int
    highlimit: int

    def message(self) -> Message:
        """Names the parameter and its limit."""
        return Message(self.key, (self.param, self.limit))

    def data(self) -> dict[str, Json]:
        """The limit that held, and those of other users."""
        return {"parameter": self.param, "limit": self.limit, "lowlimit": self.lowlimit, "highlimit": self.highlimit}


@dataclass(eq=False)
class BadUpload(WharfError):
    """A file parameter was sent as an ordinary field."""

    code = "badupload"
    key = "paramvalidator-notupload"
    param: str

    def message(self) -> Message:
        """Names the parameter."""
        return Message(self.key, (self.param,))


@dataclass(eq=False)
class MustBePosted(WharfError):
    """The module takes POST requests only."""

    code = "mustbeposted"
    key = "apierror-mustbeposted"
    module: str

    def message(self) -> Message:
        """Names the module."""
        return Message(self.key, (self.module,))


@dataclass(eq=False)
class MustPostParams(WharfError):
    """Parameters that are secret were put into the address, where logs keep them."""

    code = "mustpostparams"
    key = "apierror-mustpostparams"
    params: tuple[str, ...]

    def message(self) -> Message:
        """Names the parameters."""
        return Message(self.key, (self.params, len(self.params)))


@dataclass(eq=False)
class BadToken(WharfError):
    """The token is not this session's."""

    code = "badtoken"
    key = "apierror-badtoken"


@dataclass(eq=False)
class AssertFailed(WharfError):
    """The user is not whom the request asserts."""

    code = "assertuserfailed"
    key = "apierror-assertuserfailed"


@dataclass(eq=False)
class AssertBotFailed(WharfError):
    """The user lacks the bot right that the request asserts."""

    code = "assertbotfailed"
    key = "apierror-assertbotfailed"


@dataclass(eq=False)
class AssertAnonFailed(WharfError):
    """The user is logged in though the request asserts the opposite."""

    code = "assertanonfailed"
    key = "apierror-assertanonfailed"


@dataclass(eq=False)
class AssertNamedUserFailed(WharfError):
    """The user is not the one the request names."""

    code = "assertnameduserfailed"
    key = "apierror-assertnameduserfailed"
    name: str

    def message(self) -> Message:
        """Names the user."""
        return Message(self.key, (self.name,))


@dataclass(eq=False)
class MultiSource(WharfError):
    """Pages are named in two ways at once."""

    code = "multisource"
    key = "apierror-multisource"
    param: str

    def message(self) -> Message:
        """Names one of the parameters."""
        return Message(self.key, (self.param,))


@dataclass(eq=False)
class BadContinue(WharfError):
    """The text to continue from is not one that a reply gave."""

    code = "badcontinue"
    key = "apierror-badcontinue"


@dataclass(eq=False)
class WarningsRefused(WharfError):
    """There is something to warn of, and the request asks to fail then."""

    code = "warnings"
    key = "apierror-opensearch-json-warnings"
    warnings: Json

    def data(self) -> dict[str, Json]:
        """The warnings."""
        return {"warnings": self.warnings}


@dataclass(eq=False)
class InternalError(WharfError):
    """The server failed at the request; its log has the rest. Nothing was acknowledged that is not kept."""

    key = "apierror-exceptioncaught"
    kind: str  # the name of the exception's class
    reference: str  # by which the log tells of it

    def __post_init__(self) -> None:
        self.code = f"internal_api_error_{self.kind}"  # type: ignore[misc]

    def message(self) -> Message:
        """Gives the reference under which the log tells more."""
        return Message(self.key, (self.reference,))
