/** The bar below the queue: how it stands with all files together, and what to do with all of them. */
import { part, putText } from './fragments.js';

/** @typedef {import('./item.js').Item} Item */

const ACTIVE = new Set(['waiting', 'hashing', 'queued', 'uploading']);
const OPEN = new Set([...ACTIVE, 'ready', 'publishing']);

/** How many items are in which state. @param {Item[]} items */
export function tally(items) {
  const count = (/** @type {(item: Item) => boolean} */ test) => items.filter(test).length;
  const share = (/** @type {Item} */ { state, progress }) => {
    if (state === 'published') return 1;
    return state === 'ready' || state === 'publishing' || state === 'warned' ? 0.95 : state === 'uploading' || state === 'paused' ? progress * 0.95 : 0;
  };
  return {
    all: items.length,
    bytes: items.reduce((sum, { draft }) => sum + (draft.size ?? 0), 0),
    published: count(({ state }) => state === 'published'),
    failed: count(({ state }) => state === 'failed'),
    asking: count(({ state }) => state === 'warned' || state === 'duplicate' || state === 'lost'),
    paused: count(({ state }) => state === 'paused'),
    active: count(({ state }) => ACTIVE.has(state)),
    publishing: count(({ state, isWanted }) => isWanted && OPEN.has(state)),
    publishable: count(({ state, isWanted }) => !isWanted && OPEN.has(state)),
    unlicensed: count(({ state, draft }) => state !== 'published' && !draft.isReplacing && draft.fields.licence === ''),
    share: items.length === 0 ? 0 : items.reduce((sum, item) => sum + share(item), 0) / items.length,
  };
}

export class Summary {
  #element;
  #words;

  /** @param {HTMLElement} element @param {import('./words.js').Words} words */
  constructor(element, words) {
    this.#element = element;
    this.#words = words;
  }

  /** @param {Item[]} items @param {number} badNames */
  show(items, badNames) {
    const told = tally(items);
    this.#element.hidden = told.all === 0;
    putText(part(this.#element, 'told'), this.sentence(told));
    const notes = [
      badNames > 0 && this.#words.text('upload-sum-names', { count: badNames }),
      told.unlicensed > 0 && this.#words.text('upload-sum-unlicensed', { count: told.unlicensed }),
    ];
    putText(part(this.#element, 'notes'), notes.filter(Boolean).join(' '));
    part(this.#element, 'bar').value = told.share;
    this.#button('publish', told.publishable, told.publishable > 0);
    this.#button('retry', told.failed, told.failed > 0);
    this.#button('pause', told.active, told.active > 0);
    this.#button('resume', told.paused, told.paused > 0);
    this.#button('names', badNames, badNames > 0);
    this.#button('clear', told.published, told.published > 0);
  }

  /** @param {ReturnType<typeof tally>} told */
  sentence(told) {
    if (told.failed > 0) return this.#words.text('upload-sum-failed', { failed: told.failed, count: told.all });
    if (told.published === told.all) return this.#words.text('upload-sum-done', { count: told.all });
    if (told.asking > 0) return this.#words.text('upload-sum-asking', { asking: told.asking, count: told.all });
    return this.#words.text('upload-sum-published', { published: told.published, count: told.all });
  }

  /** @param {string} does @param {number} count @param {boolean} isOffered */
  #button(does, count, isOffered) {
    const pressed = /** @type {HTMLButtonElement} */ (this.#element.querySelector(`[data-all="${does}"]`));
    const hadFocus = document.activeElement === pressed;
    pressed.hidden = !isOffered;
    putText(part(pressed, 'text'), this.#words.text(`upload-all-${does}`, { count }));
    if (hadFocus && !isOffered) part(this.#element, 'told').focus();
  }
}
