/** What becomes of a chosen file or an address: an item of the queue, refused at once where the wiki would not take it. */
import { spread } from './details.js';
import { Item } from './item.js';

/** @typedef {import('./page.js').PageSettings} PageSettings */

export class Admission {
  #settings;
  #naming;
  #words;
  #shared;
  #destination;

  /**
   * @param {PageSettings} settings
   * @param {import('./naming.js').Naming} naming
   * @param {import('./words.js').Words} words
   * @param {import('./description.js').Fields} shared what new items are given
   */
  constructor(settings, naming, words, shared) {
    this.#settings = settings;
    this.#naming = naming;
    this.#words = words;
    this.#shared = shared;
    this.#destination = settings.destination;
  }

  /** The first file gets the name that the page was opened for. @param {File} file */
  ofFile(file) {
    const item = Item.ofFile(file, this.#destination || file.name);
    item.draft.isReplacing = this.#destination !== '' && this.#settings.isReplacing;
    this.#destination = '';
    return this.#admitted(item);
  }

  /** @param {string} url */
  ofUrl(url) {
    const last = lastName(url);
    return this.#admitted(Item.ofUrl(url, this.#naming.offer(last || 'File', last)));
  }

  /** Fails an item that the wiki would not take, before any of its bytes move. @param {Item} item */
  check(item) {
    const { size, title, name, url } = item.draft;
    const { largest, rules } = this.#settings;
    const hindrance = this.#naming.hindrance(title, url === null ? name : title);
    if (size === 0) item.problem = { key: 'upload-failed-empty-file' };
    else if (size !== null && size > largest) item.problem = { key: 'upload-failed-too-large', values: { size: this.#words.size(largest) } };
    else if (hindrance) item.problem = { key: `upload-name-${hindrance}`, values: { types: rules.allowed.join(', ') } };
    if (item.problem) item.state = 'failed';
  }

  /** @param {Item} item */
  #admitted(item) {
    item.draft.fields.language = this.#settings.language;
    spread(this.#shared, [item.draft.fields]);
    this.check(item);
    return item;
  }
}

/** What the path of an address ends in, readable as far as it is UTF-8. @param {string} address */
export function lastName(address) {
  const last = new URL(address).pathname.split('/').at(-1) ?? '';
  const octets = last.match(/%[0-9a-f]{2}|[^]/gi) ?? [];
  const codes = octets.map((one) => (one.length === 3 ? parseInt(one.slice(1), 16) : one.charCodeAt(0)));
  return new TextDecoder().decode(new Uint8Array(codes));
}
