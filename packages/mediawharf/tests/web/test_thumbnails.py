import io
import re
import shutil
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image

from mediawharf.db import files
from mediawharf.model.title import Title

MEDIA = Path(__file__).parents[1] / "media" / "fixtures"
RED, BLUE = (255, 0, 0), (0, 0, 255)


def picture(colour=RED, kind="PNG", size=(400, 300), **options):
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind, **options)
    return file.getvalue()


def opened(response):
    assert response.status_code == 200
    return Image.open(io.BytesIO(response.content))


def thumb(path, name):
    """The address of the thumbnail of that name of the file at that path."""
    return path.replace("/w/images/", "/w/images/thumb/") + "/" + name


@pytest.fixture
def path(publish):
    return publish("A b.png", picture())


def test_thumbnail_is_made_when_it_is_first_asked_for(client, path):
    response = client.get(thumb(path, "100px-A_b.png"))
    assert opened(response).size == (100, 75)
    assert response.headers["content-type"] == "image/png"
    assert response.headers["content-disposition"] == "inline; filename=\"A_b.png\"; filename*=UTF-8''A_b.png"


def test_thumbnail_goes_out_under_safe_headers_and_with_conditions(client, path):
    response = client.get(thumb(path, "100px-A_b.png"))
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in response.headers["content-security-policy"]
    assert response.headers["cache-control"] == "public, no-cache"
    again = client.get(thumb(path, "100px-A_b.png"), headers={"If-None-Match": response.headers["etag"]})
    assert again.status_code == 304


def test_thumbnail_is_made_once(client, path, wharf):
    first, second = (client.get(thumb(path, "100px-A_b.png")) for _ in range(2))
    assert first.headers["etag"] == second.headers["etag"]
    assert len(list(wharf.backends.blobs.keys())) == 2


@pytest.mark.parametrize(
    ("filename", "content", "name", "size", "mime"),
    [
        ("X.jpg", picture(kind="JPEG"), "qlow-100px-X.jpg", (100, 75), "image/jpeg"),
        ("X.webp", picture(kind="WEBP"), "400px-X.webp.png", (400, 300), "image/png"),
        ("X.tiff", picture(kind="TIFF"), "100px-X.tiff.jpg", (100, 75), "image/jpeg"),
        ("X.gif", picture(kind="GIF"), "100px-X.gif", (100, 75), "image/gif"),
        ("X.pdf", picture(kind="PDF"), "page1-100px-X.pdf.jpg", (100, 75), "image/jpeg"),
        ("X.svg", (MEDIA / "seen/languages.svg").read_bytes(), "langde-90px-X.svg.png", (90, 45), "image/png"),
    ],
)
def test_every_kind_of_name_is_served(filename, content, name, size, mime, client, publish):
    response = client.get(thumb(publish(filename, content), name))
    assert opened(response).size == size
    assert response.headers["content-type"] == mime


@pytest.mark.parametrize(
    ("asked", "name"),
    [("100px-A_b.png.png", "100px-A_b.png"), ("0100px-A_b.png", "100px-A_b.png"), ("400px-A_b.png", None)],
)
def test_other_spellings_lead_to_the_thumbnail_or_the_file(asked, name, client, path):
    response = client.get(thumb(path, asked))
    assert response.status_code == 302
    assert urlsplit(response.headers["location"]).path == (path if name is None else thumb(path, name))


@pytest.mark.parametrize(
    "name",
    ["0px-A_b.png", "px-A_b.png", "100px-B.png", "page1-9px-A_b.png", "100px-", "A_b.png", "langde-9px-A_b.png"],
)
def test_names_of_no_thumbnail_are_not_found(name, client, path):
    assert client.get(thumb(path, name)).status_code == 404


def test_thumbnail_larger_than_the_file_is_the_file(client, path):
    assert urlsplit(client.get(thumb(path, "4000px-A_b.png")).headers["location"]).path == path


@pytest.mark.parametrize("path", ["/w/images/thumb/0/00/A_b.png/100px-A_b.png", "/w/images/thumb/8/8d/N.png/9px-N.png"])
def test_thumbnails_of_no_file_are_not_found(path, client, publish):
    publish("A b.png", picture())
    assert client.get(path).status_code == 404


def test_old_revisions_have_thumbnails_of_their_own(client, publish, wharf):
    path = publish("A b.png", picture(RED))
    publish("A b.png", picture(BLUE))
    old = _revisions(wharf)[1]
    address = urlsplit(wharf.facilities.urls.thumbnail(old, "100px-A_b.png")).path
    assert "/thumb/archive/" in address
    assert opened(client.get(address)).getpixel((5, 5)) == RED
    assert opened(client.get(thumb(path, "100px-A_b.png"))).getpixel((5, 5)) == BLUE


def _revisions(wharf, name="A_b.png"):
    with wharf.facilities.database.read() as connection:
        return files.revisions(connection, name)


def test_broken_file_has_no_thumbnail_and_is_not_tried_again(client, publish, wharf):
    content = picture(kind="JPEG")
    path = publish("Cut.jpg", content[: content.index(b"\xff\xda")])
    first = client.get(thumb(path, "100px-Cut.jpg"))
    assert first.status_code == 404
    assert "missing SOS marker" in first.text
    wharf.facilities.sandbox.close()
    assert client.get(thumb(path, "100px-Cut.jpg")).text == first.text


def test_failure_is_forgotten_when_the_page_is_purged(client, publish, wharf):
    path = publish("A b.png", picture())
    client.get(thumb(path, "100px-A_b.png"))
    revision = _revisions(wharf)[0]
    before = set(wharf.backends.blobs.keys())
    wharf.facilities.thumbnail_maker.forget([revision.blob_key])
    assert set(wharf.backends.blobs.keys()) < before
    assert client.get(thumb(path, "100px-A_b.png")).status_code == 200


