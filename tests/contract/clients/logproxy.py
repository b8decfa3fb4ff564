#!/usr/bin/env python3
"""Logging reverse proxy for MediaWiki API traffic (stdlib only).

    logproxy.py --listen 127.0.0.1:8099 --target http://127.0.0.1:8091 --log out.jsonl [--rewrite]

Forwards every request to TARGET and appends one JSON line per exchange:
  {n, t, method, path, query{}, req_headers{}, ctype, body{} (parsed form fields; files as
   "<file name=… type=… size=… cl=…>"), status, resp_headers{}, json | body_len}
--rewrite   replace target origin with own origin in text responses/Location, so downloads and
            absolute URLs are captured too (binary bodies are left alone).
`logproxy.py --summary out.jsonl` prints one compact line per exchange.
"""
import argparse, http.client, json, re, sys, threading, time, urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOP = {'connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'te', 'upgrade', 'trailer', 'content-length', 'host', 'expect'}
LOCK = threading.Lock(); N = [0]


def parse_multipart(body, ctype):
    m = re.search(r'boundary="?([^";]+)"?', ctype)
    out = {}
    if not m:
        return {'_': '<no boundary>'}
    for part in body.split(b'--' + m.group(1).encode())[1:-1]:
        if b'\r\n\r\n' in part and part.startswith(b'\r\n'):
            head, _, data = part[2:].partition(b'\r\n\r\n'); data = data[:-2] if data.endswith(b'\r\n') else data
        else:                                   # bare LF line ends (pywikibot: Python's email package)
            out['_LF'] = True
            head, _, data = part.lstrip(b'\n').partition(b'\n\n'); data = data[:-1] if data.endswith(b'\n') else data
            head = head.replace(b'\n', b'\r\n')
        head = head.decode('utf-8', 'replace')
        name = re.search(r'\bname="?([^";\r\n]*)"?', head)
        fn = re.search(r'\bfilename\*?="?([^";\r\n]*)"?', head)
        ct = re.search(r'content-type:\s*([^\r\n]+)', head, re.I)
        extra = [h.split(':')[0] for h in head.split('\r\n') if h and not re.match(r'content-(disposition|type)', h, re.I)]
        key = name.group(1) if name else '?'
        if fn:
            out[key] = f'<file filename={fn.group(1)!r} type={ct.group(1) if ct else None} size={len(data)}{" hdrs=" + ",".join(extra) if extra else ""}>'
        else:
            v = data.decode('utf-8', 'replace')
            out[key] = (v[:300] + ('' if len(v) < 300 else '…')) if not ct and not extra else {'v': v[:300], 'type': ct.group(1) if ct else None, 'hdrs': extra}
    return out


class H(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def log_message(self, *a): pass

    def handle_any(self):
        cfg = self.server.cfg
        te = self.headers.get('Transfer-Encoding', '')
        if 'chunked' in te.lower():
            body = b''
            while True:
                size = int(self.rfile.readline().split(b';')[0], 16)
                if size == 0:
                    while self.rfile.readline() not in (b'\r\n', b'\n', b''): pass
                    break
                body += self.rfile.read(size); self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        t = cfg['target']
        conn = http.client.HTTPConnection(t.hostname, t.port or 80, timeout=300)
        headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP}
        headers['Host'] = t.netloc
        if cfg['rewrite'] and 'Accept-Encoding' in headers:
            headers['Accept-Encoding'] = 'identity'
        if cfg['rewrite']:
            for h in ('Origin', 'Referer'):
                if h in headers:
                    headers[h] = headers[h].replace(cfg['self'], cfg['origin'])
        if body or self.command in ('POST', 'PUT', 'PATCH'):
            headers['Content-Length'] = str(len(body))
        conn.request(self.command, self.path, body or None, headers)
        r = conn.getresponse(); data = r.read(); conn.close()
        rct = r.getheader('Content-Type', '') or ''
        if cfg['rewrite'] and re.match(r'(text/|application/(json|xml|javascript))', rct):
            for a, b in ((cfg['origin'], cfg['self']), (cfg['origin'].replace('/', '\\/'), cfg['self'].replace('/', '\\/')),
                         (cfg['origin'].split(':', 1)[1], cfg['self'].split(':', 1)[1])):
                data = data.replace(a.encode(), b.encode())
        self.send_response(r.status, r.reason)
        for k, v in r.getheaders():
            if k.lower() in HOP or k.lower() in ('date', 'server'): continue
            if cfg['rewrite']: v = v.replace(cfg['origin'], cfg['self'])
            self.send_header(k, v)
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(data)
        u = urllib.parse.urlsplit(self.path)
        ct = self.headers.get('Content-Type', '')
        if ct.startswith('multipart/'): form = parse_multipart(body, ct)
        elif 'urlencoded' in ct: form = {k: v[:300] for k, v in urllib.parse.parse_qsl(body.decode('utf-8', 'replace'), keep_blank_values=True)}
        else: form = {'_raw': len(body)} if body else {}
        for k in list(form):
            if 'password' in k.lower(): form[k] = '***'
        try: js = json.loads(data) if 'json' in rct else None
        except ValueError: js = None
        with LOCK:
            N[0] += 1
            if cfg['raw'] and ct.startswith('multipart/'): open(f"{cfg['raw']}/{N[0]}.bin", 'wb').write(repr(dict(self.headers)).encode() + b'\n' + body[:6000] + b'\n[...]\n' + body[-200:])
            rec = dict(n=N[0], t=round(time.time(), 3), method=self.command, path=u.path,
                       query=dict(urllib.parse.parse_qsl(u.query, keep_blank_values=True)),
                       req_headers=dict(self.headers.items()), ctype=ct, body=form, status=r.status,
                       resp_headers=[list(x) for x in r.getheaders()])
            if js is not None: rec['json'] = js
            else: rec['body_len'] = len(data); rec['body_head'] = data[:200].decode('latin-1')
            with open(cfg['log'], 'a') as f: f.write(json.dumps(rec, ensure_ascii=False) + '\n')

    do_GET = do_POST = do_HEAD = do_OPTIONS = do_PUT = do_DELETE = handle_any


def summary(path):
    for line in open(path):
        r = json.loads(line); q = {**r['query'], **{('*' + k): v for k, v in r['body'].items()}}
        p = ' '.join(f'{k}={str(v)[:110]}' for k, v in q.items())
        h = r['req_headers']; auth = 'Cookie' if any(k.lower() == 'cookie' for k in h) else '-'
        a = next((v.split()[0] for k, v in h.items() if k.lower() == 'authorization'), '')
        j = r.get('json')
        if isinstance(j, dict):
            up = j.get('upload') or {}
            res = f"error:{j['error'].get('code')}" if 'error' in j else f"upload:{up.get('result')}{list(up.get('warnings', {}))}" if up else ','.join(f'{k}({",".join(list(v)[:8]) if isinstance(v, dict) else ""})' for k, v in j.items())
        else: res = f"{r.get('body_len')}B"
        print(f"{r['n']:3} {r['method']} {r['path']} [{auth}{a}] {p}  -> {r['status']} {res}")


if __name__ == '__main__':
    ap = argparse.ArgumentParser()
    ap.add_argument('--listen', default='127.0.0.1:8099'); ap.add_argument('--target'); ap.add_argument('--log', default='traffic.jsonl')
    ap.add_argument('--rewrite', action='store_true'); ap.add_argument('--summary'); ap.add_argument('--raw', help='folder: keep the head of each multipart body')
    a = ap.parse_args()
    if a.summary: summary(a.summary); sys.exit()
    host, port = a.listen.rsplit(':', 1)
    s = ThreadingHTTPServer((host, int(port)), H); s.daemon_threads = True
    t = urllib.parse.urlsplit(a.target)
    s.cfg = dict(target=t, origin=f'{t.scheme}://{t.netloc}', self=f'http://{host}:{port}', log=a.log, rewrite=a.rewrite, raw=a.raw)
    s.serve_forever()
