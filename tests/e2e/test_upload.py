"""The upload page: one file without scripts, a queue of many with them."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import PHONE, Axe, OpenPage, TabTo
from .pictures import HOSTILE_SVG, chosen, picture, web_server
from .queue_page import UPLOAD, choose, current, drop, has_state, open_queue, row_of, text_of
from .server import Server

CAMERA = Path(__file__).parents[1] / "js" / "upload" / "camera.jpg"


def test_one_file_is_published_without_scripts(open_page: OpenPage, server: Server) -> None:
    page = open_page(user=server.wharf.user, java_script_enabled=False)
    page.goto(UPLOAD)
    page.get_by_label("File", exact=True).set_input_files(chosen("x.jpg", picture(1)))
    page.get_by_label("Name on this site").fill("Plain form.jpg")
    page.get_by_label("Description", exact=True).fill("A harbour")
    page.get_by_label("Licence").select_option("Cc-by-4.0")
    page.get_by_role("button", name="Upload and publish").click()
    expect(page).to_have_url(f"{server.base}/wiki/File:Plain_form.jpg")
    expect(page.locator("#flash")).to_contain_text("“Plain form.jpg” is published.")
    assert "{{Cc-by-4.0}}" in text_of(server, "Plain form.jpg")


def test_warnings_are_decided_on_without_scripts(open_page: OpenPage, server: Server) -> None:
    server.wharf.upload("Taken plainly.jpg", picture(2), ignore_warnings=True)
    page = open_page(user=server.wharf.user, java_script_enabled=False)
    page.goto(UPLOAD)
    page.get_by_label("File", exact=True).set_input_files(chosen("x.jpg", picture(3)))
    page.get_by_label("Name on this site").fill("Taken plainly.jpg")
    page.get_by_role("button", name="Upload and publish").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a file of this name")
    page.get_by_label("Name on this site").fill("Free plainly.jpg")
    page.get_by_role("button", name="Publish under this name").click()
    expect(page).to_have_url(f"{server.base}/wiki/File:Free_plainly.jpg")


def test_ten_dropped_files_of_which_three_are_not_as_they_should_be(user_page: Page, server: Server) -> None:
    server.wharf.upload("Dropped before.jpg", picture(10), ignore_warnings=True)
    good = [chosen(f"Dropped {number}.jpg", picture(10 + number)) for number in range(1, 8)]
    bad = [
        chosen("Dropped again.jpg", picture(10)),
        chosen("Dropped [draft].jpg", picture(18)),
        chosen("Dropped evil.svg", HOSTILE_SVG, "image/svg+xml"),
    ]
    open_queue(user_page)
    drop(user_page, *good, *bad)
    expect(row_of(user_page, "Dropped again.jpg")).to_contain_text("is here already: Dropped before.jpg")
    expect(row_of(user_page, "Dropped evil.svg")).to_contain_text("The file was not taken")
    user_page.get_by_role("button", name="Use “Dropped (draft).jpg”").click()
    user_page.get_by_role("button", name="Publish 8 files").click()
    expect(user_page.locator(has_state("published"))).to_have_count(8)
    expect(user_page.locator("[data-part=summary]")).to_contain_text("1 of 10 failed")
    assert current(server, "Dropped (draft).jpg") is not None
    assert current(server, "Dropped evil.svg") is None


def test_duplicates_are_told_before_their_bytes_move(user_page: Page, server: Server) -> None:
    server.wharf.upload("Known bytes.jpg", picture(30), ignore_warnings=True)
    posts: list[str] = []
    user_page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    open_queue(user_page)
    choose(user_page, chosen("Same bytes.jpg", picture(30)))
    expect(user_page.locator(has_state("duplicate"))).to_have_count(1)
    assert posts == []


def test_a_file_is_published_with_its_description(user_page: Page, server: Server) -> None:
    open_queue(user_page)
    choose(user_page, chosen("Cranes and ships.jpg", CAMERA.read_bytes()))
    row = row_of(user_page, "Cranes and ships.jpg")
    row.get_by_text("Description, date, licence, categories").click()
    expect(row.get_by_label("Date")).to_have_value("2024-05-01 06:12:30")
    row.get_by_label("Description", exact=True).fill("Cranes | and ships")
    row.get_by_label("Licence").select_option("Cc-zero")
    row.get_by_label("Categories").fill("Cranes | Ships")
    row.get_by_role("button", name="Publish Cranes and ships.jpg").click()
    expect(user_page.locator(has_state("published"))).to_have_count(1)
    text = text_of(server, "Cranes and ships.jpg")
    assert "{{en|1=Cranes {{!}} and ships}}" in text
    assert "{{Location|53.543611|-9.988889}}\n\n{{Cc-zero}}\n\n[[Category:Cranes]]\n[[Category:Ships]]" in text


def test_what_all_have_in_common_is_applied_to_all(user_page: Page, server: Server) -> None:
    open_queue(user_page)
    choose(user_page, *(chosen(f"Common {number}.jpg", picture(40 + number)) for number in range(2)))
    user_page.get_by_text("What all files have in common").click()
    shared = user_page.locator(".upload-shared")
    shared.get_by_label("Licence").select_option("Cc-by-sa-4.0")
    shared.get_by_role("button", name="Apply to all files").click()
    user_page.get_by_role("button", name="Publish 2 files").click()
    expect(user_page.locator(has_state("published"))).to_have_count(2)
    assert "{{Cc-by-sa-4.0}}" in text_of(server, "Common 1.jpg")


def test_a_taken_name_is_told_and_the_file_there_replaced_on_demand(user_page: Page, server: Server) -> None:
    server.wharf.upload("Taken.jpg", picture(50), ignore_warnings=True)
    open_queue(user_page)
    choose(user_page, chosen("Taken.jpg", picture(51)))
    row = row_of(user_page, "Taken.jpg")
    expect(row).to_contain_text("Use “Taken (2).jpg”")
    row.get_by_role("button", name="Publish Taken.jpg").click()
    row.get_by_role("button", name="Replace the file there").click()
    expect(user_page.locator(has_state("published"))).to_have_count(1)
    revision = current(server, "Taken.jpg")
    assert revision is not None
    assert revision.facts.size == len(picture(51))


def test_a_new_version_keeps_the_page_and_says_what_is_new(user_page: Page, server: Server) -> None:
    server.wharf.upload("Versions.jpg", picture(52), text="As it was", ignore_warnings=True)
    user_page.goto(f"{UPLOAD}?wpDestFile=Versions.jpg&wpForReUpload=1")
    user_page.wait_for_selector("#upload-queue[data-ready]")
    choose(user_page, chosen("another name.jpg", picture(53)))
    row = row_of(user_page, "Versions.jpg")
    row.locator("summary").click()
    row.get_by_label("What is new in this version").fill("Brighter")
    row.get_by_role("button", name="Publish Versions.jpg").click()
    expect(user_page.locator(has_state("published"))).to_have_count(1)
    revision = current(server, "Versions.jpg")
    assert revision is not None
    assert (revision.comment, text_of(server, "Versions.jpg")) == ("Brighter", "As it was")


def test_a_file_is_uploaded_by_the_keyboard_alone(user_page: Page, server: Server, tab_to: TabTo) -> None:
    open_queue(user_page)
    tab_to(user_page, user_page.get_by_label("Choose files"))
    with user_page.expect_file_chooser() as chooser:
        user_page.keyboard.press("Space")
    chooser.value.set_files(chosen("By keyboard.jpg", picture(60)))
    expect(user_page.locator(has_state("ready"))).to_have_count(1)
    tab_to(user_page, user_page.get_by_role("button", name="Publish By keyboard.jpg"))
    user_page.keyboard.press("Enter")
    expect(user_page.locator(has_state("published"))).to_have_count(1)
    assert current(server, "By keyboard.jpg") is not None


def test_a_removed_row_hands_its_focus_on(user_page: Page) -> None:
    open_queue(user_page)
    choose(user_page, chosen("One.jpg", picture(61)), chosen("Two.jpg", picture(62)))
    user_page.get_by_role("button", name="Remove One.jpg from the list").click()
    expect(row_of(user_page, "Two.jpg").get_by_label("Name of the file")).to_be_focused()


def test_a_file_is_fetched_from_an_address(open_page: OpenPage, own_server: Server, tmp_path: Path) -> None:
    (tmp_path / "Far away.jpg").write_bytes(picture(70))
    page = open_page(user=own_server.wharf.admin, server=own_server)
    open_queue(page)
    with web_server(tmp_path) as address:
        page.get_by_label("Or fetch a file from an address").fill(f"{address}/Far%20away.jpg")
        page.get_by_role("button", name="Fetch").click()
        expect(page.locator(has_state("ready"))).to_have_count(1)
    page.get_by_role("button", name="Publish 1 file").click()
    expect(page.locator(has_state("published"))).to_have_count(1)
    assert current(own_server, "Far away.jpg") is not None


def test_only_what_failed_is_tried_again(user_page: Page, server: Server) -> None:
    refusal = {"errors": [{"code": "backend-fail", "text": "The disk is on fire."}]}
    open_queue(user_page)
    choose(user_page, chosen("Sent at once.jpg", picture(72)))
    expect(user_page.locator(has_state("ready"))).to_have_count(1)
    user_page.route("**/api.php", lambda route: route.fulfill(json=refusal))
    choose(user_page, chosen("Sent again.jpg", picture(73)))
    expect(row_of(user_page, "Sent again.jpg")).to_contain_text("The server refused: The disk is on fire.")
    user_page.unroute("**/api.php")
    user_page.get_by_role("button", name="Retry 1 failed").click()
    user_page.get_by_role("button", name="Publish 2 files").click()
    expect(user_page.locator(has_state("published"))).to_have_count(2)
    assert current(server, "Sent again.jpg") is not None


def test_the_list_of_files_names_their_hashes(user_page: Page, server: Server) -> None:
    open_queue(user_page)
    choose(user_page, chosen("Listed.jpg", picture(71)))
    user_page.get_by_role("button", name="Publish 1 file").click()
    expect(user_page.locator(has_state("published"))).to_have_count(1)
    user_page.get_by_text("List of files").click()
    with user_page.expect_download() as download:
        user_page.get_by_role("button", name="As JSON").click()
    revision = current(server, "Listed.jpg")
    assert revision is not None
    assert [line["sha1"] for line in json.loads(download.value.path().read_text())] == [revision.facts.sha1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_queue_of_all_states(open_page: OpenPage, server: Server, axe: Axe, scheme: str) -> None:
    server.wharf.upload(f"Axe {scheme}.jpg", picture(80), ignore_warnings=True)
    page = open_page(user=server.wharf.admin, color_scheme=scheme)
    open_queue(page)
    assert axe(page) == []
    svg = chosen(f"{scheme}.svg", HOSTILE_SVG, "image/svg+xml")
    good, bad = chosen(f"{scheme}.jpg", picture(len(scheme))), chosen("[x].jpg", picture(81))
    choose(page, chosen("Again.jpg", picture(80)), svg, good, bad, chosen("x.docx", b"PK"))
    expect(page.locator(has_state("failed"))).to_have_count(2)
    page.get_by_text("Description, date, licence, categories").first.click()
    page.get_by_text("What all files have in common").click()
    assert axe(page) == []


@pytest.mark.parametrize("query", ["", "?uselang=ar"])
def test_a_queue_fits_on_a_phone(open_page: OpenPage, server: Server, query: str) -> None:
    page = open_page(user=server.wharf.admin, viewport=PHONE)
    page.goto(UPLOAD + query)
    page.wait_for_selector("#upload-queue[data-ready]")
    long_name = chosen("[long] " + "x" * 90 + ".jpg", picture(82))
    page.locator(".upload-zone input[type=file]").first.set_input_files([long_name])
    expect(page.locator(has_state("ready"))).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_five_hundred_files_do_not_stop_the_page(user_page: Page) -> None:
    open_queue(user_page)
    user_page.evaluate("""() => {
      window.longest = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((task) => {
        window.longest = Math.max(window.longest, task.duration);
      })).observe({ type: 'longtask' });
    }""")
    choose(user_page, *(chosen(f"Of many {number}.jpg", b"\xff\xd8\xff%d" % number) for number in range(500)))
    expect(user_page.locator(".upload-row")).to_have_count(500)
    user_page.get_by_label("Name of the file").first.fill("Typed while hundreds wait.jpg")
    assert user_page.evaluate("window.longest") < 1000  # milliseconds; a frozen page would take many seconds
