import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.model.errors import Message
from mediawharf.model.filename import (
    ExtensionRules,
    FilenameTooLong,
    FilenameTooShort,
    FiletypeBanned,
    FiletypeMissing,
    IllegalFilename,
    parse_filename,
)
from mediawharf.model.title import Title

RULES = ExtensionRules(("png", "gif", "jpg", "jpeg", "svg"))
DETECTED = {"png": "png", "jpg": "jpeg"}
CASES = json.loads(Path(__file__).with_name("names.json").read_text("utf-8"))
ACCEPTED = [case for case in CASES if case["expect"] == "accept" and not case["allow_refuse"]]
EITHER = [case for case in CASES if case["allow_refuse"]]
REFUSED = [case for case in CASES if case["expect"] == "refuse" and case["code"] != "verification-error"]
MISMATCHED = [case for case in CASES if case["code"] == "verification-error"]


def identify(case):
    return case["id"]


def parse(filename, detected="png", rules=RULES):
    return parse_filename(filename, rules, detected_extension=detected)


def parse_case(case):
    filename = case["filename"]
    if isinstance(filename, dict):
        filename = base64.b64decode(filename["b64"]).decode("utf-8", "replace")
    return parse(filename, DETECTED[case["content"]])


@pytest.mark.parametrize("case", ACCEPTED, ids=identify)
def test_good_name_becomes_its_title(case):
    assert parse_case(case).accept().text == case["title"]


@pytest.mark.parametrize("case", REFUSED, ids=identify)
def test_bad_name_is_refused_with_its_code(case):
    codes = case["code"] if isinstance(case["code"], list) else [case["code"]]
    assert parse_case(case).problem.code in codes


@pytest.mark.parametrize("case", EITHER, ids=identify)
def test_name_with_controls_is_replaced_or_refused_but_never_cut(case):
    parsed = parse_case(case)
    assert (parsed.title and parsed.title.text) in {case["title"], None}


@pytest.mark.parametrize("case", MISMATCHED, ids=identify)
def test_mismatched_name_leaves_its_extension_to_the_check_of_the_content(case):
    assert parse_case(case).extension not in {"", DETECTED[case["content"]]}


@pytest.mark.parametrize("name", ["Foo.png", "foo.png", "foo_bar b.png", "ßa.png", "e\u0301.png", "x.PNG"])
def test_letter_case_underscores_and_composition_change_no_name(name):
    assert not parse(name).changed


@pytest.mark.parametrize(
    ("name", "dbkey"),
    [
        ("foo:bar.png", "Foo-bar.png"),
        ("a/b\\c.png", "A-b-c.png"),
        ("Cf  a   c.png", "Cf_a_c.png"),
        ("  Cf d.png ", "Cf_d.png"),
        ("__Cf k__.png", "Cf_k_.png"),
        ("File:Cf e.png", "Cf_e.png"),
        ("Image:Cf f.png", "Cf_f.png"),
        (":File:foo.png", "Foo.png"),
        ("File:File:x.png", "File-x.png"),
        ("File:", "File-.png"),
        ("File:A#b.png", "A.png"),
        ("File:Caf&eacute;.png", "Café.png"),
        ("Media:Foo.png", "Media-Foo.png"),
        ("::foo.png", "--foo.png"),
        ("a\tb.png", "A-b.png"),
        ("x\r\ny.png", "X--y.png"),
        ("\x7f.png", "-.png"),
        ("&#65;.png", "&-65;.png"),
        ("a.p\u200eng", "A.png"),
        ("none", "None.png"),
        ("../x.png", "..-x.png"),
    ],
)
def test_changed_name_warns_with_its_dbkey(name, dbkey):
    parsed = parse(name)
    assert (parsed.changed, parsed.accept()) == (True, Title.file(dbkey))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("", ""),
        ("   ", "   "),
        ("_", "_"),
        ("..", ".."),
        ("a\x01b.png", "a\ufffdb.png"),
        ("a\ud800.png", "a\ufffd.png"),
        ("a ~~~~.png", "a ~~~~.png"),
        ("a %41.png", "a %41.png"),
        ("a &amp; i.png", "a &amp; i.png"),
        ("a/b%41.png", "a-b%41.png"),
        ("File:a%41.png", "File-a%41.png"),
    ],
)
def test_illegal_filename_shows_the_name_as_far_as_it_was_cleaned(name, shown):
    problem = parse(name).problem
    assert (type(problem), problem.data()) == (IllegalFilename, {"filename": shown})


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        (".png", FilenameTooShort),
        ("x.", FiletypeMissing),
        ("a.php.", FiletypeMissing),
        (".php.png", FiletypeBanned),
        ("a.zzz", FiletypeBanned),
        ("a.\uff30NG", FiletypeBanned),
        ("a" * 250 + "%41.png", FilenameTooLong),
        (" " * 240 + "a.png", FilenameTooLong),
        ("x" * 237, FilenameTooLong),
        ("File:" + "x" * 237 + ".png", FilenameTooLong),
    ],
)
def test_first_problem_in_the_order_of_checks_is_told(name, problem):
    assert type(parse(name).problem) is problem


