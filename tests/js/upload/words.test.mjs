import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Words } from '../../../packages/mediawharf/src/mediawharf/web/static/js/upload/words.js';

const words = new Words({ 'a-b': '{count, plural, one {# file of {name}} other {# files of {name}}}', 'a-c': 'Hi {who}' }, 'en');

test('the form follows the number', () => {
  assert.equal(words.text('a-b', { count: 1, name: 'X' }), '1 file of X');
  assert.equal(words.text('a-b', { count: 1200, name: 'X' }), '1,200 files of X');
});

test('zero is singular in French', () => {
  const french = new Words({ 'a-b': '{count, plural, one {# fichier} other {# fichiers}}' }, 'fr');
  assert.equal(french.text('a-b', { count: 0 }), '0 fichier');
});

test('a value is never read as a place', () => {
  assert.equal(words.text('a-c', { who: '{who}$&' }), 'Hi {who}$&');
});

test('a missing message shows its key', () => {
  assert.equal(words.text('a-z'), '⧼a-z⧽');
});

test('sizes are in the unit that suits them', () => {
  assert.deepEqual([0, 71, 1500, 2_000_000_000].map((size) => words.size(size)), ['0 bytes', '71 bytes', '1.5 kB', '2 GB']);
});
