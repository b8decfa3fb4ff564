#!/usr/bin/env python3
"""run_corpus.py BASE CREDS [--dir OUT] [--manifest FILE] [--names FILE] [--raw FILE] [--only ID_PREFIX]
                [--user uploader] [--publish] [--record FILE] [--quiet] [--tolerate-stricter]

BASE is the API address (http://127.0.0.1:8091/w/api.php); only loopback addresses are taken. CREDS is JSON with
users.<name>.bot and .botpassword. Prints one line a case and totals; exits 1 when a case is not as expected.
Files are stashed (verification runs in full, nothing is published) unless --publish; names and raw cases publish.
--record writes {id: {result, code, detail, title, ms}}, what a case's "peer" field holds for a real MediaWiki.
--tolerate-stricter counts cases where `stricter`/`newer`/`mw_may_accept` explains the difference as known."""
import argparse
import base64
import http.client
import json
import pathlib
import re
import socket
import struct
import sys
import time
import urllib.parse
import uuid
import zlib


class Api:
    def __init__(self, base, creds, user):
        self.u = urllib.parse.urlsplit(base)
        if self.u.hostname not in ('127.0.0.1', 'localhost', '::1'):
            sys.exit('only a loopback address is allowed')
        self.host, self.port, self.path = self.u.hostname, self.u.port or 80, self.u.path or '/'
        self.cookies = {}
        c = creds['users'][user]
        t = self.call({'action': 'query', 'meta': 'tokens', 'type': 'login'})['query']['tokens']['logintoken']
        r = self.call({'action': 'login', 'lgname': c['bot'], 'lgpassword': c['botpassword'], 'lgtoken': t})
        if r['login']['result'] != 'Success':
            sys.exit(f'login failed: {r}')
        self.token = self.call({'action': 'query', 'meta': 'tokens'})['query']['tokens']['csrftoken']

    def cookie(self):
        return '; '.join(f'{k}={v}' for k, v in self.cookies.items())

    def http(self, method, body=None, headers=None, query='', timeout=120):
        h = {'User-Agent': 'corpus-runner/1', 'Cookie': self.cookie(), **(headers or {})}
        con = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        try:
            con.request(method, self.path + ('?' + query if query else ''), body, h)
            r = con.getresponse()
            data = r.read()
            for v in r.headers.get_all('Set-Cookie') or []:
                k, _, rest = v.partition('=')
                self.cookies[k.strip()] = rest.split(';', 1)[0]
            return r.status, data, r.headers
        finally:
            con.close()

    def call(self, params):
        p = urllib.parse.urlencode({'format': 'json', 'formatversion': '2', **params})
        s, d, _ = self.http('POST', p, {'Content-Type': 'application/x-www-form-urlencoded'})
        return json.loads(d)

    def upload(self, filename, data, publish, ignorewarnings=True):
        b = uuid.uuid4().hex
        fields = {'action': 'upload', 'format': 'json', 'formatversion': '2', 'filename': filename, 'comment': 'corpus', 'token': self.token}
        if ignorewarnings:
            fields['ignorewarnings'] = '1'
        if not publish:
            fields['stash'] = '1'
        body = b''
        for k, v in fields.items():
            body += f'--{b}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n'.encode() + (v if isinstance(v, bytes) else v.encode()) + b'\r\n'
        body += f'--{b}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\nContent-Type: application/octet-stream\r\n\r\n'.encode() + data + f'\r\n--{b}--\r\n'.encode()
        t = time.time()
        try:
            s, d, h = self.http('POST', body, {'Content-Type': f'multipart/form-data; boundary={b}'})
        except (OSError, http.client.HTTPException) as e:
            return dict(result='broken', code=type(e).__name__, detail=[], ms=int(1000 * (time.time() - t)))
        return dict(judge(s, d), ms=int(1000 * (time.time() - t)))


