/** One file's row: always what its item is at the moment, changed in place so that focus and typing stay. */
import { copyOf, part, putIcon, putText } from './fragments.js';
import { stateOf } from './states.js';

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./words.js').Words} Words */

/**
 * What a row tells the page.
 * @typedef {object} Acts
 * @property {(item: Item, does: string) => void} act
 * @property {(item: Item, title: string) => void} rename
 * @property {(item: Item, file: File) => void} reattach
 * @property {(item: Item, place: HTMLElement) => void} openDetails called once, when they are first opened
 */
/** @typedef {{problem: string, offer: string}} Naming "" where there is none */

const BUTTONS = {
  pause: ['waiting', 'hashing', 'queued', 'uploading'],
  resume: ['paused'],
  retry: ['failed'],
  publish: ['ready'],
  remove: ['waiting', 'hashing', 'queued', 'uploading', 'paused', 'failed', 'ready', 'lost', 'duplicate', 'warned', 'published'],
};

export class Row {
  #words;
  #shownChoices = '';

  /** @param {Item} item @param {Words} words @param {Acts} acts */
  constructor(item, words, acts) {
    this.item = item;
    this.#words = words;
    this.element = copyOf('upload-row');
    this.title = /** @type {HTMLInputElement} */ (part(this.element, 'title'));
    this.thumb = /** @type {HTMLElement} */ (part(this.element, 'thumb'));
    this.element.id = `upload-${item.draft.id}`;
    this.title.value = item.draft.title;
    const name = part(this.element, 'naming');
    name.id = `${this.element.id}-naming`;
    this.title.setAttribute('aria-describedby', name.id);
    this.title.addEventListener('input', () => acts.rename(item, this.title.value));
    this.element.addEventListener('click', (event) => {
      const pressed = /** @type {Element} */ (event.target).closest('[data-do]');
      if (pressed) acts.act(item, /** @type {string} */ (pressed.getAttribute('data-do')));
    });
    const again = /** @type {HTMLInputElement} */ (part(this.element, 'again'));
    again.addEventListener('change', () => again.files?.[0] && acts.reattach(item, again.files[0]));
    const details = /** @type {HTMLDetailsElement} */ (part(this.element, 'details'));
    details.addEventListener('toggle', () => acts.openDetails(item, part(details, 'fields')), { once: true });
  }

  /**
   * @param {Naming} naming
   * @param {(item: Item) => Node[]} choices for an item that waits for a decision
   */
  show(naming, choices) {
    const { item, element } = this;
    const told = stateOf(item, this.#words);
    element.dataset.state = item.state;
    putIcon(part(element, 'icon'), told.icon);
    putText(part(element, 'state'), told.text);
    putText(part(element, 'facts'), told.facts);
    this.#showBar(told.isMoving);
    this.#showNaming(naming);
    this.#showButtons();
    this.#showChoices(choices);
    const link = part(element, 'link');
    link.hidden = item.state !== 'published';
    if (!link.hidden) link.href = item.address;
    part(element, 'choose').hidden = item.state !== 'lost';
    part(element, 'details').hidden = item.state === 'published';
  }

  /** @param {boolean} isMoving */
  #showBar(isMoving) {
    const bar = part(this.element, 'bar');
    bar.hidden = !isMoving && this.item.state !== 'paused';
    bar.value = this.item.progress;
    bar.setAttribute('aria-label', this.#words.text('upload-row-progress', { name: this.item.draft.title }));
  }

  /** @param {Naming} naming */
  #showNaming({ problem, offer }) {
    const { element, title, item } = this;
    if (title.value !== item.draft.title && document.activeElement !== title) title.value = item.draft.title;
    title.readOnly = item.state === 'publishing' || item.state === 'published';
    if (problem === '') title.removeAttribute('aria-invalid');
    else title.setAttribute('aria-invalid', 'true');
    part(element, 'naming').hidden = problem === '' || item.state === 'warned'; // the choices say it too
    putText(part(element, 'problem'), problem);
    const take = part(element, 'offer');
    take.hidden = offer === '';
    putText(take, this.#words.text('upload-row-offer', { name: offer }));
  }

  #showButtons() {
    const { state, draft } = this.item;
    const hadFocus = document.activeElement;
    for (const [does, states] of Object.entries(BUTTONS)) {
      const pressed = /** @type {HTMLButtonElement} */ (this.element.querySelector(`.upload-actions [data-do="${does}"]`));
      pressed.hidden = !states.includes(state);
      pressed.setAttribute('aria-label', this.#words.text(`upload-do-${does}`, { name: draft.title }));
    }
    // A button that goes away under the fingers hands its focus to the one in its place.
    if (hadFocus instanceof HTMLElement && hadFocus.hidden && this.element.contains(hadFocus)) {
      /** @type {HTMLElement} */ (this.element.querySelector('.upload-actions button:not([hidden])') ?? this.title).focus();
    }
  }

  /** @param {(item: Item) => Node[]} choices */
  #showChoices(choices) {
    const { item } = this;
    const isAsked = item.state === 'duplicate' || item.state === 'warned';
    const shown = isAsked ? `${item.state} ${Object.keys(item.warnings)} ${item.duplicates}` : '';
    if (shown === this.#shownChoices) return;
    this.#shownChoices = shown;
    const place = part(this.element, 'choices');
    const hadFocus = place.contains(document.activeElement);
    place.hidden = !isAsked;
    place.replaceChildren(...(isAsked ? choices(item) : []));
    if (hadFocus) this.title.focus();
  }
}
