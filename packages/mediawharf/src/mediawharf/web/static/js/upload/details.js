/** The form of one file's description, or of what all files are to get. */
import { copyOf } from './fragments.js';

/** @typedef {import('./description.js').Fields} Fields */

/** What files of one occasion share: the rest is each file's own. @type {(keyof Fields)[]} */
export const SHARED = ['language', 'author', 'source', 'licence', 'categories'];

export class Details {
  #inputs;

  /**
   * @param {HTMLElement} place
   * @param {string} id of the whole, from which those of the inputs are made
   * @param {Fields} fields changed while people type
   * @param {() => void} changed
   */
  constructor(place, id, fields, changed) {
    this.fields = fields;
    this.element = copyOf('upload-fields');
    this.#inputs = /** @type {HTMLInputElement[]} */ ([...this.element.querySelectorAll('[data-field]')]);
    for (const input of this.#inputs) {
      const name = /** @type {keyof Fields} */ (input.dataset.field);
      input.id = `${id}-${name}`;
      input.closest('.field')?.querySelector('label')?.setAttribute('for', input.id);
      input.addEventListener('input', () => {
        this.fields[name] = input.value;
        changed();
      });
    }
    this.show();
    place.append(this.element);
  }

  /** Shows the fields as they are now, save the one that is typed in. */
  show() {
    for (const input of this.#inputs) {
      const value = this.fields[/** @type {keyof Fields} */ (input.dataset.field)];
      if (input.value !== value && document.activeElement !== input) input.value = value;
    }
  }
}

/** Gives the shared fields that say something to other files. @param {Fields} from @param {Fields[]} to */
export function spread(from, to) {
  const said = SHARED.filter((name) => from[name].trim() !== '');
  for (const fields of to) for (const name of said) fields[name] = from[name];
}
