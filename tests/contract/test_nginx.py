"""Files that nginx sends, by the configuration in the guide to operations; skipped where there is no nginx."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bench.servers import free_port, started

from mediawharf.testing.wharf import close, make_wharf
from mediawharf.upload.result import Published

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
GUIDE = (Path(__file__).parents[2] / "docs/guides/operations.md").read_text()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4"/></svg>'
CONF = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log stderr notice;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; {locations} }}
}}
"""

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


@pytest.fixture(scope="module")
def path(folder: Path) -> str:
    """The path of a published file."""
    wharf = make_wharf(folder / "data")
    result = wharf.upload("Drawing.svg", SVG)
    close(wharf)
    assert isinstance(result, Published)
    return urlsplit(wharf.facilities.urls.file(result.revision.title)).path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nginx")


@pytest.fixture(scope="module")
def port(folder: Path, path: str) -> Iterator[int]:
    """Where nginx listens, in front of a server that has the file."""
    assert path
    port, behind, conf = free_port(), free_port(), folder / "nginx.conf"
    locations = "\n".join(re.findall(r"```nginx\n(.*?)```", GUIDE, re.DOTALL))
    locations = locations.replace("127.0.0.1:8080", f"127.0.0.1:{behind}")
    locations = locations.replace("/srv/mediawharf/files", str(folder / "data/files"))
    user = "user root;" if os.geteuid() == 0 else ""
    conf.write_text(CONF.format(user=user, folder=folder, port=port, locations=locations))
    serve = ["mediawharf", "serve", "--data", str(folder / "data"), "--port", str(behind)]
    nginx = [str(NGINX), "-c", str(conf), "-e", "stderr"]
    accel = {"MEDIAWHARF_X_ACCEL_REDIRECT": "/blobs"}
    with (
        started([sys.executable, "-m", *serve], folder / "wharf.log", ready="is ready", environment=accel),
        started(nginx, folder / "nginx.log", ready="start worker process"),
    ):
        yield port


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        reply = connection.getresponse()
        told = {name.lower(): value for name, value in reply.getheaders()}
        return reply.status, told, reply.read()


def test_nginx_sends_the_bytes_under_the_servers_headers(port: int, path: str) -> None:
    status, headers, body = get(port, path)
    assert (status, body, headers["content-type"]) == (200, SVG, "image/svg+xml")
    assert headers["content-security-policy"].endswith("sandbox")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["access-control-allow-origin"] == "*"
    assert headers["cache-control"] == "public, no-cache"
    assert "x-accel-redirect" not in headers


def test_nginx_sends_parts(port: int, path: str) -> None:
    status, headers, body = get(port, path, Range="bytes=1-3")
    assert (status, body, headers["content-range"]) == (206, SVG[1:4], f"bytes 1-3/{len(SVG)}")
    assert headers["content-security-policy"].endswith("sandbox")


def test_a_copy_is_good_by_the_servers_own_tag(port: int, path: str) -> None:
    _, headers, _ = get(port, path)
    status, again, body = get(port, path, If_None_Match=headers["etag"])
    assert (status, again["etag"], body) == (304, headers["etag"], b"")


def test_nobody_gets_blobs_by_their_keys(port: int, path: str) -> None:
    assert get(port, path)[0] == 200
    assert get(port, "/blobs/")[0] == 404
