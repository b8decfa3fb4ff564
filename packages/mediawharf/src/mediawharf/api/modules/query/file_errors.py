"""Refusals of what tells of files. Codes and message keys are MediaWiki's."""

from dataclasses import dataclass

from mediawharf.api.request_errors import InvalidParamMix
from mediawharf.model.errors import Message, WharfError


@dataclass(eq=False)
class InvalidSha1(WharfError):
    """The value is no SHA-1 in hexadecimal digits."""

    code = "invalidsha1hash"
    key = "apierror-invalidsha1hash"


@dataclass(eq=False)
class InvalidSha1Base36(WharfError):
    """The value is no SHA-1 in base 36."""

    code = "invalidsha1base36hash"
    key = "apierror-invalidsha1base36hash"


class NeedsOtherOrder(InvalidParamMix):
    """A parameter goes with another order of the list; ``params`` are its name and that order."""

    key = "apierror-invalidparammix-mustusewith"


class CannotBeTogether(InvalidParamMix):
    """Two parameters exclude each other."""

    key = "apierror-invalidparammix-cannotusewith"


class FilesDoNotRedirect(InvalidParamMix):
    """Redirects were to be followed in a list that holds none."""

    key = "apierror-allimages-redirect"


@dataclass(eq=False)
class ImpossibleThumbnail(WharfError):
    """No thumbnail of a file can have the size that was asked for."""

    code = "urlparamnormal"
    key = "apierror-urlparamnormal"
    name: str

    def message(self) -> Message:
        """Names the file."""
        return Message(self.key, (self.name,))


@dataclass(eq=False)
class InvalidView(WharfError):
    """A part of the parameter ``urlparam`` is out of its range."""

    code = "invalidurlparam"
    key = "apierror-invalidurlparam"
    prefix: str
    name: str
    value: int

    def message(self) -> Message:
        """Names the parameter and its part."""
        return Message(self.key, (self.prefix, self.name, self.value))


@dataclass(eq=False)
class InvalidContextTitle(WharfError):
    """The page in which a file is to be shown cannot be one."""

    code = "invalid-title"
    key = "apierror-bad-badfilecontexttitle"
    prefix: str

    def message(self) -> Message:
        """Names the parameter."""
        return Message(self.key, (self.prefix,))


@dataclass(eq=False)
class StashNeedsLogin(WharfError):
    """Only accounts have a stash."""

    code = "notloggedin"
    key = "apierror-mustbeloggedin-uploadstash"


@dataclass(eq=False)
class MayNotSeeDescriptions(WharfError):
    """The user may not see what was written of deleted files."""

    code = "permissiondenied"
    key = "apierror-cantview-deleted-description"


@dataclass(eq=False)
class MayNotSeeMetadata(WharfError):
    """The user may not see the metadata of deleted files."""

    code = "permissiondenied"
    key = "apierror-cantview-deleted-metadata"


@dataclass(eq=False)
class LagOfHostsHidden(WharfError):
    """The names of database hosts are told to nobody."""

    code = "includeAllDenied"
    key = "apierror-siteinfo-includealldenied"
