from mediawharf.model.errors import Message
from mediawharf.model.title import Title
from mediawharf.pages.changes import ChangeFilter, Changes, WatchedBy
from mediawharf.pages.logs import LogEntry, LogFilter, TimeRange, action_message
from mediawharf.pages.tags import Tags
from mediawharf.pages.watchlist import Watchlist

ALL = TimeRange(limit=500)
PARAMS = {"img_sha1": "af", "img_timestamp": "2026-11-22T17:19:58Z"}


def upload(title, *, tags=()):
    return LogEntry("upload", "upload", title, "Trace me", PARAMS, page_id=7, tags=tags)


def test_an_entry_is_logged_as_it_was_given(connection, time, logs, title, user):
    record = logs.add(connection, upload(title), user=user)
    assert logs.find(connection, [record.id]) == {record.id: record}
    assert (record.title, record.params, record.page_id, record.user_name) == (title, PARAMS, 7, "Uploader")
    assert record.timestamp == time.now


def test_an_entry_is_a_recent_change_with_what_was_logged(connection, logs, title, user):
    record = logs.add(connection, upload(title), user=user, revision_id=3, bot=True)
    (listed,) = Changes().query(connection, ALL, filter_=ChangeFilter(title=title))
    assert listed.log == record
    change = listed.change
    assert (change.type, change.comment, change.new_length, change.bot) == ("log", "Trace me", 0, True)
    assert (change.revision_id, change.old_revision_id, change.page_id) == (3, 0, 7)


def test_tags_are_on_the_entry_its_change_and_its_revision(connection, logs, title, user):
    logs.add(connection, upload(title, tags=("peer-tag",)), user=user, revision_id=3)
    (record,) = logs.query(connection, ALL, filter_=LogFilter(tag="peer-tag"))
    (listed,) = Changes().query(connection, ALL, filter_=ChangeFilter(tag="peer-tag"))
    assert record.tags == listed.change.tags == ("peer-tag",)
    assert Tags().of_revisions(connection, [3]) == {3: ("peer-tag",)}


def test_a_tag_is_found_whole_and_in_any_script(connection, logs, title, user):
    logs.add(connection, upload(title, tags=('ü"%_x',)), user=user)
    assert len(logs.query(connection, ALL, filter_=LogFilter(tag='ü"%_x'))) == 1
    assert logs.query(connection, ALL, filter_=LogFilter(tag='ü"%')) == []


def test_entries_are_filtered(connection, logs, title, user, admin):
    logs.add(connection, upload(title), user=user)
    logs.add(connection, LogEntry("delete", "delete", title, "gone"), user=admin)
    logs.add(connection, upload(Title.parse("File:Other.png")), user=user)

    def comments(**wanted):
        return [(entry.type, entry.title.text) for entry in logs.query(connection, ALL, filter_=LogFilter(**wanted))]

    assert comments(title=title) == [("delete", "A b.png"), ("upload", "A b.png")]
    assert comments(type="upload", action="upload", title=title) == [("upload", "A b.png")]
    assert comments(user_name="Admin", namespace=6) == [("delete", "A b.png")]


def test_changes_are_filtered(connection, logs, page, admin):
    logs.add(connection, upload(page.title), user=admin, bot=True)

    def types(**wanted):
        return [listed.change.type for listed in Changes().query(connection, ALL, filter_=ChangeFilter(**wanted))]

    assert types(namespaces=(6,), anonymous=False, minor=False) == ["log", "new"]
    assert types(bot=True) == types(except_user="Uploader") == types(types=("log",)) == ["log"]
    assert types(user_name="Uploader", types=("edit", "new")) == ["new"]
    assert types(anonymous=True) == types(namespaces=(0,)) == []


def test_changes_of_watched_pages(connection, clock, logs, page, user):
    logs.add(connection, upload(Title.parse("File:Other.png")), user=user)
    Watchlist(clock).watch(connection, page.title, user=user)
    wanted = ChangeFilter(watched_by=WatchedBy(user.id, clock.now()))
    assert [listed.change.title for listed in Changes().query(connection, ALL, filter_=wanted)] == [page.title]


def test_old_changes_are_dropped(connection, time, logs, title, user):
    logs.add(connection, upload(title), user=user)
    assert Changes().drop(connection, before=time.now) == 0
    assert Changes().drop(connection, before=time.now + 1) == 1


def test_entries_are_said_as_sentences(title):
    assert action_message(upload(title), "U") == Message("logentry-upload-upload", ("U", "U", "[[File:A b.png]]"))
    move = LogEntry("move", "move", title, "why", {"target_ns": 6, "target_title": "File:B.png"})
    moved = Message("logentry-move-move", ("U", "U", "[[File:A b.png]]", "[[File:B.png]]"))
    assert action_message(move, "U") == moved
    protect = LogEntry("protect", "protect", title, "")
    assert action_message(protect, "U") == Message("protectedarticle-comment", ("File:A b.png",))
