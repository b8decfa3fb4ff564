"""The JavaScript client in a browser, against the server itself."""

from playwright.sync_api import Page

from .queue_page import current
from .server import PASSWORD, Server

LOG_IN = """async ({ name, password }) => {
  const { Api } = await import(document.body.dataset.assets + 'js/client/index.js');
  const api = new Api();
  await api.login(name, password);
  return (await api.getUserInfo()).name;
}"""
UPLOAD = """async (size) => {
  const { Api, UploadWarning } = await import(document.body.dataset.assets + 'js/client/index.js');
  const canvas = new OffscreenCanvas(size, size);
  const pixels = new Uint8ClampedArray(size * size * 4).map(() => Math.random() * 256);
  canvas.getContext('2d').putImageData(new ImageData(pixels, size, size), 0, 0);
  const file = await canvas.convertToBlob();
  const api = new Api();
  const seen = [];
  const upload = api.chunkedUpload(file, { filename: 'By the client.png' }, 256 * 1024);
  upload.progress((fraction) => seen.push(fraction));
  const { result } = (await upload).upload;
  const again = await api.upload(file, { filename: 'By the client too.png' }).catch((error) => error);
  return [result, seen.length > 3, again instanceof UploadWarning, again.code];
}"""
ABORT = """async () => {
  const { Api } = await import(document.body.dataset.assets + 'js/client/index.js');
  const pending = new Api().upload(new Blob([new Uint8Array(2 ** 24)]), { filename: 'Never.png' });
  setTimeout(() => pending.abort(), 5);
  return pending.then(() => 'done', (error) => error.code);
}"""


def test_the_client_logs_in(page: Page) -> None:
    page.goto("/wiki/Special:UserLogin")
    assert page.evaluate(LOG_IN, {"name": "Uploader", "password": PASSWORD}) == "Uploader"


def test_the_client_uploads_in_chunks_and_tells_of_duplicates(user_page: Page, server: Server) -> None:
    user_page.goto("/wiki/Special:Upload")
    assert user_page.evaluate(UPLOAD, 640) == ["Success", True, True, "duplicate"]
    assert current(server, "By the client.png") is not None


def test_an_aborted_upload_publishes_nothing(user_page: Page, server: Server) -> None:
    user_page.goto("/wiki/Special:Upload")
    assert user_page.evaluate(ABORT) == "abort"
    assert current(server, "Never.png") is None
