import pytest


@pytest.fixture
def move(api, wharf, file):
    def moving(to, user=wharf.user, **params):
        return api.post(user, action="move", to=to, **({} if "fromid" in params else {"from_": file}), **params)

    return moving


def test_the_answer_has_both_titles_and_what_is_left(move, file):
    assert move("File:C.png", reason="why")["move"] == {
        "from": file,
        "to": "File:C.png",
        "reason": "why",
        "redirectcreated": True,
        "moveoverredirect": False,
    }


def test_version_1_leaves_out_what_is_not_so(move):
    assert "moveoverredirect" not in move("File:C.png", formatversion=1)["move"]


def test_a_page_can_be_named_by_its_id(move, api, file):
    [page] = api.query(titles=file)["pages"]
    assert move("File:C.png", fromid=page["pageid"])["move"]["from"] == file


def test_only_some_may_move_without_a_redirect(move):
    assert move("File:C.png", noredirect=True)["move"]["redirectcreated"]


def test_the_talk_page_s_move_is_told(move, api, wharf):
    api.post(wharf.user, action="edit", title="File talk:A b.png", text="Talk")
    told = move("File:C.png", movetalk=True)["move"]
    assert (told["talkfrom"], told["talkto"]) == ("File talk:A b.png", "File talk:C.png")


def test_what_keeps_the_talk_page_back_is_told(move, api, wharf):
    for title in ("File talk:A b.png", "File talk:C.png"):
        api.post(wharf.user, action="edit", title=title, text="Talk")
    [error] = move("File:C.png", movetalk=True)["move"]["talkmove-errors"]
    assert error["code"] == "articleexists"


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("File:A b.png", "selfmove"),
        ("File:A b.jpg", "filetypemismatch"),
        ("A b.png", "nonfilenamespace"),
        ("Special:A b.png", "immobile-target-namespace"),
        ("<x>", "invalidtitle"),
        (None, "missingparam"),
    ],
)
def test_wrong_targets_are_refused(move, to, code):
    assert move(to)["error"]["code"] == code


def test_a_missing_page_is_refused(api, wharf):
    told = api.post(wharf.user, action="move", from_="File:None.png", to="File:C.png")
    assert told["error"]["code"] == "missingtitle"


def test_nobody_moves_files_without_an_account(move):
    assert move("File:C.png", None)["error"]["code"] == "cantmovefile"


def test_all_that_keeps_a_file_from_being_moved_is_told(move):
    told = move("File:C.png", None, errorformat="plaintext")["errors"]
    assert [error["code"] for error in told] == ["cantmovefile", "cantmove-anon", "cantmove"]


def test_a_redirect_among_files_moves_like_a_page(api, wharf):
    api.post(wharf.user, action="edit", title="File:Old.png", text="#REDIRECT [[File:New.png]]")
    told = api.post(wharf.admin, action="move", from_="File:Old.png", to="File:Older.jpg")["move"]
    assert told["to"] == "File:Older.jpg"
    refused = api.post(wharf.admin, action="move", from_="File:Older.jpg", to="Older")
    assert refused["error"]["code"] == "nonfilenamespace"
