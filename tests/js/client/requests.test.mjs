import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError, HttpError } from '../../../packages/mediawharf/src/mediawharf/web/static/js/client/index.js';
import { TOKENS, scripted } from './scripted.mjs';

test('a list with a pipe in a value is joined by the other separator', async () => {
  const { api, asked } = scripted({});
  await api.get({ titles: ['A|B', 'C'] });
  assert.equal(asked[0].titles, '\u001fA|B\u001fC');
});

test('false and null are not sent, as the API takes any value for true', async () => {
  const { api, asked } = scripted({});
  await api.get({ stash: false, filekey: null, async: true });
  assert.deepEqual(asked[0], { method: 'GET', action: 'query', format: 'json', formatversion: '2', async: '1' });
});

test('a token is asked for once', async () => {
  const { api, asked } = scripted(TOKENS, {}, {});
  await api.postWithToken('csrf', { action: 'purge' });
  await api.postWithToken('csrf', { action: 'purge' });
  assert.deepEqual(asked.map((one) => one.method), ['GET', 'POST', 'POST']);
});

test('a stale token is replaced, and the request sent again', async () => {
  const fresh = { query: { tokens: { csrftoken: 'new+\\' } } };
  const { api, asked } = scripted(TOKENS, { error: { code: 'badtoken', info: 'Stale' } }, fresh, { done: true });
  assert.deepEqual(await api.postWithToken('csrf', { action: 'purge' }), { done: true });
  assert.equal(asked.at(-1).token, 'new+\\');
});

test('an error of the API is an ApiError with code, sentence and data', async () => {
  const { api } = scripted({ errors: [{ code: 'stashfailed', text: 'Wrong offset', data: { offset: '5' } }] });
  const error = await api.post({ action: 'upload' }).catch((reason) => reason);
  assert.ok(error instanceof ApiError);
  assert.deepEqual([error.code, error.message, error.data], ['stashfailed', 'Wrong offset', { offset: '5' }]);
});

test('a read is sent again after a failure that may pass', async () => {
  const { api, asked } = scripted({ status: 503, text: 'busy' }, new HttpError(0, 'cut'), { query: {} });
  assert.deepEqual(await api.get({}), { query: {} });
  assert.equal(asked.length, 3);
});

test('a POST is sent once, since it may have been done', async () => {
  const { api, asked } = scripted({ status: 503, text: 'busy' });
  await assert.rejects(api.post({}), { code: 'http', status: 503 });
  assert.equal(asked.length, 1);
});

test('Retry-After is heeded', async () => {
  const { api } = scripted({ status: 429, text: 'slow down', retryAfter: 0.2 }, {});
  const before = performance.now();
  await api.get({});
  assert.ok(performance.now() - before >= 195);
});

test('a refused log-in rejects with what the wiki says', async () => {
  const { api } = scripted(TOKENS, { login: { result: 'Failed', reason: 'Wrong password' } });
  await assert.rejects(api.login('A', 'b'), { code: 'Failed', message: 'Wrong password' });
});

test('an aborted request rejects as aborted, while it waits to try again', async () => {
  const { api } = scripted({ status: 503, text: 'busy', retryAfter: 60 });
  const pending = api.get({});
  setTimeout(() => pending.abort(), 5);
  await assert.rejects(pending, { code: 'abort' });
});

test('all pages of a query come one after the other', async () => {
  const { api, asked } = scripted({ n: 1, continue: { aicontinue: 'B' } }, { n: 2 });
  const seen = [];
  for await (const page of api.pages({ list: 'allimages' })) seen.push(page.n);
  assert.deepEqual([seen, asked[1].aicontinue], [[1, 2], 'B']);
});

test('an answer that is no JSON is told apart from one of the wiki', async () => {
  const { api } = scripted({ status: 200, text: '<html>Portal' });
  await assert.rejects(api.post({}), HttpError);
});
