// Shared helpers of the Node drivers. Environment as in common.py; NODE_MODS = folder(s) holding the installed packages (setup.sh).
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs'; import http from 'node:http'; import os from 'node:os'; import path from 'node:path';
import { createRequire } from 'node:module'; import { fileURLToPath } from 'node:url';
export const HERE = path.dirname(fileURLToPath(import.meta.url));
const E = process.env;
export const API = E.MW_API || 'http://127.0.0.1:8091/w/api.php', USER = E.MW_USER, PASS = E.MW_PASS, BOT = E.MW_BOT, BOTPASS = E.MW_BOTPASS;
export const U = new URL(API), SCRIPTPATH = U.pathname.replace(/\/api\.php$/, '');
export const RUN = new Date().toISOString().slice(11, 19).replace(/:/g, '') + randomBytes(2).toString('hex');
export const WORK = fs.mkdtempSync(path.join(os.tmpdir(), 'drv-')), FIX = path.join(WORK, 'fix');
execFileSync(E.DRV_PYTHON || 'python3', [path.join(HERE, 'mkfixtures.py'), FIX]);
export const fix = n => path.join(FIX, n), data = n => fs.readFileSync(fix(n)), sha1 = b => createHash('sha1').update(b).digest('hex');
export const LAB = E.DRV_LAB || path.resolve(HERE, '../../../.clients');
export const req = (dir) => createRequire(path.join(LAB, dir, 'x.js'));
export const COPY_OFF = /copyuploaddisabled|copyuploadbaddomain|copyuploadbadurl|permissiondenied/;
export class Skip extends Error {}
export const check = (c, m) => { if (!c) throw new Error(typeof m === 'string' ? m : JSON.stringify(m)); };
export const sleep = ms => new Promise(r => setTimeout(r, ms));
export function steps(driver) {
  const n = { PASS: 0, FAIL: 0, SKIP: 0 };
  const f = async (name, fn) => {
    let st, d, t;
    try { d = await Promise.race([fn(), new Promise((_, no) => { t = setTimeout(() => no(new Error('no answer in 60 s')), 60000); })]); st = 'PASS'; }
    catch (e) { st = e instanceof Skip ? 'SKIP' : 'FAIL'; d = (e && (e.code ? e.code + ': ' : '') + (e.info || e.message || String(e))); if (E.TRACE) console.error(e); }
    clearTimeout(t); n[st]++; console.log(`${driver}.${name}: ${st} ${d === undefined ? '' : (typeof d === 'string' ? d : JSON.stringify(d)).slice(0, 400)}`.trimEnd());
    return st === 'PASS';
  };
  f.done = () => { console.log(`${driver}: ${n.PASS} passed, ${n.FAIL} failed, ${n.SKIP} skipped`); process.exit(n.FAIL ? 1 : 0); };
  return f;
}
export function serve(folder = FIX) {
  return new Promise(ok => { const s = http.createServer((q, r) => { try { r.setHeader('Content-Type', 'image/png'); r.end(fs.readFileSync(path.join(folder, path.basename(q.url)))); } catch { r.statusCode = 404; r.end(); } }); s.listen(0, '127.0.0.1', () => { s.unref(); ok(`http://127.0.0.1:${s.address().port}`); }); });
}
export async function fetchBytes(url) { const r = await fetch(url); check(r.ok, `GET ${url} ${r.status}`); return Buffer.from(await r.arrayBuffer()); }
