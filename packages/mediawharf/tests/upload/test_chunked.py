import hashlib
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediawharf.model.errors import WharfError
from mediawharf.model.user import User
from mediawharf.stash.errors import (
    InvalidChunk,
    MissingResult,
    StashFull,
    StashNoSuchKey,
    StashWrongOwner,
    TooManyUnfinished,
    WrongOffset,
)
from mediawharf.testing.wharf import Wharf, png
from mediawharf.upload.errors import ChunkRefused, ChunkTooSmall, FileKeyNeeded, FileKeyNotAllowed, WholeRefused
from mediawharf.upload.request import FromChunk, UploadRequest
from mediawharf.upload.result import Continued, Held, Published, Stashed, UploadResult
from mediawharf.upload.status import Assembled, Uploading

WHOLE = png(b"whole", padding=6000)
SIZE = len(WHOLE)
HALF = SIZE // 2


def begin(wharf: Wharf) -> str:
    first = wharf.chunk("Chunks.png", WHOLE[:HALF], offset=0, filesize=SIZE)
    assert isinstance(first, Continued)
    return first.filekey


def end(wharf: Wharf, filekey: str) -> Stashed:
    last = wharf.chunk("Chunks.png", WHOLE[HALF:], offset=HALF, filesize=SIZE, filekey=filekey)
    assert isinstance(last, Stashed)
    return last


def spooled(wharf: Wharf, content: bytes, *, offset: int, filekey: str, user: User | None = None) -> UploadResult:
    """Sends a chunk whose place was not known when its bytes came: its key stood behind them."""
    spool = wharf.facilities.stash.spool(is_hashed=False)
    spool.write(memoryview(content))
    request = UploadRequest(FromChunk(spool, offset, SIZE, filekey), "Chunks.png")
    return wharf.send(request, spool, user=user)


def blobs(wharf: Wharf) -> int:
    return len(list(wharf.backends.blobs.keys()))


