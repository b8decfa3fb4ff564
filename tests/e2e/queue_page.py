"""What tests do on the upload page, and what they look up behind it."""

import base64

from playwright.sync_api import Locator, Page

from mediawharf.model.file import FileRevision
from mediawharf.model.title import Title

from .pictures import Chosen
from .server import Server

UPLOAD = "/wiki/Special:Upload"
DROP = """(zone, files) => {
  const transfer = new DataTransfer();
  for (const { name, type, content } of files) {
    const octets = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([octets], name, { type }));
  }
  for (const type of ['dragenter', 'dragover', 'drop']) {
    zone.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }
}"""


def open_queue(page: Page) -> None:
    """Opens the page, and waits until its scripts have made a queue of it."""
    page.goto(UPLOAD)
    page.wait_for_selector("#upload-queue[data-ready]")


def choose(page: Page, *files: Chosen) -> None:
    """Chooses files."""
    page.get_by_label("Choose files").set_input_files(list(files))


def drop(page: Page, *files: Chosen) -> None:
    """Drops files on the page."""
    told = [
        {"name": one["name"], "type": one["mimeType"], "content": base64.b64encode(one["buffer"]).decode()}
        for one in files
    ]
    page.locator(".upload-zone").evaluate(DROP, told)


def row_of(page: Page, title: str) -> Locator:
    """The row of the file that is to have this name."""
    return page.locator(".upload-row").filter(has=page.locator(f'[aria-label="Remove {title} from the list"]'))


def has_state(state: str) -> str:
    """A selector of the rows in a state."""
    return f'.upload-row[data-state="{state}"]'


def current(server: Server, name: str) -> FileRevision | None:
    """The published revision of a file."""
    title = Title.file(name)
    with server.wharf.facilities.database.read() as connection:
        return server.wharf.facilities.repo.current_of(connection, [title]).get(title)


def text_of(server: Server, name: str) -> str:
    """The text of a file's page."""
    pages = server.wharf.facilities.pages
    with server.wharf.facilities.database.read() as connection:
        page = pages.find(connection, Title.file(name))
        assert page is not None
        return pages.text(connection, page)
