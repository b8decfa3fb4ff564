import pytest

BLOCK = "/wiki/Special:Block/Uploader"
RIGHTS = "/wiki/Special:UserRights/Uploader"
JOBS = "/wiki/Special:Jobs"
TAGS = "/wiki/Special:Tags"


@pytest.fixture
def failed(wharf):
    """The id of a job that was given up."""
    queue = wharf.facilities.queue
    with wharf.facilities.database.write() as connection:
        job_id = queue.enqueue(connection, "fixity", {"revision_id": 1})
    queue.fail(queue.claim("me", lease_seconds=60), "me", error="no <bytes>")
    return job_id


def test_failed_jobs_tell_why_and_run_again(admin, wharf, failed):
    html = admin.get(f"{JOBS}?state=failed").text
    assert "no &lt;bytes&gt;" in html
    assert f"Job {failed} will run again at once." in admin.told(admin.post(JOBS, job=str(failed), do="retry"))
    assert wharf.facilities.queue.find(failed).state == "queued"
    assert "no &lt;bytes&gt;" not in admin.get(f"{JOBS}?state=failed").text


def test_jobs_are_discarded(admin, wharf, failed):
    assert "is discarded" in admin.told(admin.post(JOBS, job=str(failed), do="discard", state="failed"))
    assert wharf.facilities.queue.find(failed) is None
    assert "is done already" in admin.told(admin.post(JOBS, job=str(failed), do="discard"))


def test_jobs_are_not_for_everybody(user, failed):
    assert user.get(JOBS).status_code == 403
    assert user.post(JOBS, job=str(failed), do="discard").status_code == 403


def test_user_is_blocked_and_may_write_again(admin, wharf):
    told = admin.told(admin.post(BLOCK, end="1 week", reason="Vandalism", nocreate="on"))
    assert "Uploader is blocked." in told
    assert "Blocked by Admin" in told
    block = wharf.facilities.accounts.find("Uploader").block
    assert (block.reason, block.create_account) == ("Vandalism", True)
    assert "may write again" in admin.told(admin.post("/wiki/Special:Unblock/Uploader"))
    assert wharf.facilities.accounts.find("Uploader").block is None


def test_block_is_changed_by_another(admin, wharf):
    admin.post(BLOCK, end="infinite", reason="one")
    admin.post(BLOCK, end="other", until="2040-01-01", reason="two")
    block = wharf.facilities.accounts.find("Uploader").block
    assert (block.reason, block.expiry) == ("two", 2208988800)


def test_bad_end_and_unknown_user_are_told(admin):
    assert "no time that can be understood" in admin.post(BLOCK, end="other", until="soon").text
    assert "There is no user called" in admin.post("/wiki/Special:Block/Nobody", end="infinite").text
    assert "There is no user called" in admin.get("/wiki/Special:UserRights?user=Nobody").text


def test_blocking_is_not_for_everybody(user):
    assert user.get(BLOCK).status_code == 403
    assert user.get(RIGHTS).status_code == 403


def test_groups_are_entered_and_left(admin, wharf):
    assert "are changed" in admin.told(admin.post(RIGHTS, group_bot="on", group_sysop="on", end="1 month"))
    assert {"bot", "sysop"} <= set(wharf.facilities.accounts.find("Uploader").groups)
    assert "Nothing was changed" in admin.told(admin.post(RIGHTS, group_bot="on", group_sysop="on"))
    admin.told(admin.post(RIGHTS, group_bot="on"))
    assert "sysop" not in wharf.facilities.accounts.find("Uploader").groups


def test_tags_are_defined_and_done_away_with(admin, user):
    assert "is created" in admin.told(admin.post(TAGS, tag="telephone", do="create", reason="x"))
    assert "telephone" in user.get(TAGS).text
    assert "Create</button>" not in user.get(TAGS).text
    assert "can no longer be used" in admin.told(admin.post(TAGS, tag="telephone", do="deactivate"))
    assert "can be used again" in admin.told(admin.post(TAGS, tag="telephone", do="activate"))
    assert "is deleted" in admin.told(admin.post(TAGS, tag="telephone", do="delete"))


def test_tag_that_is_there_is_refused_in_words(admin, user):
    admin.post(TAGS, tag="telephone", do="create")
    response = admin.post(TAGS, tag="telephone", do="create")
    assert response.status_code == 400
    assert 'role="alert"' in response.text
    assert user.post(TAGS, tag="other", do="create").status_code == 400


@pytest.mark.usefixtures("wharf")
@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [("", "Uploader", "⧼"), ("?prefix=adm", ">sysop<", ">Uploader<"), ("/sysop", ">sysop<", ">Uploader<"),
     ("?group=bot", "There are no such users.", ">sysop<"), ("?from=B", "Uploader", "registered")],
)  # fmt: skip
def test_accounts_are_listed_with_their_groups(client, query, shown, hidden):
    response = client.get("/wiki/Special:ListUsers" + query)
    assert response.status_code == 200
    table = response.text.partition("<main")[2].partition("</form>")[2].partition("<footer")[0]
    assert shown in table
    assert hidden not in table


def test_blocked_accounts_are_marked(admin):
    admin.post(BLOCK, end="1 week")
    assert admin.get("/wiki/Special:ListUsers").text.count("badge danger") == 1
