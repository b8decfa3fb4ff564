"""A real MediaWiki, from Debian's packages, in a folder of its own: nginx in front of php-fpm, with MariaDB.

Everything listens on the loopback or on sockets in the folder, and ends with the ``with`` block. Opcache and APCu are
on, thumbnails are left to be asked for, and jobs are left alone: what is measured is the request.
"""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.peers.installed import Missing, debian_peers, nginx
from bench.servers import Wiki, free_port, started
from bench.usage import Tree

NAME = "Bench"
LARGEST = "6G"
PHP_PROCESSES = 8

# Beside what the installer writes. Sources: MediaWiki's manual, one page for each setting.
_SETTINGS = """
$wgEnableUploads = true;
$wgUploadDirectory = '{images}';
$wgUploadPath = '/w/images';
$wgTmpDirectory = '{temporary}';
$wgCacheDirectory = '{cache}';
$wgMainCacheType = CACHE_ACCEL;
$wgSessionCacheType = CACHE_ACCEL;
$wgMaxUploadSize = 5368709120;
$wgFileExtensions = [ 'png', 'jpg', 'jpeg', 'wav', 'webm' ];
$wgUseImageMagick = true;
$wgMaxImageArea = 200000000;
$wgMaxShellMemory = 2000000;
$wgRateLimits = [];
$wgPasswordAttemptThrottle = [];
$wgJobRunRate = 0;
$wgPingback = false;
$wgEnableEmail = false;
"""
_FPM = """[global]
error_log = /dev/stderr
daemonize = no
[wiki]
{user}
listen = {folder}/fpm.sock
listen.mode = 0666
pm = static
pm.max_children = {processes}
env[MW_CONFIG_FILE] = {settings}
env[PATH] = /usr/local/bin:/usr/bin:/bin
php_admin_value[upload_max_filesize] = {largest}
php_admin_value[post_max_size] = {largest}
php_admin_value[memory_limit] = 512M
php_admin_value[max_execution_time] = 600
php_admin_value[upload_tmp_dir] = {folder}/temporary
php_admin_value[sys_temp_dir] = {folder}/temporary
php_admin_value[opcache.enable] = 1
php_admin_value[opcache.memory_consumption] = 192
php_admin_value[opcache.max_accelerated_files] = 20000
"""
_NGINX = """{user}
worker_processes 2;
daemon off;
pid {folder}/nginx.pid;
error_log stderr notice;
events {{ worker_connections 512; }}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  sendfile on;
  client_max_body_size 0;
  client_body_buffer_size 1m;
  client_body_temp_path {folder}/temporary/body;
  fastcgi_temp_path {folder}/temporary/fastcgi;
  proxy_temp_path {folder}/temporary/proxy;
  uwsgi_temp_path {folder}/temporary/uwsgi;
  scgi_temp_path {folder}/temporary/scgi;
  fastcgi_read_timeout 600;
  keepalive_requests 1000000;
  server {{
    listen 127.0.0.1:{port};
    location ~ ^/w/(api|index|load|thumb)\\.php$ {{
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME {root}/$1.php;
      fastcgi_param SCRIPT_NAME /w/$1.php;
      fastcgi_pass unix:{folder}/fpm.sock;
    }}
    location /w/images/ {{ alias {folder}/images/; try_files $uri @thumbnail; }}
    location @thumbnail {{
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME {root}/thumb_handler.php;
      fastcgi_param SCRIPT_NAME /w/thumb_handler.php;
      fastcgi_pass unix:{folder}/fpm.sock;
    }}
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a wiki of this run lives, and its passwords."""

    root: Path
    folder: Path
    port: int
    password: str
    database_password: str

    @property
    def settings(self) -> Path:
        return self.folder / "conf/LocalSettings.php"

    @property
    def socket(self) -> Path:
        return self.folder / "mariadb.sock"


@contextmanager
def running_mediawiki(folder: Path) -> Iterator[Wiki]:
    """The wiki, empty, with an account that may upload; raises Missing if it cannot be installed here."""
    place = _Place(debian_peers(), folder / "mediawiki", free_port(), secrets.token_hex(12), secrets.token_hex(12))
    _lay_out(place)
    with ExitStack() as running:
        database = running.enter_context(_mariadb(place))
        _install(place)
        _, php = running.enter_context(_php(place))
        _, web = running.enter_context(_web(place))
        api = f"http://127.0.0.1:{place.port}/w/api.php"
        yield Wiki(api, NAME, place.password, Tree(frozenset((database, php, web))))


