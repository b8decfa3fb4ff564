import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import { test } from 'node:test';
import { Item } from '../../../packages/mediawharf/src/mediawharf/web/static/js/upload/item.js';
import { Queue } from '../../../packages/mediawharf/src/mediawharf/web/static/js/upload/queue.js';
import { tally } from '../../../packages/mediawharf/src/mediawharf/web/static/js/upload/summary.js';

/** Steps that end when they are told to. */
function steps() {
  const under = { hash: [], send: [], publish: [] };
  const step = (name) => (item) => new Promise((resolve) => {
    item.state = { hash: 'hashing', send: 'uploading', publish: 'publishing' }[name];
    under[name].push({ item, end: (state) => { item.state = state; resolve(); } });
  });
  return { under, hash: step('hash'), send: step('send'), publish: step('publish') };
}

const items = (count) => Array.from({ length: count }, (_, at) => Item.ofFile(new File(['x'], `${at}.png`), `${at}.png`));

test('one file is hashed at a time, and three are sent', async () => {
  const doing = steps();
  const queue = new Queue(doing, () => true, () => {});
  queue.add(items(6));
  for (let at = 0; at < 6; at += 1) await doing.under.hash[at].end('queued');
  await new Promise(setImmediate);
  assert.deepEqual([doing.under.hash.length, doing.under.send.length], [6, 3]);
});

test('a file is published when it is there and wanted, under a good name', async () => {
  const doing = steps();
  const queue = new Queue(doing, (item) => item.draft.title !== '1.png', () => {});
  queue.add(items(2));
  for (const item of queue.items) Object.assign(item, { state: 'ready' });
  queue.want(queue.items);
  assert.deepEqual(doing.under.publish.map(({ item }) => item.draft.title), ['0.png']);
});

test('a removed file is called off', () => {
  const queue = new Queue(steps(), () => true, () => {});
  queue.add(items(1));
  let aborted = false;
  queue.items[0].pending = { abort: () => { aborted = true; } };
  queue.remove([...queue.items]);
  assert.deepEqual([aborted, queue.items], [true, []]);
});

test('a file whose bytes are gone asks for them, and takes the same file alone', () => {
  const draft = { ...items(1)[0].draft, file: null, mark: { filekey: 'k', offset: 1 }, lastModified: 5 };
  const item = Item.restored(draft);
  assert.equal(item.state, 'lost');
  assert.deepEqual([item.mayBe(new File(['y'], '0.png')), item.mayBe(new File(['yy'], '0.png'))], [true, false]);
});

test('a resumed file goes on with what is missing', () => {
  const queue = new Queue(steps(), () => true, () => {});
  const [item] = items(1);
  Object.assign(item, { state: 'paused', draft: { ...item.draft, filekey: 'k' } });
  queue.add([item]);
  queue.resume([item]);
  assert.equal(item.state, 'ready');
});

test('the tally counts what is published, failed and undecided', () => {
  const all = items(4);
  ['published', 'failed', 'warned', 'uploading'].forEach((state, at) => { all[at].state = state; });
  const { published, failed, asking, active } = tally(all);
  assert.deepEqual([published, failed, asking, active], [1, 1, 1, 1]);
});