@given(
    cuts=st.lists(st.integers(min_value=1, max_value=SIZE - 1), max_size=6, unique=True),
    ways=st.lists(st.sampled_from(["held", "in place", "spooled"]), min_size=7, max_size=7),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_chunks_of_any_sizes_give_the_very_bytes(
    open_wharf: Callable[..., Wharf], cuts: list[int], ways: list[str]
) -> None:
    wharf = open_wharf(min_upload_chunk_size=1)
    filekey = None
    for start, stop, way in zip([0, *sorted(cuts)], [*sorted(cuts), SIZE], ways, strict=False):
        part, sent = WHOLE[start:stop], {"offset": start, "filekey": filekey}
        if filekey is None or way != "spooled":
            result = wharf.chunk("Chunks.png", part, **sent, filesize=SIZE, ignore_warnings=True, is_held=way == "held")
        else:
            result = spooled(wharf, part, **sent)
        filekey = result.filekey if isinstance(result, Continued) else result.stashed.filekey  # type: ignore[union-attr]
    stashed = wharf.facilities.stash.find(filekey or "", wharf.user)
    assert stashed.facts is not None
    assert stashed.facts.sha1 == hashlib.sha1(WHOLE).hexdigest()
    with wharf.facilities.stash.open(stashed) as file:
        assert file.read() == WHOLE
    wharf.facilities.stash.discard(stashed)


def test_the_hash_is_right_after_a_restart_in_the_middle(open_wharf: Callable[..., Wharf]) -> None:
    filekey = begin(open_wharf())
    last = end(open_wharf(), filekey)
    assert last.stashed.facts is not None
    assert last.stashed.facts.sha1 == hashlib.sha1(WHOLE).hexdigest()


def test_a_chunk_sent_again_is_answered_as_the_first_time(wharf: Wharf) -> None:
    first = wharf.chunk("Chunks.png", WHOLE[:2000], offset=0, filesize=SIZE)
    assert isinstance(first, Continued)
    second = wharf.chunk("Chunks.png", WHOLE[2000:4000], offset=2000, filesize=SIZE, filekey=first.filekey)
    again = wharf.chunk("Chunks.png", WHOLE[2000:4000], offset=2000, filesize=SIZE, filekey=first.filekey)
    assert again == second
    assert blobs(wharf) == 1


def test_the_last_chunk_sent_again_gives_the_same_key(wharf: Wharf) -> None:
    filekey = begin(wharf)
    last = end(wharf, filekey)
    assert end(wharf, filekey).stashed.filekey == last.stashed.filekey
    assert blobs(wharf) == 1


def test_other_bytes_at_a_taken_offset_are_a_wrong_offset(wharf: Wharf) -> None:
    filekey = begin(wharf)
    wharf.chunk("Chunks.png", WHOLE[HALF : HALF + 1500], offset=HALF, filesize=SIZE, filekey=filekey)
    with pytest.raises(WrongOffset) as refusal:
        wharf.chunk("Chunks.png", b"x" * 1500, offset=HALF, filesize=SIZE, filekey=filekey)
    assert refusal.value.data() == {"offset": str(HALF + 1500)}


@pytest.mark.parametrize("offset", [HALF - 100, HALF + 100])
def test_an_overlap_or_a_gap_is_told_the_expected_offset(wharf: Wharf, offset: int) -> None:
    filekey = begin(wharf)
    with pytest.raises(WrongOffset) as refusal:
        wharf.chunk("Chunks.png", WHOLE[offset : offset + 1500], offset=offset, filesize=SIZE, filekey=filekey)
    assert refusal.value.expected == HALF
    assert end(wharf, filekey).stashed.facts is not None


def test_the_key_from_before_the_last_chunk_keeps_resolving(wharf: Wharf) -> None:
    filekey = begin(wharf)
    last = end(wharf, filekey)
    assert last.stashed.filekey != filekey
    result = wharf.publish("Chunks.png", filekey)
    assert isinstance(result, Published)


def test_the_state_is_told_to_the_owner_alone(wharf: Wharf) -> None:
    filekey = begin(wharf)
    status = wharf.facilities.statuses.of(filekey, wharf.user)
    assert isinstance(status, Uploading)
    assert status.stashed.offset == HALF
    end(wharf, filekey)
    assert isinstance(wharf.facilities.statuses.of(filekey, wharf.user), Assembled)
    with pytest.raises(MissingResult):
        wharf.facilities.statuses.of(filekey, wharf.admin)


def test_of_two_chunks_at_once_one_wins_and_the_other_gets_the_offset(wharf: Wharf) -> None:
    filekey, start, outcomes = begin(wharf), Barrier(2), []

    def send(fill: bytes) -> None:
        start.wait()
        try:
            outcomes.append(wharf.chunk("Chunks.png", fill * 1500, offset=HALF, filesize=SIZE, filekey=filekey))
        except WharfError as refusal:
            outcomes.append(refusal)

    threads = [Thread(target=send, args=(fill,)) for fill in (b"a", b"b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Continued", "WrongOffset"]
    stashed = wharf.facilities.stash.find(filekey, wharf.user)
    with wharf.facilities.stash.open(stashed) as file:
        taken = file.read()[HALF : stashed.offset]
    assert taken in (b"a" * 1500, b"b" * 1500)


def test_a_connection_that_stalls_does_not_stand_in_the_way(wharf: Wharf) -> None:
    filekey = begin(wharf)
    stalled = wharf.facilities.stash.spool_in_place(filekey, HALF, wharf.user)
    assert stalled is not None
    stalled.write(memoryview(b"z" * 1000))
    last = spooled(wharf, WHOLE[HALF:], offset=HALF, filekey=filekey)
    assert isinstance(last, Stashed)
    stalled.write(memoryview(b"z" * 1000))  # it wakes up, and writes to what no row names any more
    request = UploadRequest(FromChunk(stalled, HALF, SIZE, filekey), "Chunks.png")
    with pytest.raises(WrongOffset):
        wharf.send(request, stalled)
    with wharf.facilities.stash.open(last.stashed) as file:
        assert file.read() == WHOLE


def test_bytes_of_a_cut_chunk_count_for_nothing(wharf: Wharf) -> None:
    filekey = begin(wharf)
    cut = wharf.facilities.stash.spool_in_place(filekey, HALF, wharf.user)
    assert cut is not None
    cut.write(memoryview(b"z" * 3000))
    cut.discard()
    assert wharf.facilities.stash.find(filekey, wharf.user).offset == HALF
    last = end(wharf, filekey)
    assert last.stashed.facts is not None
    assert last.stashed.facts.sha1 == hashlib.sha1(WHOLE).hexdigest()


def test_warnings_do_not_throw_a_chunk_away(wharf: Wharf) -> None:
    wharf.upload("Chunks.png", png(b"other"))
    held = wharf.chunk("Chunks.png", WHOLE[:HALF], offset=0, filesize=SIZE)
    assert isinstance(held, Held)
    assert held.stashed is not None
    last = wharf.chunk(
        "Chunks.png", WHOLE[HALF:], offset=HALF, filesize=SIZE, filekey=held.stashed.filekey, ignore_warnings=True
    )
    assert isinstance(last, Stashed)


def test_a_whole_that_must_not_come_in_is_dropped(wharf: Wharf) -> None:
    content = b"plain words " * 300
    with pytest.raises(WholeRefused):
        wharf.chunk("Chunks.png", content, offset=0, filesize=len(content))
    assert blobs(wharf) == 0


def test_the_first_chunk_is_looked_at_by_its_own_codes(wharf: Wharf) -> None:
    page = b"<html><body>" + b" " * 3000
    with pytest.raises(ChunkRefused) as refusal:
        wharf.chunk("Chunks.png", page, offset=0, filesize=9000)
    assert refusal.value.code == "filetype-badmime"
    assert blobs(wharf) == 0


@pytest.mark.parametrize(
    ("content", "offset", "filesize", "key", "refusal"),
    [
        (b"x" * 500, 0, SIZE, None, ChunkTooSmall),
        (b"x" * 3000, 0, 2000, None, InvalidChunk),
        (b"x" * 3000, 0, 0, None, InvalidChunk),
        (b"x" * 3000, 3000, SIZE, None, FileKeyNeeded),
        (b"x" * 3000, 0, SIZE, "1a1a1a1a1a1a.zzzzzz.9.png", FileKeyNotAllowed),
        (b"x" * 3000, 3000, SIZE, "1a1a1a1a1a1a.zzzzzz.9.png", StashNoSuchKey),
    ],
)
def test_chunks_that_do_not_fit_leave_nothing_behind(
    wharf: Wharf, content: bytes, offset: int, filesize: int, key: str | None, refusal: type[WharfError]
) -> None:
    with pytest.raises(refusal):
        wharf.chunk("Chunks.png", content, offset=offset, filesize=filesize, filekey=key)
    assert blobs(wharf) == 0


def test_another_accounts_file_takes_no_chunk(wharf: Wharf) -> None:
    filekey = begin(wharf)
    with pytest.raises(StashWrongOwner):
        spooled(wharf, WHOLE[HALF:], offset=HALF, filekey=filekey, user=wharf.admin)
    assert blobs(wharf) == 1


def test_an_account_holds_no_more_than_its_share(open_wharf: Callable[..., Wharf]) -> None:
    wharf = open_wharf(upload_stash_max_bytes=SIZE)
    begin(wharf)
    with pytest.raises(StashFull):
        wharf.chunk("More.png", WHOLE[: SIZE - 10], offset=0, filesize=SIZE)
    assert blobs(wharf) == 1


def test_files_begun_are_limited_and_whole_ones_are_not(open_wharf: Callable[..., Wharf]) -> None:
    wharf = open_wharf(max_unfinished_uploads=1)
    begin(wharf)
    with pytest.raises(TooManyUnfinished) as limited:
        wharf.chunk("More.png", WHOLE[:HALF], offset=0, filesize=SIZE)
    assert (limited.value.code, limited.value.data()) == ("ratelimited", {"retryafter": 60})
    assert isinstance(wharf.chunk("Whole.png", WHOLE, offset=0, filesize=SIZE), Stashed)
