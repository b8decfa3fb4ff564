import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Styled } from '../../../packages/mediawharf/src/mediawharf/web/static/js/client/styled.js';

test('done is called with all values', async () => {
  const seen = [];
  new Styled(({ resolve }) => resolve(1, 2)).done((...values) => seen.push(values));
  await null;
  assert.deepEqual(seen, [[1, 2]]);
});

test('fail is called with code and result', async () => {
  const seen = [];
  new Styled(({ reject }) => reject('exists', { upload: {} })).fail((...values) => seen.push(values));
  await null;
  assert.deepEqual(seen, [['exists', { upload: {} }]]);
});

test('then hands on what its listener gives, promises of either style included', async () => {
  const inner = new Styled(({ resolve }) => resolve(5));
  assert.equal(await new Styled(({ resolve }) => resolve(1)).then(() => inner), 5);
});

test('a listener that throws rejects what follows', async () => {
  const chained = new Styled(({ resolve }) => resolve(1)).then(() => { throw new Error('no'); });
  await assert.rejects(Promise.resolve(chained), { message: 'no' });
});

test('await takes the first value, and the first reason', async () => {
  assert.equal(await new Styled(({ resolve }) => resolve('a', 'b')), 'a');
  await assert.rejects(async () => new Styled(({ reject }) => reject(new Error('why'))), { message: 'why' });
});

test('progress is told until the end, and goes on through then', async () => {
  const seen = [];
  let ends;
  new Styled((given) => { ends = given; }).then(null, null, (fraction) => fraction * 2).progress((value) => seen.push(value));
  ends.notify(0.25);
  assert.deepEqual(seen, [0.5]);
});

test('a settled promise stays as it is', async () => {
  const promise = new Styled(({ resolve, reject }) => { resolve(1); reject('late'); });
  assert.equal(promise.state(), 'resolved');
  assert.equal(await promise, 1);
});
