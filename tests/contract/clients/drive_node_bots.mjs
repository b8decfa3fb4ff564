// Bots' libraries from npm against MW_API: mwn, nodemw and m3api, unmodified.
import { API, BOT, BOTPASS, RUN, U, SCRIPTPATH, LAB, fix, data, sha1, steps, check, fetchBytes, req } from './common.mjs';
import fs from 'node:fs'; import path from 'node:path'; import { pathToFileURL } from 'node:url';
const step = steps('node_bots'); const require = req('npm'); const name = (k, e = 'png') => `Nodebot ${RUN} ${k}.${e}`;

const { Mwn } = require('mwn'); let bot; const page = `Nodebot ${RUN}`;
await step('mwn_login', async () => { bot = await Mwn.init({ apiUrl: API, username: BOT, password: BOTPASS, userAgent: 'driver/0', silent: true }); check(bot.csrfToken, 'no token'); });
await step('mwn_titles_know_namespaces', async () => { const t = new bot.Title('image:a b.png'); check(t.toText() === 'File:A b.png', t.toText()); });
await step('mwn_upload', async () => { const r = await bot.upload(fix('small.png'), name('mwn'), 'Text', { comment: 'c' }); check(r.result === 'Success' && r.imageinfo.sha1 === sha1(data('small.png')), r); });
await step('mwn_download', async () => { const to = path.join(path.dirname(fix('small.png')), 'back.png'); await bot.download(`File:${name('mwn')}`, to); check(fs.readFileSync(to).equals(data('small.png')), 'other bytes'); });
await step('mwn_create_edit_section', async () => {
  await bot.create(page, 'One', 's'); await bot.edit(page, rev => ({ text: `${rev.content}\nTwo`, summary: 's', minor: true })); await bot.newSection(page, 'Heading', 'Three');
  const r = await bot.read(page); check(r.revisions[0].content === 'One\nTwo\n\n== Heading ==\n\nThree', r);
});
await step('mwn_move_delete_undelete', async () => {
  const moved = await bot.move(page, `${page} moved`, 's'); check(moved.redirectcreated === true, moved);
  await bot.delete(`${page} moved`, 's'); const r = await bot.undelete(`${page} moved`, 's'); check(r.revisions === 4, r);
});
await step('mwn_reads', async () => {
  check((await new bot.Page(`${page} moved`).history('user|ids', 5)).length === 4, 'history');
  check((await bot.getPagesByPrefix('Nodebot', { namespace: 6 }).catch(e => { throw e; })) instanceof Array, 'prefix');
  const [purged] = await bot.purge([`${page} moved`]); check(purged.purged === true, purged);
  let n = 0; for await (const r of bot.continuedQueryGen({ action: 'query', list: 'allimages', ailimit: 1 })) { check(r.query.allimages.length === 1, r); if (++n === 2) break; }
});
await step('mwn_refused', async () => { const e = await bot.create(page, 'x', 's').then(() => null, x => x); check(e && e.code === 'articleexists', e); return e.code; });

const Nodemw = require('nodemw');
const old = new Nodemw({ protocol: U.protocol.slice(0, -1), server: U.hostname, port: U.port, path: SCRIPTPATH, username: BOT, password: BOTPASS, userAgent: 'driver/0' });
const call = (method, ...args) => new Promise((ok, no) => old[method](...args, (e, d) => (e ? no(e) : ok(d))));
await step('nodemw_login', async () => { const r = await call('logIn', BOT, BOTPASS); check(r.result === 'Success', r); });
await step('nodemw_upload', async () => { const r = await call('upload', name('nodemw'), data('small2.png'), 'c'); check(r.imageinfo.sha1 === sha1(data('small2.png')), r); });
await step('nodemw_image_info', async () => { const r = await call('getImageInfo', `File:${name('nodemw')}`); check((await fetchBytes(r.url)).equals(data('small2.png')), r); });
await step('nodemw_edit_and_log', async () => {
  const r = await call('append', `File:${name('nodemw')}`, '\nmore', 's'); check(r.result === 'Success', r);
  check(/more$/.test(await call('getArticle', `File:${name('nodemw')}`)), 'text'); check((await call('getLog', 'upload', '')).length > 0, 'log');
});

const { default: Session, set } = await import(pathToFileURL(path.join(LAB, 'npm/node_modules/m3api/node.js')));
const m3 = new Session(API, { formatversion: 2, errorformat: 'plaintext' }, { userAgent: 'driver/0' });
await step('m3api_login', async () => {
  const { query } = await m3.request({ action: 'query', meta: 'tokens', type: 'login' });
  const r = await m3.request({ action: 'login', lgname: BOT, lgpassword: BOTPASS, lgtoken: query.tokens.logintoken }, { method: 'POST' }); check(r.login.result === 'Success', r);
});
await step('m3api_upload', async () => {
  const file = new Blob([data('photo.jpg')]); const token = { method: 'POST', tokenType: 'csrf', tokenName: 'token' };
  const r = await m3.request({ action: 'upload', filename: name('m3', 'jpg'), file, ignorewarnings: true }, token); check(r.upload.imageinfo.sha1 === sha1(data('photo.jpg')), r);
});
await step('m3api_separator_and_continuation', async () => {
  let n = 0; for await (const r of m3.requestAndContinue({ action: 'query', generator: 'allimages', gailimit: 1, prop: set('imageinfo', 'info'), titles: undefined })) { check(r.query.pages[0].imageinfo, r); if (++n === 3) break; }
  const r = await m3.request({ action: 'query', titles: set('File:A|b.png', 'File:C.png') }); check(r.query.pages.some(p => p.invalid), r);
});
await step('m3api_errors', async () => { const e = await m3.request({ action: 'query', list: 'allimages', aisort: 'x' }).then(() => null, x => x); check(e && e.errors[0].code === 'badvalue', e); });
step.done();
