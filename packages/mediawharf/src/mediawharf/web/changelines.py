"""Recent changes as lines to show."""

from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import Connection

from mediawharf.facilities import Facilities
from mediawharf.model.title import Title
from mediawharf.pages.changes import ChangeFilter, Changes, ListedChange, TimeRange
from mediawharf.web.comments import Comments
from mediawharf.web.loglines import LogLine, log_lines


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change; one that tells of a log entry has its line instead of what edits have."""

    id: int
    timestamp: int
    user_name: str
    title: Title
    is_new: bool
    minor: bool
    bot: bool
    revision_id: int
    grown: int  # bytes
    comment: Markup
    tags: tuple[str, ...]
    log: LogLine | None

    @property
    def day(self) -> int:
        """The day in UTC, counted from 1970."""
        return self.timestamp // 86_400


@dataclass(frozen=True, slots=True)
class ChangePage:
    """Some lines; ``following`` is the time and the id of the next one, where there are more."""

    lines: tuple[ChangeLine, ...]
    following: tuple[int, int] | None


def change_page(
    facilities: Facilities, connection: Connection, range_: TimeRange, *, filter_: ChangeFilter
) -> ChangePage:
    """The changes of a range, which is asked for one row more than is to be shown."""
    found = Changes().query(connection, range_, filter_=filter_)
    shown = found[: range_.limit - 1]
    following = found[-1] if len(found) >= range_.limit else None
    place = None if following is None else (following.change.timestamp, following.id)
    logs = {line.id: line for line in log_lines(facilities, connection, [one.log for one in shown if one.log])}
    comments = Comments.of(
        connection,
        (one.change.comment for one in shown),
        pages=facilities.pages,
        article_path=facilities.settings.article_path,
    )
    return ChangePage(tuple(_line(one, comments, logs) for one in shown), place)


def _line(listed: ListedChange, comments: Comments, logs: dict[int, LogLine]) -> ChangeLine:
    change = listed.change
    return ChangeLine(
        id=listed.id,
        timestamp=change.timestamp,
        user_name=change.user_name,
        title=change.title,
        is_new=change.type == "new",
        minor=change.minor,
        bot=change.bot,
        revision_id=change.revision_id,
        grown=change.new_length - change.old_length,
        comment=comments.html(change.comment, change.title),
        tags=change.tags,
        log=None if listed.log is None else logs[listed.log.id],
    )
