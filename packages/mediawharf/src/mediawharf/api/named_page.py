"""The one page that a module is asked to change: by its title or its id."""

from dataclasses import dataclass

from mediawharf.api.call import Call
from mediawharf.api.request_errors import InvalidParamMix, MissingOneOf
from mediawharf.model.errors import Message, WharfError
from mediawharf.model.title import InvalidTitle, Title


@dataclass(eq=False)
class BadTitle(WharfError):
    """The text can be no page's title."""

    code = "invalidtitle"
    key = "apierror-invalidtitle"
    text: str

    def message(self) -> Message:
        """Names the text."""
        return Message(self.key, (self.text,))


@dataclass(eq=False)
class PageCannotExist(WharfError):
    """The title is in a namespace that has no pages of its own, such as Special."""

    code = "pagecannotexist"
    key = "apierror-pagecannotexist"


@dataclass(eq=False)
class NoSuchPageId(WharfError):
    """No page has that id."""

    code = "nosuchpageid"
    key = "apierror-nosuchpageid"
    page_id: int

    def message(self) -> Message:
        """Names the id."""
        return Message(self.key, (self.page_id,))


def named_title(text: str) -> Title:
    """The title that a text means; raises BadTitle."""
    try:
        return Title.parse(text)
    except InvalidTitle:
        raise BadTitle(text) from None


def named_page(
    call: Call, title: str | None, page_id: int | None, *, names: tuple[str, str] = ("title", "pageid")
) -> Title:
    """The title of the page named by exactly one of the two.

    Raises MissingOneOf, InvalidParamMix, BadTitle, PageCannotExist, NoSuchPageId.
    """
    if title is not None and page_id is not None:
        raise InvalidParamMix(names)
    if title is not None:
        found = named_title(title)
        if found.namespace < 0:
            raise PageCannotExist
        return found
    if page_id is None:
        raise MissingOneOf(names)
    with call.facilities.database.read() as connection:
        page = call.facilities.pages.find_by_id(connection, page_id)
    if page is None:
        raise NoSuchPageId(page_id)
    return page.title
