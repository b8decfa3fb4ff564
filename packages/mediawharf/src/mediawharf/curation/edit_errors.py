"""Why an edit is not saved, by the wire's codes."""

from dataclasses import dataclass

from mediawharf.model.errors import Message, WharfError


@dataclass(eq=False)
class BadMd5(WharfError):
    """The text that came is not the one that was sent: its MD5 is another."""

    code = "badmd5"
    key = "apierror-badmd5"


@dataclass(eq=False)
class BadFormat(WharfError):
    """The text comes in a format that pages of wikitext do not have."""

    code = "badformat"
    key = "apierror-badformat"
    format: str
    title: str

    def message(self) -> Message:
        """Names the format, the model and the page."""
        return Message(self.key, (self.format, "wikitext", self.title))


@dataclass(eq=False)
class MissingSectionText(WharfError):
    """A new section has no text."""

    code = "missingcommenttext"
    key = "apierror-missingcommenttext"


@dataclass(eq=False)
class InvalidSection(WharfError):
    """The text is neither a section's number nor ``new``."""

    code = "invalidsection"
    key = "apierror-invalidsection"


@dataclass(eq=False)
class NoSuchSection(WharfError):
    """The page has no section of that number."""

    code = "nosuchsection"
    key = "apierror-nosuchsection"
    section: str

    def message(self) -> Message:
        """Names the section."""
        return Message(self.key, (self.section,))


@dataclass(eq=False)
class NoSuchRevision(WharfError):
    """There is no revision with that id."""

    code = "nosuchrevid"
    key = "apierror-nosuchrevid"
    revision_id: int

    def message(self) -> Message:
        """Names the revision."""
        return Message(self.key, (self.revision_id,))


@dataclass(eq=False)
class RevisionOfOtherPage(WharfError):
    """The revision is not one of the page's."""

    code = "revwrongpage"
    key = "apierror-revwrongpage"
    revision_id: int
    title: str  # with its namespace

    def message(self) -> Message:
        """Names revision and page."""
        return Message(self.key, (self.revision_id, self.title))


@dataclass(eq=False)
class UndoFailure(WharfError):
    """Later edits have changed the very lines that the undone one changed."""

    code = "undofailure"
    key = "undo-failure"


@dataclass(eq=False)
class PageWasDeleted(WharfError):
    """The page was deleted since its author began."""

    code = "pagedeleted"
    key = "apierror-pagedeleted"


@dataclass(eq=False)
class ContentTooBig(WharfError):
    """The text is longer than a page may be; in KiB."""

    code = "contenttoobig"
    key = "apierror-contenttoobig"
    maximum: int

    def message(self) -> Message:
        """Names the limit."""
        return Message(self.key, (self.maximum,))


@dataclass(eq=False)
class OnlyAppendToRedirect(WharfError):
    """A redirect is followed only by edits that add to the text: others would put one page's text into another."""

    code = "redirect-appendonly"
    key = "apierror-redirect-appendonly"


@dataclass(eq=False)
class OnlyAuthor(WharfError):
    """There is nothing to roll back to: all revisions are by one author."""

    code = "onlyauthor"
    key = "cantrollback"


@dataclass(eq=False)
class AlreadyRolledBack(WharfError):
    """The last edit is not by the author whose edits were to be rolled back."""

    code = "alreadyrolled"
    key = "alreadyrolled"
    title: str  # with its namespace
    user: str
    last_user: str

    def message(self) -> Message:
        """Names the page and both authors."""
        return Message(self.key, (self.title, self.user, self.last_user))
