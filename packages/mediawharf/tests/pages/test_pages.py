import pytest

from mediawharf.model.title import Title
from mediawharf.pages.changes import ChangeFilter, Changes
from mediawharf.pages.errors import EditConflict, PageExists
from mediawharf.pages.logs import LogFilter
from mediawharf.pages.pages import Base, Edit, PageRange, RevisionFilter, TimeRange
from mediawharf.pages.restrictions import Restriction, Restrictions
from mediawharf.pages.tags import Tags

ALL = TimeRange(limit=500)


def changes_of(connection, title):
    return [listed.change for listed in Changes().query(connection, ALL, filter_=ChangeFilter(title=title))]


def test_a_new_page_has_its_first_revision(connection, pages, page, title):
    assert (page.title, page.length, page.is_new, page.redirect) == (title, 8, True, None)
    revision = pages.find_revisions(connection, [page.latest_id])[page.latest_id]
    assert (revision.comment, revision.parent_id, revision.user_name, revision.size) == ("first", 0, "Uploader", 8)
    assert revision.sha1 == "b74177de963f551f5b049a16d3f5e37157bd224b"
    assert pages.text(connection, page) == "Old text"


def test_a_new_page_is_a_recent_change_and_in_the_log_of_created_pages(connection, logs, page, title):
    (change,) = changes_of(connection, title)
    assert (change.type, change.old_length, change.new_length, change.revision_id) == ("new", 0, 8, page.latest_id)
    (entry,) = logs.query(connection, ALL, filter_=LogFilter(title=title))
    assert (entry.type, entry.action, entry.page_id) == ("create", "create", page.id)


def test_a_page_that_a_log_entry_tells_of_is_no_recent_change_by_itself(connection, pages, title, user):
    pages.create(connection, title, edit=Edit("x"), user=user, is_logged=True)
    assert changes_of(connection, title) == []


def test_a_page_is_not_made_twice(connection, pages, page, user):
    with pytest.raises(PageExists):
        pages.create(connection, page.title, edit=Edit("x"), user=user)


def test_making_a_page_ends_the_protection_against_it(connection, clock, pages, title, user):
    restrictions = Restrictions(clock)
    restrictions.protect(connection, title, restrictions=[Restriction("create", "sysop", None)])
    pages.create(connection, title, edit=Edit("x"), user=user)
    assert restrictions.of(connection, title) == ()


def test_an_edit_is_the_next_revision(connection, pages, page, user):
    revision = pages.revise(connection, page, edit=Edit("New text", "s", minor=True, tags=("t",)), user=user)
    after = pages.find(connection, page.title)
    assert (after.latest_id, after.is_new, revision.parent_id) == (revision.id, False, page.latest_id)
    change = changes_of(connection, page.title)[0]
    assert (change.type, change.old_length, change.new_length, change.minor) == ("edit", 8, 8, True)
    assert Tags().of_revisions(connection, [revision.id]) == {revision.id: ("t",)}


def test_the_same_text_again_only_touches_the_page(connection, time, pages, page, user):
    time.pass_by(60)
    assert pages.revise(connection, page, edit=Edit("Old text\r\n "), user=user) is None
    after = pages.find(connection, page.title)
    assert (after.latest_id, after.touched) == (page.latest_id, time.now)


def test_an_edit_of_what_another_has_changed_meanwhile_is_refused(connection, pages, page, user, admin):
    pages.revise(connection, page, edit=Edit("By the admin"), user=admin)
    now = pages.find(connection, page.title)
    with pytest.raises(EditConflict):
        pages.revise(connection, now, edit=Edit("Mine"), user=user, base=Base(revision_id=page.latest_id))


def test_a_base_can_be_a_time(connection, time, pages, page, user, admin):
    read = time.now
    time.pass_by(5)
    pages.revise(connection, page, edit=Edit("By the admin"), user=admin)
    now = pages.find(connection, page.title)
    with pytest.raises(EditConflict):
        pages.revise(connection, now, edit=Edit("Mine"), user=user, base=Base(timestamp=read))
    assert pages.revise(connection, now, edit=Edit("Mine"), user=user, base=Base(timestamp=time.now)) is not None


