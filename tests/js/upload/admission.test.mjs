import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastName } from '../../../packages/mediawharf/src/mediawharf/web/static/js/upload/admission.js';

for (const [address, name] of [
  ['https://a.example/x/Far%20away.jpg?size=1', 'Far away.jpg'], ['https://a.example/caf%C3%A9.png', 'café.png'],
  ['https://a.example/100%.png', '100%.png'], ['https://a.example/%ff.png', '\ufffd.png'], ['https://a.example/', ''],
]) {
  test(`${address} ends in "${name}"`, () => {
    assert.equal(lastName(address), name);
  });
}
