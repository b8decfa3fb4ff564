/** One file's row: always what its item is at the moment, changed in place so that focus and typing stay. */
import { copyOf, partsOf, putIcon, putText } from './fragments.js';
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

/** @type {Record<string, string[]>} in which states a button is offered */
const BUTTONS = {
  pause: ['waiting', 'hashing', 'queued', 'uploading'],
  resume: ['paused'],
  retry: ['failed'],
  publish: ['ready'],
  remove: ['waiting', 'hashing', 'queued', 'uploading', 'paused', 'failed', 'ready', 'lost', 'duplicate', 'warned', 'published'],
};

export class Row {
  #words;
  #parts;
  /** @type {Map<string, HTMLButtonElement>} */
  #buttons = new Map();
  #shownChoices = '';
  #namedAs = '';

  /** @param {Item} item @param {Words} words @param {Acts} acts */
  constructor(item, words, acts) {
    this.item = item;
    this.#words = words;
    this.element = copyOf('upload-row');
    this.#parts = partsOf(this.element);
    this.title = /** @type {HTMLInputElement} */ (this.#parts.title);
    this.thumb = /** @type {HTMLElement} */ (this.#parts.thumb);
    this.element.id = `upload-${item.draft.id}`;
    this.title.value = item.draft.title;
    for (const does of Object.keys(BUTTONS)) {
      const pressed = this.element.querySelector(`.upload-actions [data-do="${does}"]`);
      this.#buttons.set(does, /** @type {HTMLButtonElement} */ (pressed));
    }
    const name = this.#parts.naming;
    name.id = `${this.element.id}-naming`;
    this.title.setAttribute('aria-describedby', name.id);
    this.title.addEventListener('input', () => acts.rename(item, this.title.value));
    this.element.addEventListener('click', (event) => {
      const pressed = /** @type {Element} */ (event.target).closest('[data-do]');
      if (pressed) acts.act(item, /** @type {string} */ (pressed.getAttribute('data-do')));
    });
    const again = /** @type {HTMLInputElement} */ (this.#parts.again);
    again.addEventListener('change', () => again.files?.[0] && acts.reattach(item, again.files[0]));
    const details = /** @type {HTMLDetailsElement} */ (this.#parts.details);
    details.addEventListener('toggle', () => acts.openDetails(item, this.#parts.fields), { once: true });
  }

  /**
   * @param {Naming} naming
   * @param {string} address of the page that the file has once it is published
   * @param {() => Node[]} choices for an item that waits for a decision
   */
  show(naming, address, choices) {
    const { item, element } = this;
    const told = stateOf(item, this.#words);
    element.dataset.state = item.state;
    putIcon(this.#parts.icon, told.icon);
    putText(this.#parts.state, told.text);
    putText(this.#parts.facts, told.facts);
    this.#showBar(told.isMoving);
    this.#showNaming(naming);
    this.#showButtons();
    this.#showChoices(choices);
    const link = this.#parts.link;
    link.hidden = item.state !== 'published';
    if (!link.hidden) link.href = address;
    this.#parts.choose.hidden = item.state !== 'lost';
    this.#parts.details.hidden = item.state === 'published';
  }

  /** @param {boolean} isMoving */
  #showBar(isMoving) {
    const bar = this.#parts.bar;
    bar.hidden = !isMoving && this.item.state !== 'paused';
    bar.value = this.item.progress;
    bar.setAttribute('aria-label', this.#words.text('upload-row-progress', { name: this.item.draft.title }));
  }

  /** @param {Naming} naming */
  #showNaming({ problem, offer }) {
    const { title, item } = this;
    if (title.value !== item.draft.title && document.activeElement !== title) title.value = item.draft.title;
    title.readOnly = item.draft.isReplacing || item.state === 'publishing' || item.state === 'published';
    if (problem === '') title.removeAttribute('aria-invalid');
    else title.setAttribute('aria-invalid', 'true');
    this.#parts.naming.hidden = problem === '' || item.state === 'warned'; // the choices say it too
    putText(this.#parts.problem, problem);
    const take = this.#parts.offer;
    take.hidden = offer === '';
    putText(take, this.#words.text('upload-row-offer', { name: offer }));
  }

  #showButtons() {
    const { state, draft } = this.item;
    const hadFocus = document.activeElement;
    for (const [does, pressed] of this.#buttons) {
      pressed.hidden = !BUTTONS[does].includes(state);
      if (this.#namedAs !== draft.title) pressed.setAttribute('aria-label', this.#words.text(`upload-do-${does}`, { name: draft.title }));
    }
    this.#namedAs = draft.title;
    // A button that goes away under the fingers hands its focus to the one in its place.
    if (hadFocus instanceof HTMLElement && hadFocus.hidden && this.element.contains(hadFocus)) {
      const shown = [...this.#buttons.values()].find(({ hidden }) => !hidden);
      (shown ?? this.title).focus();
    }
  }

  /** @param {() => Node[]} choices */
  #showChoices(choices) {
    const { item } = this;
    const isAsked = item.state === 'duplicate' || item.state === 'warned';
    const shown = isAsked ? `${item.state} ${Object.keys(item.warnings)} ${item.duplicates}` : '';
    if (shown === this.#shownChoices) return;
    this.#shownChoices = shown;
    const place = this.#parts.choices;
    const hadFocus = place.contains(document.activeElement);
    place.hidden = !isAsked;
    place.replaceChildren(...(isAsked ? choices() : []));
    if (hadFocus) this.title.focus();
  }
}
