import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asCsv, asJson } from '../../../packages/mediawharf/src/mediawharf/web/static/js/upload/manifest.js';

const LINE = { file: 'a, "b".png', title: '=SUM(1)', size: 3, sha1: 'abc', state: 'published', address: '', problem: 'x\ny' };

test('cells are quoted where they must be, and are no formulas', () => {
  const [head, line] = asCsv([LINE]).split('\r\n');
  assert.equal(head, '\ufefffile,title,size,sha1,state,address,problem');
  assert.equal(line, '"a, ""b"".png",\'=SUM(1),3,abc,published,,"x\ny"');
});

test('the JSON is what was told', () => {
  assert.deepEqual(JSON.parse(asJson([LINE])), [LINE]);
});
