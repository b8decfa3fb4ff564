/** What an upload that waits for a decision may become: the warnings in words, and the ways on. */
import { button } from './fragments.js';

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./words.js').Words} Words */

/**
 * @param {Item} item
 * @param {Words} words
 * @param {string} offer another name for it, "" if there is none
 * @param {(name: string) => string} addressOf the page of a file
 * @param {(does: string) => void} act
 * @returns {Node[]}
 */
export function choicesFor(item, words, offer, addressOf, act) {
  const told = item.state === 'duplicate' ? [sameBytes(item.duplicates, words, addressOf)] : warned(item, words, addressOf);
  const goOn = item.state === 'duplicate' ? 'upload-choice-anyway' : 'exists' in item.warnings ? 'upload-choice-overwrite' : 'upload-choice-publish';
  const does = item.state === 'duplicate' ? 'keep' : 'ignore';
  const buttons = document.createElement('div');
  buttons.className = 'buttons';
  if (!('nochange' in item.warnings)) buttons.append(button(words.text(goOn), () => act(does)));
  if (item.state === 'warned' && offer !== '') buttons.append(button(words.text('upload-row-offer', { name: offer }), () => act('offer')));
  if (item.state === 'warned') buttons.append(button(words.text('upload-choice-rename'), () => act('rename')));
  buttons.append(button(words.text('upload-choice-skip'), () => act('remove')));
  return [...told, buttons];
}

/** @param {Item} item @param {Words} words @param {(name: string) => string} addressOf */
function warned(item, words, addressOf) {
  return Object.entries(item.warnings).map(([key, value]) => {
    if (key === 'duplicate') return sameBytes(value, words, addressOf);
    const known = words.has(`upload-warning-${key}`) ? `upload-warning-${key}` : 'upload-warning-other';
    const line = document.createElement('p');
    line.textContent = words.text(known, { name: nameIn(value), key });
    return line;
  });
}

/** @param {string[]} names @param {Words} words @param {(name: string) => string} addressOf */
function sameBytes(names, words, addressOf) {
  const line = document.createElement('p');
  line.append(words.text('upload-warning-duplicate', { count: names.length }), ' ');
  names.forEach((name, at) => {
    const link = document.createElement('a');
    link.href = addressOf(name);
    link.target = '_blank';
    link.textContent = name.replaceAll('_', ' ');
    line.append(at === 0 ? '' : ', ', link);
  });
  return line;
}

/** @param {unknown} value */
function nameIn(value) {
  return typeof value === 'string' ? value.replaceAll('_', ' ') : '';
}