def test_nobody_is_in_conflict_with_themselves(connection, pages, page, user):
    pages.revise(connection, page, edit=Edit("Mine"), user=user)
    now = pages.find(connection, page.title)
    base = Base(revision_id=page.latest_id)
    assert pages.revise(connection, now, edit=Edit("Mine again"), user=user, base=base) is not None


def test_a_page_that_was_read_before_another_write_is_refused(connection, pages, page, user, admin):
    pages.revise(connection, page, edit=Edit("By the admin"), user=admin)
    with pytest.raises(EditConflict):
        pages.revise(connection, page, edit=Edit("Mine"), user=user)


def test_a_null_revision_keeps_the_text_and_is_no_recent_change(connection, pages, page, user):
    comment = "Uploader uploaded a new version of [[File:A b.png]]"
    pages.add_null_revision(connection, page, comment, user=user)
    after = pages.find(connection, page.title)
    comments = [revision.comment for revision in pages.revisions(connection, after, range_=ALL)]
    assert comments == [comment, "first"]
    assert pages.text(connection, after) == "Old text"
    assert [change.type for change in changes_of(connection, page.title)] == ["new"]


def test_a_redirect_knows_its_target_and_is_tagged(connection, pages, title, user):
    revision = pages.create(connection, title, edit=Edit("#REDIRECT [[Image:X.png]]"), user=user)
    assert pages.find(connection, title).redirect == Title.parse("File:X.png")
    assert Tags().of_revisions(connection, [revision.id])[revision.id] == ("mw-new-redirect",)


def test_many_pages_are_found_at_once(connection, pages, page):
    talk, missing = Title.parse("File talk:A b.png"), Title.parse("A b.png")
    assert pages.find_many(connection, [page.title, talk, missing]) == {page.title: page}
    assert pages.find_many_by_id(connection, [page.id, 99]) == {page.id: page}
    assert pages.find_by_id(connection, 99) is None


def test_revisions_are_paged_by_time_and_id(connection, time, pages, page, user, admin):
    for number in range(4):  # two and two share a second
        time.pass_by(number % 2)
        now = pages.find(connection, page.title)
        pages.revise(connection, now, edit=Edit(f"Text {number}"), user=admin if number % 2 else user)
    first = pages.revisions(connection, page, range_=TimeRange(limit=2))
    rest = TimeRange(limit=9, from_row=(first[-1].timestamp, first[-1].id))
    ids = [revision.id for revision in first[:1] + pages.revisions(connection, page, range_=rest)]
    oldest_first = pages.revisions(connection, page, range_=TimeRange(limit=9, newest_first=False))
    assert ids == sorted(ids, reverse=True) == [revision.id for revision in reversed(oldest_first)]


def test_revisions_are_cut_to_times_and_users(connection, time, pages, page, admin):
    time.pass_by(10)
    pages.revise(connection, page, edit=Edit("Later"), user=admin)
    before = TimeRange(limit=9, start=time.now - 1)
    assert [r.comment for r in pages.revisions(connection, page, range_=before)] == ["first"]
    by_admin, by_others = RevisionFilter(user_name="Admin"), RevisionFilter(except_user="Admin")
    assert len(pages.revisions(connection, page, range_=ALL, filter_=by_admin)) == 1
    assert [r.comment for r in pages.revisions(connection, page, range_=ALL, filter_=by_others)] == ["first"]


def test_pages_are_listed_by_name(connection, pages, user):
    for name in ("Cf a", "Cf b", "Cf c", "Cg"):
        text = "#REDIRECT [[Cg]]" if name == "Cf b" else "x"
        pages.create(connection, Title.parse("File:" + name), edit=Edit(text), user=user)

    def names(**wanted):
        return [page.title.text for page in pages.in_namespace(connection, PageRange(50, 6, **wanted))]

    assert names(prefix="Cf_") == ["Cf a", "Cf b", "Cf c"]
    assert names(start="Cf_b") == ["Cf b", "Cf c", "Cg"]
    assert names(start="Cf_b", descending=True) == ["Cf b", "Cf a"]
    assert names(redirects=True) == ["Cf b"]
    assert names(redirects=False, max_length=1, end="Cf_c") == ["Cf a", "Cf c"]
