"""Why a file could not be fetched from its URL, by the wire's codes."""

from dataclasses import dataclass
from enum import Enum

from mediawharf.model.errors import Message, WharfError


class Fault(Enum):
    """What is wrong with an exchange; the value is the key of the sentence that tells it."""

    # Told of hosts that do not exist or do not answer, and of those that may not be asked: with two texts, anybody
    # could find out what stands in the server's own network.
    UNREACHABLE = "upload-fetch-unreachable"
    INSECURE = "upload-fetch-insecure"
    NOT_HTTP = "upload-fetch-not-http"
    CUT_SHORT = "upload-fetch-cut-short"
    UNKNOWN_CODING = "upload-fetch-unknown-coding"


@dataclass(eq=False)
class HttpInvalidUrl(WharfError):
    """The text is no http or https URL, or one that different readers take for different hosts."""

    code = "http-invalid-url"
    key = "http-invalid-url"
    url: str

    def message(self) -> Message:
        """Repeats the text."""
        return Message(self.key, (self.url,))


@dataclass(eq=False)
class HttpBadStatus(WharfError):
    """The other server answered with something else than the file."""

    code = "http-bad-status"
    key = "http-bad-status"
    status: int
    reason: str

    def message(self) -> Message:
        """Tells the status, as a string like MediaWiki, and its words."""
        return Message(self.key, (str(self.status), self.reason))


class NoAnswer(WharfError):
    """No whole answer came."""

    def companions(self) -> tuple[WharfError, ...]:
        """What is told after the refusal itself: MediaWiki takes a missing answer for one of status 0, too."""
        return (HttpBadStatus(0, "Error"),)


@dataclass(eq=False)
class HttpCurlError(NoAnswer):
    """The other server could not be reached, or broke off. The code is MediaWiki's, who uses curl."""

    code = "http-curl-error"
    key = "http-curl-error"
    fault: Fault

    def message(self) -> Message:
        """Tells the fault."""
        return Message(self.key, (Message(self.fault.value),))


@dataclass(eq=False)
class HttpTimedOut(NoAnswer):
    """The other server was too slow, or fell silent."""

    code = "http-timed-out"
    key = "http-timed-out"
    url: str

    def message(self) -> Message:
        """Names the URL."""
        return Message(self.key, (self.url,))


@dataclass(eq=False)
class TooManyRedirects(WharfError):
    """The URL leads on and on."""

    code = "upload-too-many-redirects"
    key = "upload-too-many-redirects"


@dataclass(eq=False)
class CopyUploadBadDomain(WharfError):
    """The URL, or one that it leads to, is of a host that the wiki does not fetch from."""

    code = "copyuploadbaddomain"
    key = "apierror-copyuploadbaddomain"