def judge(status, data):
    """-> result accept|refuse|broken, code, detail, title"""
    try:
        j = json.loads(data)
    except ValueError:
        return dict(result='refuse' if 400 <= status < 500 or status in (501, 505) else 'broken', code=f'http-{status}', detail=[])
    if not isinstance(j, dict):
        return dict(result='broken', code='not-an-object', detail=[])
    if 'error' in j:
        e = j['error']
        if e.get('code', '').startswith('internal_api_error'):
            return dict(result='broken', code=e['code'], detail=[])
        d = e.get('details') or []
        return dict(result='refuse', code=e.get('code'), detail=[str(x) for x in d][:3] if isinstance(d, list) else [str(d)])
    u = j.get('upload')
    if isinstance(u, dict) and u.get('result') == 'Success':
        t = (u.get('imageinfo') or {}).get('canonicaltitle')
        return dict(result='accept', code=None, detail=[], title=t.split(':', 1)[1] if t and ':' in t else None, filename=u.get('filename'), mime=(u.get('imageinfo') or {}).get('mime'), url=(u.get('imageinfo') or {}).get('url'))
    if isinstance(u, dict):
        return dict(result='refuse', code='result-' + str(u.get('result')), detail=sorted(u.get('warnings') or {}))
    return dict(result='refuse' if 400 <= status < 500 else 'other', code=f'http-{status}', detail=[])


SALT = f'run {time.time_ns()} '.encode()


def chunk(t, d):
    return struct.pack('>I', len(d)) + t + d + struct.pack('>I', zlib.crc32(t + d) & 0xffffffff)


def fresh_png(i):
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 4, 4, 8, 2, 0, 0, 0)) + chunk(b'tEXt', b'Run\0' + SALT + b'%d' % i)
            + chunk(b'IDAT', zlib.compress((b'\0' + bytes(12)) * 4)) + chunk(b'IEND', b''))


def salted(data):
    """the same file with a harmless mark of this run, so that a second run is not "no change" to the server"""
    if data.startswith(b'\x89PNG'):
        return data[:33] + chunk(b'tEXt', b'Run\0' + SALT) + data[33:]
    if data.startswith(b'\xff\xd8'):
        return data[:2] + b'\xff\xfe' + struct.pack('>H', len(SALT) + 2) + SALT + data[2:]
    if data.startswith(b'GIF8'):
        return data[:-1] + b'\x21\xfe' + bytes([len(SALT)]) + SALT + b'\0' + data[-1:]
    return data + b'<!-- ' + SALT + b'-->'


