import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FORMS } from '../../../packages/mediawharf/src/mediawharf/web/static/js/sandbox/snippets.js';

const api = 'http://wiki.example/w/api.php';
const file = /** @type {File} */ ({ name: 'A b.png' });

test('a read is an address', () => {
  const shown = FORMS.url({ api, isPosted: false, values: { action: 'query', titles: 'A|B' } });
  assert.equal(shown, `GET ${api}?action=query&titles=A%7CB`);
});

test('secrets are not shown in any form', () => {
  const values = { action: 'login', lgpassword: 'hunter2', lgtoken: 'hunter2', password: 'hunter2', retype: 'hunter2' };
  const forms = Object.values(FORMS).map((form) => form({ api, isPosted: true, values }));
  assert.deepEqual(forms.filter((text) => text.includes('hunter2')), []);
});

test('quotes in values stay within those of the shell', () => {
  const shown = FORMS.curl({ api, isPosted: true, values: { text: "it's; rm -rf" } });
  assert.match(shown, /'text=it'\\''s; rm -rf'/);
});

test('a file is sent as a part of the form', () => {
  const values = { action: 'upload', file };
  assert.match(FORMS.curl({ api, isPosted: true, values }), /-F 'file=@A b.png'/);
  assert.match(FORMS.python({ api, isPosted: true, values }), /files=\{"file": open\("A b.png", "rb"\)\}/);
});