def test_240_bytes_without_the_prefix_are_not_too_long():
    assert len(parse("File:" + "x" * 236 + ".png").accept().dbkey) == 240


def test_only_too_long_comes_before_the_checks_of_the_content():
    problems = [parse(name).problem for name in ("x" * 241, ".png", "x.", "", "a.php")]
    assert [problem.is_length for problem in problems] == [True, False, False, False, False]


def test_only_a_banned_type_cannot_be_recovered_from():
    problems = [parse(name).problem for name in ("x" * 241, ".png", "x.", "", "a.php")]
    assert [problem.is_recoverable for problem in problems] == [True, True, True, True, False]


def test_name_without_extension_and_unknown_content_misses_its_type():
    assert isinstance(parse("foo", detected=None).problem, FiletypeMissing)


def test_prohibited_inner_extension_is_told_beside_the_last_one():
    allowed = list(RULES.allowed)
    assert parse("a.PhP.png").problem.data() == {"filetype": "png", "allowed": allowed, "blacklisted": ["php"]}


@pytest.mark.parametrize("extension", ["php", "PhAr", "aspx", "cfm", "php2", "shtm", "hta", "wsf", "ps1", "js;x"])
def test_extension_that_servers_or_windows_run_is_refused_inside_too(extension):
    assert isinstance(parse(f"a.{extension}.png").problem, FiletypeBanned)


def test_unlisted_extension_is_told_in_its_own_case():
    assert parse("a.Zzz").problem.data() == {"filetype": "Zzz", "allowed": list(RULES.allowed)}


def test_banned_message_counts_both_lists():
    message = parse("a.php.py.png").problem.message()
    assert message == Message("filetype-banned-type", (("php", "py"), RULES.allowed, 5, 2))


def test_lenient_rules_let_unlisted_extensions_pass():
    rules = ExtensionRules(("png",), is_strict=False)
    assert parse("a.zzz", rules=rules).accept().dbkey == "A.zzz"


def test_lenient_rules_still_refuse_prohibited_extensions():
    rules = ExtensionRules(("png",), is_strict=False)
    assert isinstance(parse("a.php", rules=rules).problem, FiletypeBanned)


def test_more_extensions_can_be_prohibited():
    rules = ExtensionRules(("png",), also_prohibited=frozenset({"zzz"}))
    assert parse("a.zzz.png", rules=rules).problem.prohibited == ("zzz",)


def test_other_characters_than_ascii_can_be_refused():
    rules = ExtensionRules(("png",), is_ascii_only=True)
    assert parse("caf\u00e9.png", rules=rules).problem.code == "windows-nonascii-filename"
    assert parse("cafe (1).png", rules=rules).accept().dbkey == "Cafe_(1).png"
    assert parse("caf\u00e9.png").accept().dbkey == "Caf\u00e9.png"


def test_accept_raises_the_problem():
    with pytest.raises(FilenameTooShort):
        parse(".png").accept()


@given(st.lists(st.sampled_from([".", "png", "File:", ":", "_", " ", "ɐ", "/", "#", "&amp;"]) | st.text()).map("".join))
def test_accepted_name_is_its_own_result(filename):
    parsed = parse(filename)
    if parsed.title is None:
        assert parsed.problem is not None
        return
    again = parse(parsed.title.dbkey)
    assert (again.title, again.changed) == (parsed.title, False)
