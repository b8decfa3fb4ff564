import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { shotOf } from '../../../packages/mediawharf/src/mediawharf/web/static/js/upload/exif.js';

const jpeg = new Blob([await readFile(new URL('./camera.jpg', import.meta.url))]);

test('date, place and author are read', async () => {
  assert.deepEqual(await shotOf(jpeg), {
    date: '2024-05-01 06:12:30', latitude: 53.543611, longitude: -9.988889, artist: 'Ada Lens', description: 'Harbour at dawn',
  });
});

test('a file without EXIF tells nothing', async () => {
  assert.deepEqual(await shotOf(new Blob(['GIF89a and more'])), {});
});

test('a file that is cut anywhere is no error', async () => {
  const cuts = Array.from({ length: 300 }, (_, size) => shotOf(jpeg.slice(0, size)));
  assert.equal((await Promise.all(cuts)).length, 300);
});

test('numbers that point anywhere are no error', async () => {
  const bytes = new Uint8Array(await jpeg.arrayBuffer());
  const broken = Array.from({ length: 200 }, (_, at) => shotOf(new Blob([bytes.map((byte, index) => (index === at + 12 ? 255 : byte))])));
  assert.equal((await Promise.all(broken)).length, 200);
});
