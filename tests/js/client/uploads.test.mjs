import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import { test } from 'node:test';
import { HttpError, UploadWarning } from '../../../packages/mediawharf/src/mediawharf/web/static/js/client/index.js';
import { TOKENS, scripted } from './scripted.mjs';

const FILE = new File(['0123456789'], 'Ten.txt');
const published = { upload: { result: 'Success', filename: 'Ten.txt' } };
const stashed = { upload: { result: 'Success', filekey: 'whole' } };
const until = (offset) => ({ upload: { result: 'Continue', filekey: 'part', offset } });
const wrongOffset = (offset) => ({ error: { code: 'stashfailed', info: 'Wrong offset', offset: String(offset) } });
const offsets = (asked) => asked.filter((one) => one.chunk).map((one) => one.offset);

test('a file without a name of its own is uploaded under the chosen one', async () => {
  const { api, asked } = scripted(TOKENS, published);
  await api.upload(new Blob(['x']), { filename: 'X.txt' });
  assert.equal(asked[1].filename, 'X.txt');
});

test('an upload that waits for a decision rejects with its warnings and key', async () => {
  const warned = { upload: { result: 'Warning', filekey: 'k', warnings: { exists: 'Ten.txt', duplicate: ['A'] } } };
  const { api } = scripted(TOKENS, warned);
  const error = await api.upload(FILE, {}).catch((reason) => reason);
  assert.ok(error instanceof UploadWarning);
  assert.deepEqual([error.code, error.filekey, error.warnings.duplicate], ['exists', 'k', ['A']]);
});

test('chunks follow each other, and the whole is published', async () => {
  const { api, asked } = scripted(TOKENS, until(4), until(8), stashed, published);
  assert.deepEqual(await api.chunkedUpload(FILE, { text: 'Hello' }, 4), published);
  assert.deepEqual(offsets(asked), ['0', '4', '8']);
  assert.deepEqual([asked.at(-1).filekey, asked.at(-1).text], ['whole', 'Hello']);
});

test('what is for the page goes with the publication alone', async () => {
  const { api, asked } = scripted(TOKENS, stashed, published);
  await api.chunkedUpload(FILE, { text: 'Hello', ignorewarnings: false }, 20);
  assert.deepEqual([asked[1].text, asked[2].text, asked[2].ignorewarnings], [undefined, 'Hello', undefined]);
});

test('a chunk whose answer was lost is sent again', async () => {
  const { api, asked } = scripted(TOKENS, until(4), new HttpError(0, 'cut'), until(8), stashed);
  await api.chunkedUpload(FILE, { stash: true }, 4);
  assert.deepEqual(offsets(asked), ['0', '4', '4', '8']);
});

test('the offset that the server expects is taken', async () => {
  const { api, asked } = scripted(TOKENS, until(4), wrongOffset(6), stashed);
  await api.chunkedUpload(FILE, { stash: true }, 4);
  assert.deepEqual(offsets(asked), ['0', '4', '6']);
});

test('a server that never agrees on an offset ends the upload', async () => {
  const { api } = scripted(TOKENS, until(4), ...Array.from({ length: 4 }, () => wrongOffset(4)));
  await assert.rejects(api.chunkedUpload(FILE, { stash: true }, 4), { code: 'stashfailed' });
});

test('an upload goes on from where an earlier one came to', async () => {
  const { api, asked } = scripted(TOKENS, stashed);
  await api.chunkedUpload(FILE, { stash: true }, 4, 0, { from: { filekey: 'part', offset: 8 } });
  assert.deepEqual([asked[1].offset, asked[1].filekey, asked[1].filesize], ['8', 'part', '10']);
});

test('each acknowledged chunk tells what to resume from', async () => {
  const { api } = scripted(TOKENS, until(4), until(8), stashed);
  const marks = [];
  await api.chunkedUpload(FILE, { stash: true }, 4, 0, { onMark: (mark) => marks.push(mark.offset) });
  assert.deepEqual(marks, [4, 8]);
});

test('a warning about the name does not end a file that is not whole', async () => {
  const warned = { upload: { result: 'Warning', filekey: 'part', offset: 4, warnings: { exists: 'Ten.txt' } } };
  const { api, asked } = scripted(TOKENS, warned, stashed);
  await api.chunkedUpload(FILE, { stash: true }, 6);
  assert.deepEqual(offsets(asked), ['0', '4']);
});

test('uploadToStash gives a function that publishes', async () => {
  const { api, asked } = scripted(TOKENS, stashed, published);
  const finish = await api.uploadToStash(FILE, { filename: 'A.txt' });
  assert.deepEqual(await finish({ comment: 'c' }), published);
  assert.deepEqual([asked[2].filekey, asked[2].filename, asked[2].comment], ['whole', 'A.txt', 'c']);
});

test('a publication left to a job is asked for by the key that was sent', async () => {
  const queued = { upload: { result: 'Poll', stage: 'queued', filename: 'Ten.txt' } };
  const { api, asked } = scripted(TOKENS, queued, published);
  assert.deepEqual(await api.uploadFromStash('whole', { filename: 'Ten.txt', async: true }), published);
  assert.deepEqual([asked[2].filekey, asked[2].checkstatus], ['whole', '1']);
});

test('progress goes from the first chunk to the last', async () => {
  const { api } = scripted(TOKENS, until(4), until(8), stashed);
  const seen = [];
  await api.chunkedUpload(FILE, { stash: true }, 4).progress((fraction) => seen.push(fraction));
  assert.deepEqual(seen, [0.4, 0.8]);
});

test('an upload that the server does not know has come to nothing', async () => {
  const { api } = scripted(TOKENS, { error: { code: 'missingresult', info: 'Nothing' } });
  assert.equal(await api.uploadedSoFar('gone'), null);
});
