#!/bin/bash
# all.sh BASE CREDS [driver …] — every driver against BASE (…/w/api.php). CREDS: JSON as ../conformance/README.md says
# (users.<name>.user/password/bot/botpassword); CREDS_USER picks the name (default admin: has upload_by_url).
# MW_URL_UPLOAD=no skips uploads by URL. MWJS_LOAD, MWJS_TRUSTED_ORIGIN as in drive_mwjs/run.mjs.
here=$(cd "$(dirname "$0")" && pwd); BASE=$1; CREDS=$2; shift 2 || { echo "usage: all.sh BASE CREDS [driver …]"; exit 2; }
export DRV_LAB=${DRV_LAB:-$(cd "$here/../../.." && pwd)/.clients}; export DRV_PYTHON=${DRV_PYTHON:-$DRV_LAB/venv/bin/python}; OUT=${OUT:-$(mktemp -d)}; mkdir -p "$OUT"
[ -d "$DRV_LAB/mwres" ] && export MWJS_RES=${MWJS_RES:-$DRV_LAB/mwres/usr/share/mediawiki/resources}
eval "$("$DRV_PYTHON" - "$BASE" "$CREDS" "${CREDS_USER:-admin}" <<'P'
import json, shlex, sys
u = json.load(open(sys.argv[2]))['users'][sys.argv[3]]
for k, v in (('MW_API', sys.argv[1]), ('MW_USER', u.get('user', '')), ('MW_PASS', u.get('password', '')), ('MW_BOT', u.get('bot', '')), ('MW_BOTPASS', u.get('botpassword', ''))):
    print(f'export {k}={shlex.quote(v)}')
P
)" || exit 2
run() { case $1 in
  pywikibot|mwclient|samples|python_apis) "$DRV_PYTHON" "$here/drive_$1.py";; node_samples|node_bots) node "$here/drive_$1.mjs";; php_samples) "$here/drive_php_samples.sh";; mwjs) node "$here/drive_mwjs/run.mjs";; *) echo "no driver $1"; return 2;; esac; }
bad=0; list=("$@"); [ ${#list[@]} -gt 0 ] || list=(samples php_samples node_samples pywikibot mwclient python_apis node_bots mwjs)
for d in "${list[@]}"; do
  t=$(date +%s); timeout "${DRV_TIMEOUT:-300}" bash -c "$(declare -f run); here='$here'; run $d" > "$OUT/$d.log" 2>&1; rc=$?
  [ $rc -eq 0 ] || { bad=1; grep -a ': FAIL' "$OUT/$d.log" | cut -c1-300; }
  printf '%-13s rc=%-3s %3ss  %s\n' "$d" $rc $(( $(date +%s) - t )) "$(grep -aE '[0-9]+ passed, [0-9]+ failed' "$OUT/$d.log" | tr '\n' ';')"
done
echo "logs: $OUT"; exit $bad
