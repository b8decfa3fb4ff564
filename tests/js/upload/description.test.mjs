import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY, categoriesOf, escaped, pageText } from '../../../packages/mediawharf/src/mediawharf/web/static/js/upload/description.js';

test('nothing said is an empty page', () => {
  assert.equal(pageText({ ...EMPTY, language: 'en' }), '');
});

test('what is said becomes templates and categories', () => {
  const fields = { ...EMPTY, description: 'A|B', language: 'en', licence: 'Cc-zero', categories: 'Harbours | Hamburg', latitude: '53.5', longitude: '9.9' };
  assert.equal(pageText(fields), '{{Information\n|description={{en|1=A{{!}}B}}\n|date=\n|source=\n|author=\n}}\n\n{{Location|53.5|9.9}}\n\n{{Cc-zero}}\n\n[[Category:Harbours]]\n[[Category:Hamburg]]');
});

test('bars in links and templates stay', () => {
  assert.equal(escaped('[[User:A|A]] {{x|y}} | z'), '[[User:A|A]] {{x|y}} {{!}} z');
});

test('braces without their like cannot end the template', () => {
  assert.equal(escaped('}} {'), '&#125;&#125; &#123;');
});

test('categories are named once, without what no title holds', () => {
  assert.deepEqual(categoriesOf('A_b | [A b]||C'), ['A b', 'C']);
});
