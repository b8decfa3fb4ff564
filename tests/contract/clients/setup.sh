#!/bin/bash
# Installs what the drivers need under $DRV_LAB (default .clients/ in the checkout): a Python venv, npm packages, Debian's chromium, php and
# MediaWiki's browser modules. Idempotent: what is there already is left alone.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
LAB=${DRV_LAB:-$(cd "$here/../../.." && pwd)/.clients}
mkdir -p "$LAB"; cd "$LAB"
[ -e .gitignore ] || echo '*' > .gitignore

need=()
command -v chromium >/dev/null || need+=(chromium)
command -v php >/dev/null || need+=(php-cli)
php -m 2>/dev/null | grep -qx curl || need+=(php-curl)
command -v ss >/dev/null || need+=(iproute2)
command -v npm >/dev/null || need+=(nodejs npm)
resources=usr/share/mediawiki/resources
[ -d "/$resources" ] || [ -d "mwres/$resources" ] || fetch_resources=1
if [ ${#need[@]} -gt 0 ] || [ -n "${fetch_resources:-}" ]; then apt-get update -qq; fi
if [ ${#need[@]} -gt 0 ]; then DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${need[@]}" >/dev/null; fi
if [ -n "${fetch_resources:-}" ]; then   # only the package's files: no server, no database
  rm -rf deb mwres.part; mkdir deb
  (cd deb && apt-get download -q -o APT::Sandbox::User=root mediawiki >/dev/null)
  dpkg-deb -x deb/mediawiki_*.deb mwres.part
  mv mwres.part mwres; rm -rf deb
fi

same() { cmp -s "$1" "$2"; }   # a stamp of what was asked for last time
if ! same "$here/requirements.txt" venv/requirements.txt; then
  [ -x venv/bin/python ] || python3 -m venv venv
  venv/bin/pip install -q --disable-pip-version-check -r "$here/requirements.txt"
  cp "$here/requirements.txt" venv/
fi
if ! same "$here/package.json" npm/installed.json; then
  mkdir -p npm; cp "$here/package.json" npm/package.json
  (cd npm && npm install --no-audit --no-fund --no-package-lock --loglevel=error)
  cp "$here/package.json" npm/installed.json
fi
echo "clients ready in $LAB"
