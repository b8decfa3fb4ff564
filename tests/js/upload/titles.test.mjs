import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offered, problemOf, spelled } from '../../../packages/mediawharf/src/mediawharf/web/static/js/upload/titles.js';

const RULES = { allowed: ['png', 'jpg', 'svg'], prohibited: ['php', 'html'], prefixes: ['file', 'image'] };

for (const [name, problem] of [
  ['Harbour.jpg', null], ['ünïcödé ✓.PNG', null], ['  spaces_and  more .png ', null], ['a.b.c.png', null],
  ['', 'empty'], ['[x].png', 'characters'], ['a:b.png', 'characters'], ['a/b.png', 'characters'], ['a#b.png', 'characters'],
  ['%41.png', 'reserved'], ['a &amp; b.png', 'reserved'], ['~~~.png', 'reserved'], ['name', 'no-extension'],
  ['name.', 'no-extension'], ['name.exe', 'type'], ['name.php.png', 'extension'], ['.png', 'too-short'],
  [`${'ä'.repeat(120)}.png`, 'too-long'], [`${'a'.repeat(236)}.png`, null],
]) {
  test(`the problem of "${name.slice(0, 30)}" is ${problem}`, () => {
    assert.equal(problemOf(name, RULES), problem);
  });
}

for (const [name, offer] of [
  ['[x] {y} <z>.png', '(x) (y) (z).png'], ['a:b/c\\d|e#f.png', 'A-b-c-d-e-f.png'], ['File:x.png', 'X.png'],
  ['image:harbour.png', 'Harbour.png'], ['100%41.png', '100-41.png'], ['.png', 'File.png'], ['a.php.png', 'A.-php.png'],
  ['~~~~.png', '-.png'], ['', 'File.jpg'], ['photo', 'Photo.jpg'], ['photo.', 'Photo.jpg'],
]) {
  test(`"${name}" becomes "${offer}"`, () => {
    assert.equal(offered(name, RULES, 'jpg'), offer);
  });
}

test('whatever is offered for a file of a good type is legal', () => {
  const names = ['[[[', '###.png', 'ä'.repeat(300), '%%%41%41.svg', '&&amp;;.png', '\u202e\u0000\ud800.png', '..', '. .png', 'x.html.php.jpg'];
  assert.deepEqual(names.map((name) => problemOf(offered(name, RULES, 'png'), RULES)), names.map(() => null));
});

test('names are spelled as the wiki does', () => {
  assert.equal(spelled(' éa__b  c.png'), 'Éa b c.png');
});
