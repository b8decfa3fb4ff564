"""The upload servers of others that are measured beside ours, each started on a folder of its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.peers.installed import nginx, node_peers, python_peers
from bench.peers.sinks import PutSink, TusSink
from bench.servers import free_port, started
from bench.sinks import Sink
from bench.usage import Tree

HERE = Path(__file__).parent
_NGINX = """worker_processes 2;
daemon off;
pid {folder}/nginx.pid;
error_log stderr notice;
{user}
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_max_body_size 0;
  client_body_temp_path {folder}/body;
  keepalive_requests 1000000;
  server {{
    listen 127.0.0.1:{port};
    location / {{ root {folder}/files; dav_methods PUT DELETE; create_full_put_path on; }}
  }}
}}
"""


@contextmanager
def running_tus_node(folder: Path) -> Iterator[tuple[Sink, Tree]]:
    """The tus project's own server, for Node, storing files."""
    node = node_peers()
    data = _made(folder / "tus-node")
    command = ["node", str(node / "server.mjs"), str(data)]
    with started(command, folder / "tus-node.log", ready=r"^ready (\d+)$") as (port, pid):
        yield TusSink.at(int(port), "/files", data), Tree(frozenset((pid,)))


@contextmanager
def running_tuspyserver(folder: Path) -> Iterator[tuple[Sink, Tree]]:
    """A tus server for FastAPI, in uvicorn."""
    python = python_peers()
    data, port = _made(folder / "tuspyserver"), free_port()
    command = [str(python), "-m", "uvicorn", "tuspy_app:app", "--app-dir", str(HERE), "--port", str(port)]
    command += ["--log-level", "info", "--no-access-log"]
    with started(
        command, folder / "tuspyserver.log", ready="Application startup complete", environment={"TUS_FOLDER": str(data)}
    ) as (_, pid):
        yield TusSink.at(port, "/files", data), Tree(frozenset((pid,)))


@contextmanager
def running_copyparty(folder: Path) -> Iterator[tuple[Sink, Tree]]:
    """A file server that hashes what it takes."""
    python = python_peers()
    data, port = _made(folder / "copyparty"), free_port()
    command = [str(python), "-m", "copyparty", "-i", "127.0.0.1", "-p", str(port), "-v", f"{data}::rwmd", "-q"]
    command += ["--no-robots", "--hist", str(_made(folder / "copyparty-hist"))]
    environment = {"XDG_CONFIG_HOME": str(_made(folder / "copyparty-conf")), "PYTHONUNBUFFERED": "1"}
    with started(command, folder / "copyparty.log", ready="listening", environment=environment) as (
        _,
        pid,
    ):
        yield PutSink.at(port, data), Tree(frozenset((pid,)))


@contextmanager
def running_nginx(folder: Path) -> Iterator[tuple[Sink, Tree]]:
    """Nginx with its own PUT: neither a hash nor a sync."""
    program = nginx()
    place, port = _made(folder / "nginx"), free_port()
    data = _made(place / "files")
    conf = place / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    conf.write_text(_NGINX.format(folder=place, port=port, user=user))
    with started([program, "-c", str(conf)], folder / "nginx.log", ready="start worker processes") as (_, pid):
        yield PutSink.at(port, data), Tree(frozenset((pid,)))


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