def test_many_at_once_make_one_thumbnail(browse, wharf, path):
    start = threading.Barrier(50)

    def get(_):
        client = browse(wharf)
        start.wait()
        return client.get(thumb(path, "120px-A_b.png"))

    with ThreadPoolExecutor(50) as threads:
        responses = list(threads.map(get, range(50)))
    assert {response.status_code for response in responses} == {200}
    assert len({response.headers["etag"] for response in responses}) == 1
    assert len(list(wharf.backends.blobs.keys())) == 2


def test_owner_sees_thumbnails_of_stashed_files(client, keep, cookies_of, wharf):
    key = keep(picture())
    address = f"/wiki/Special:UploadStash/thumb/{key}/100px-{key}"
    response = client.get(address, headers=cookies_of(wharf.user))
    assert opened(response).size == (100, 75)
    assert response.headers["cache-control"] == "private, no-store"
    assert client.get(address, headers=cookies_of(wharf.admin)).status_code == 404
    assert client.get(address).status_code == 404


def test_thumbnail_of_the_stash_serves_the_published_file(client, keep, cookies_of, wharf):
    key = keep(picture())
    stashed = client.get(f"/wiki/Special:UploadStash/thumb/{key}/100px-{key}", headers=cookies_of(wharf.user))
    wharf.publish("P.png", key, ignore_warnings=True)
    path = urlsplit(wharf.facilities.urls.file(Title.file("P.png"))).path
    assert client.get(thumb(path, "100px-P.png")).headers["etag"] == stashed.headers["etag"]


def test_steps_round_widths_up(browse, open_wharf, publish):
    wharf = open_wharf(thumbnail_steps=[250, 120])
    path = publish("A b.png", picture(), wharf=wharf)
    client = browse(wharf)
    assert urlsplit(client.get(thumb(path, "100px-A_b.png")).headers["location"]).path == thumb(path, "120px-A_b.png")
    assert opened(client.get(thumb(path, "250px-A_b.png"))).size == (250, 188)
    assert urlsplit(client.get(thumb(path, "251px-A_b.png")).headers["location"]).path == path


def test_full_queue_asks_to_come_back(browse, open_wharf, publish):
    wharf = open_wharf(thumbnail_workers=1, thumbnail_queue=1)
    path = publish("A b.png", picture(size=(4000, 3000)), wharf=wharf)
    client = browse(wharf)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda width: client.get(thumb(path, f"{width}px-A_b.png")), range(3000, 3008)))
    told = [answer for answer in answers if answer.status_code == 503]
    assert told
    assert {answer.headers["retry-after"] for answer in told} == {"5"}
    assert {answer.status_code for answer in answers} == {200, 503}


@pytest.fixture
def film(tmp_path, publish):
    """The path of a published film of 64 by 48 pixels."""
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=blue:64x48:r=10:d=1", str(tmp_path / "F.webm")]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return publish("F.webm", (tmp_path / "F.webm").read_bytes())


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
def test_films_have_stills(client, film):
    assert opened(client.get(thumb(film, "40px--F.webm.jpg"))).size == (40, 30)
    wide = client.get(thumb(film, "9999px--F.webm.jpg")).headers["location"]
    assert urlsplit(wide).path == thumb(film, "1920px--F.webm.jpg")
    assert client.get(thumb(film, "40px-F.webm")).status_code == 404
    assert client.get("/w/thumb.php?f=F.webm&w=40").status_code == 400


def test_pictures_have_no_stills(client, path):
    assert client.get(thumb(path, "40px--A_b.png.jpg")).status_code == 404


@pytest.mark.usefixtures("path")
def test_pictures_in_galleries_are_there(client):
    page = client.get("/wiki/Special:ListFiles").text
    address = re.search(r'<img src="([^"]+320px-A_b.png)"', page)[1]
    assert opened(client.get(address)).size == (320, 240)


def test_members_only_wiki_keeps_its_thumbnails(browse, open_wharf, publish):
    wharf = open_wharf(group_permissions={"*": {"read": False}})
    path = publish("A b.png", picture(), wharf=wharf)
    assert browse(wharf).get(thumb(path, "100px-A_b.png")).status_code == 403
    assert browse(wharf).get("/w/thumb.php?f=A_b.png&w=100").status_code == 403


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("query", ["f=A_b.png&w=100", "f=A b.png&width=100", "f=A_b.png&w=100px&h=10"])
def test_script_gives_the_thumbnail_itself(query, client):
    assert opened(client.get(f"/w/thumb.php?{query}")).size == (100, 75)


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("w=100", 404), ("f=None.png&w=100", 404), ("f=File:A_b.png&w=100", 404), ("f=A_b.png", 400),
        ("f=A_b.png&w=x", 400), ("f=A_b.png&w=0", 400), ("f=A_b.png&w=400", 400), ("f=A_b.png&w=4000", 400),
    ],
)  # fmt: skip
def test_script_says_what_is_wrong(query, status, client):
    assert client.get(f"/w/thumb.php?{query}").status_code == status


def test_script_knows_pages_and_old_revisions(client, publish, wharf):
    pages = [Image.new("RGB", (100, 100), colour) for colour in (RED, BLUE)]
    file = io.BytesIO()
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:])
    publish("P.pdf", file.getvalue())
    assert opened(client.get("/w/thumb.php?f=P.pdf&w=50&page=2")).getpixel((9, 9))[2] > 200
    publish("P.pdf", picture(RED, "PDF"))
    old = _revisions(wharf, "P.pdf")[1]
    response = client.get("/w/thumb.php", params={"f": old.archive_name, "archived": "1", "w": "50", "page": "2"})
    assert opened(response).getpixel((9, 9))[2] > 200