def _lay_out(place: _Place) -> None:
    place.folder.mkdir()
    _open_up(place.folder)
    for name in ("images", "temporary", "cache", "conf", "database"):
        (place.folder / name).mkdir()
    for name in ("images", "temporary", "cache"):
        _give(place.folder / name, "www-data")
    _give(place.folder / "database", "mysql")
    place.folder.chmod(0o777)  # sockets of several users


@contextmanager
def _mariadb(place: _Place) -> Iterator[int]:
    """The process of a database server that listens on a socket only."""
    user = ["--user=mysql"] if _is_root() else []
    data = f"--datadir={place.folder / 'database'}"
    _run("mariadb-install-db", "--no-defaults", *user, data, "--auth-root-authentication-method=socket")
    command = [_sbin("mariadbd"), "--no-defaults", *user, data, f"--socket={place.socket}", "--skip-networking"]
    command += ["--innodb-buffer-pool-size=512M", f"--pid-file={place.folder}/mariadb.pid"]
    with started(command, place.folder / "mariadb.log", ready="ready for connections") as (_, pid):
        grant = "CREATE DATABASE wiki CHARACTER SET binary; GRANT ALL ON wiki.* TO 'wiki'@'localhost' IDENTIFIED BY "
        _run("mariadb", "--no-defaults", f"--socket={place.socket}", "-e", f"{grant}'{place.database_password}'")
        yield pid


def _install(place: _Place) -> None:
    _run(
        "php", str(place.root / "maintenance/install.php"), "--dbtype=mysql", f"--dbserver=localhost:{place.socket}",
        "--dbname=wiki", "--dbuser=wiki", f"--dbpass={place.database_password}", "--scriptpath=/w",
        f"--server=http://127.0.0.1:{place.port}", f"--confpath={place.settings.parent}", f"--pass={place.password}",
        "Bench", NAME,
    )  # fmt: skip
    folders = {name: place.folder / name for name in ("images", "temporary", "cache")}
    with place.settings.open("a") as settings:
        settings.write(_SETTINGS.format_map(folders))
    _give(place.settings, "www-data")


def _php(place: _Place) -> AbstractContextManager[tuple[str, int]]:
    user = "user = www-data\ngroup = www-data" if _is_root() else ""
    values = {"user": user, "folder": place.folder, "settings": place.settings}
    conf = place.folder / "conf/fpm.conf"
    conf.write_text(_FPM.format(**values, processes=PHP_PROCESSES, largest=LARGEST))
    program = max(Path("/usr/sbin").glob("php-fpm*"))
    command = [str(program), "--fpm-config", str(conf), *(["--allow-to-run-as-root"] if _is_root() else [])]
    return started(command, place.folder / "fpm.log", ready="ready to handle connections")


def _web(place: _Place) -> AbstractContextManager[tuple[str, int]]:
    user = "user www-data;" if _is_root() else ""
    conf = place.folder / "conf/nginx.conf"
    conf.write_text(_NGINX.format(user=user, folder=place.folder, port=place.port, root=place.root))
    return started([nginx(), "-c", str(conf)], place.folder / "nginx.log", ready="start worker processes")


def _open_up(folder: Path) -> None:
    """Lets other users pass through the folders of this run, which are temporary ones of ours."""
    for above in (folder, *folder.parents):
        if above.stat().st_uid == os.geteuid() and above.name.startswith(("bench-", "mediawiki")):
            above.chmod(0o755)


def _give(path: Path, user: str) -> None:
    if _is_root():
        shutil.chown(path, user)


def _is_root() -> bool:
    return os.geteuid() == 0


def _sbin(name: str) -> str:
    return shutil.which(name) or f"/usr/sbin/{name}"


def _run(*command: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "MW_CONFIG_FILE"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode != 0:
        raise Missing(f"{command[0]} failed: {(done.stderr or done.stdout).strip()[-500:]}")
