"""How a revision gets into the database, and its page on to it."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from mediawharf.db.pages import PageRecord, insert_page, set_latest
from mediawharf.db.restrictions import drop_restrictions
from mediawharf.db.revisions import NewRevision, RevisionRecord, find_texts, insert_revision
from mediawharf.db.tags import add_revision_tags
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.errors import EditConflict
from mediawharf.pages.kind_of_edit import EditedText
from mediawharf.pages.links import record_links, record_use
from mediawharf.pages.presave import saved_comment, text_sha1
from mediawharf.pages.wikitext import redirect_target


@dataclass(frozen=True, slots=True)
class Edit:
    """What an author gives for a revision."""

    text: str
    comment: str = ""
    tags: tuple[str, ...] = ()
    minor: bool = False
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """A revision, its text, and all tags that it got: its author's, and the one for the kind of edit."""

    revision: RevisionRecord
    text: str
    tags: tuple[str, ...]


def save_first(
    connection: Connection, title: Title, *, edit: Edit, user: User, now: int, is_restricted: bool = True
) -> Saved:
    """A new page with its first revision; a protection against its creation ends, if there may be one."""
    if is_restricted:
        drop_restrictions(connection, title, types=["create"])
    page_id = insert_page(connection, title, touched=now)
    page = PageRecord(page_id, title, latest_id=0, length=0, touched=now, redirect=None, is_new=True)
    return _save(connection, page, edit, user=user, now=now, old_text=None)


def save_next(connection: Connection, page: PageRecord, *, edit: Edit, user: User, now: int, old_text: str) -> Saved:
    """The next revision of a page; raises EditConflict if the page has moved on since it was read."""
    return _save(connection, page, edit, user=user, now=now, old_text=old_text)


def save_unchanged(connection: Connection, page: PageRecord, *, edit: Edit, user: User, now: int) -> Saved:
    """A revision with the text that the page has, whatever text the edit has: it is there for its comment."""
    text = find_texts(connection, [page.latest_id])[page.latest_id]
    return _save(connection, page, replace(edit, text=text), user=user, now=now, old_text=text)


def _save(connection: Connection, page: PageRecord, edit: Edit, *, user: User, now: int, old_text: str | None) -> Saved:
    size = len(edit.text.encode())
    revision = insert_revision(connection, NewRevision(
        page_id=page.id,
        parent_id=page.latest_id,
        timestamp=now,
        user_id=user.id,
        user_name=user.name,
        comment=saved_comment(edit.comment),
        minor=edit.minor,
        text=edit.text,
        size=size,
        sha1=text_sha1(edit.text),
    ))  # fmt: skip
    is_latest = set_latest(
        connection,
        page.id,
        expected_id=page.latest_id,
        latest_id=revision.id,
        length=size,
        redirect=redirect_target(edit.text),
        touched=now,
    )
    if not is_latest:
        raise EditConflict
    if edit.text != old_text:
        record_links(connection, page, edit.text, now=now, is_new=old_text is None)
        record_use(connection, page.title, is_new=old_text is None)
    tags = tuple(dict.fromkeys((*edit.tags, *EditedText(old_text, edit.text).tags)))
    add_revision_tags(connection, revision.id, tags)
    return Saved(revision, edit.text, tags)