def raw_send(api, c, timeout):
    body, first = bytearray(), True
    for p in c['body']:
        if 'b64' in p:
            body += base64.b64decode(p['b64'])
        elif 'repeat_b64' in p:
            body += base64.b64decode(p['repeat_b64']) * p['count']
        elif 'png' in p:
            d = fresh_png(p['png'])
            body += base64.b64encode(d) if p.get('base64') else d
        elif p.get('token'):
            body += (urllib.parse.quote_plus(api.token) if p.get('urlencode') else api.token).encode()
    q = c.get('query', '')
    if c.get('query_token'):
        q += ('&' if q else '') + 'token=' + urllib.parse.quote_plus(api.token)
    head = f"{c['method']} {api.path}{'?' + q if q else ''} HTTP/1.1\r\nHost: {c.get('host', f'{api.host}:{api.port}')}\r\nUser-Agent: corpus-runner/1\r\nConnection: close\r\nCookie: {api.cookie()}\r\n"
    for k, v in c['headers']:
        head += f'{k}: {v}\r\n'
    n = c['length']
    if n == 'auto':
        head += f'Content-Length: {len(body)}\r\n'
    elif n.startswith('lie:'):
        head += f'Content-Length: {len(body) + int(n[4:])}\r\n'
    elif n.startswith('raw:'):
        head += f'Content-Length: {n[4:]}\r\n'
    if c['chunked']:
        head += 'Transfer-Encoding: chunked\r\n'
        step, out = 997, bytearray()
        for i in range(0, len(body), step):
            ch = body[i:i + step]
            out += b'%x\r\n' % len(ch) + ch + b'\r\n'
        body = out + b'0\r\n\r\n'
    s = socket.create_connection((api.host, api.port), timeout=timeout)
    t0, got = time.time(), bytearray()
    try:
        try:
            s.sendall(head.encode('latin-1') + b'\r\n' + bytes(body))
            if c.get('client_half_close'):
                s.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the server may answer and close before it has read everything
        while True:
            left = timeout - (time.time() - t0)
            if left <= 0:
                return dict(result='broken', code='timeout', detail=[])
            s.settimeout(left)
            try:
                d = s.recv(65536)
            except socket.timeout:
                return dict(result='broken', code='timeout', detail=[])
            except OSError:
                break
            if not d:
                break
            got += d
    finally:
        s.close()
    txt = bytes(got)
    while txt.startswith(b'HTTP/1.1 100'):
        txt = txt.partition(b'\r\n\r\n')[2]
    if not txt:
        return dict(result='refuse', code='closed', detail=[])
    m = re.match(rb'HTTP/1\.[01] (\d{3})', txt)
    if not m:
        return dict(result='broken', code='not-http', detail=[])
    hd, _, bd = txt.partition(b'\r\n\r\n')
    if re.search(rb'(?im)^transfer-encoding:\s*chunked', hd):
        o = b''
        while bd:
            ln, _, rest = bd.partition(b'\r\n')
            try:
                k = int(ln.split(b';')[0], 16)
            except ValueError:
                break
            if not k:
                break
            o, bd = o + rest[:k], rest[k + 2:]
        bd = o
    r = judge(int(m[1]), bd)
    if int(m[1]) >= 500 and int(m[1]) not in (501, 505):
        r['result'] = 'broken'
    r['http'] = int(m[1])
    low = txt.decode('latin-1')
    if c.get('forbid_header') and re.search('(?im)^' + re.escape(c['forbid_header']), low):
        r['forbidden'] = c['forbid_header']
    if c.get('forbid_text') and c['forbid_text'] in low:
        r['forbidden'] = c['forbid_text']
    return r


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('base')
    ap.add_argument('creds')
    ap.add_argument('--dir')
    for n in ('manifest', 'names', 'raw', 'only', 'record'):
        ap.add_argument('--' + n)
    ap.add_argument('--user', default='uploader')
    ap.add_argument('--publish', action='store_true')
    ap.add_argument('--quiet', action='store_true')
    ap.add_argument('--tolerate-stricter', action='store_true')
    a = ap.parse_args()
    if a.dir:
        for n in ('manifest', 'names', 'raw'):
            f = pathlib.Path(a.dir) / (n + '.json')
            if getattr(a, n) is None and f.exists():
                setattr(a, n, str(f))
    api = Api(a.base, json.loads(pathlib.Path(a.creds).read_text()), a.user)
    rec, tot, fails = {}, {}, 0

    def load(f):
        return [c for c in json.loads(pathlib.Path(f).read_text()) if not a.only or c['id'].startswith(a.only)]

    def note(kind, c, r, verdict, why=''):
        nonlocal fails
        known = a.tolerate_stricter and verdict != 'ok' and (c.get('stricter') or c.get('newer') or c.get('mw_may_accept'))
        v = 'known' if known else verdict
        tot.setdefault((kind, c['set']), {}).setdefault(v, 0)
        tot[kind, c['set']][v] += 1
        fails += v not in ('ok', 'known')
        rec[c['id']] = {k: r[k] for k in ('result', 'code', 'detail', 'title', 'http', 'ms', 'mime') if r.get(k) is not None}
        if not a.quiet or v not in ('ok', 'known'):
            exp = c['expect'] + (f"({c['code']})" if c.get('code') else '')
            print(f"{v:9} {c['id']:34} want {exp:34} got {r['result']} {r.get('code') or ''} {','.join(r.get('detail') or [])[:70]} {why}", flush=True)

    def match(c, r):
        if r['result'] == 'broken':
            return 'BROKEN', ''
        if c['expect'] == 'either':
            return 'ok', ''
        if r['result'] != c['expect']:
            return ('MISSED' if c['expect'] == 'refuse' else 'OVERBLOCK'), c['why']
        if c.get('cls') == 'damage' and r.get('code') == 'result-Warning':
            # A damaged file is the uploader's to decide: an overridable warning that names the damage is as good as a refusal.
            return ('ok', '') if 'damaged-file' in r['detail'] else ('CODE', c['why'])
        if c['expect'] == 'refuse' and c.get('code'):
            codes = c['code'] if isinstance(c['code'], list) else [c['code']]
            if r.get('code') not in codes:
                return 'CODE', c['why']
            if c.get('detail') and codes == ['verification-error'] and not set(c['detail']) & set(r.get('detail') or []):
                return 'DETAIL', 'want one of ' + ','.join(c['detail'])
        return 'ok', ''

    if a.manifest:
        root = pathlib.Path(a.manifest).resolve().parent
        for c in load(a.manifest):
            r = api.upload(c['upload_as'], (root / c['file']).read_bytes(), a.publish, ignorewarnings=c['cls'] != 'damage')
            note('files', c, r, *match(c, r))
    if a.names:
        root = pathlib.Path(a.names).resolve().parent
        for c in load(a.names):
            fn = c['filename']
            fn = base64.b64decode(fn['b64']) if isinstance(fn, dict) else fn
            r = api.upload(fn, salted((root / c['file']).read_bytes()), True)
            v, w = match(c, r)
            if c['expect'] == 'accept' and r['result'] == 'refuse' and c.get('allow_refuse'):
                v, w = 'ok', ''
            if v == 'ok' and r['result'] == 'accept' and c.get('title') and r.get('title') != c['title']:
                v, w = 'TITLE', f"want {c['title']!r} got {r.get('title')!r}"
            note('names', c, r, v, w)
    if a.raw:
        for c in load(a.raw):
            t = time.time()
            r = raw_send(api, c, c['seconds'])
            r['ms'] = int(1000 * (time.time() - t))
            v, w = match(c, r)
            if v == 'ok' and r.get('forbidden'):
                v, w = 'LEAK', r['forbidden']
            if v == 'ok' and r['result'] == 'accept':
                want = [c['filename']] if c.get('filename') else c.get('filename_any')
                if want and r.get('title') not in want and (r.get('filename') or '').replace('_', ' ') not in want:
                    v, w = 'TITLE', f"want {want} got {r.get('title')!r}"
                if c.get('served_type') and r.get('mime') != c['served_type']:
                    v, w = 'TYPE', f"got {r.get('mime')}"
            try:
                alive = api.http('GET', query='action=query&meta=siteinfo&format=json', timeout=20)[0] == 200
            except (OSError, http.client.HTTPException):
                alive = False
            if not alive:
                v, w = 'DEAD', 'no plain answer afterwards'
            note('raw', c, r, v, w)
    if a.record:
        p = pathlib.Path(a.record)
        old = json.loads(p.read_text()) if p.exists() else {}
        old.update(rec)
        p.write_text(json.dumps(old, indent=1, sort_keys=True) + '\n')
    print()
    for k, v in sorted(tot.items()):
        print(f'{k[0]:6} {k[1]:5}', ', '.join(f'{n} {w}' for w, n in sorted(v.items())))
    n = sum(sum(v.values()) for v in tot.values())
    print(f'{n - fails} passed, {fails} failed')
    sys.exit(1 if fails else 0)


if __name__ == '__main__':
    main()
