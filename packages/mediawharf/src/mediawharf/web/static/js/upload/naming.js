/** What is wrong with the names of the queue, and what to call a file instead. */
import { extensionOf, offered, problemOf, spelled } from './titles.js';
import { takenAmong } from './server.js';

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./titles.js').NameRules} NameRules */

const ASK_AFTER = 500; // milliseconds without typing
const MOST_KNOWN = 5000; // names whose problem is remembered

export class Naming {
  #api;
  #rules;
  #words;
  #told;
  /** @type {Map<string, boolean>} what the wiki said, by name */
  #taken = new Map();
  /** @type {Map<string, import('./titles.js').Problem | null>} */
  #problems = new Map();
  /** @type {Map<string, number>} */
  #uses = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {import('../client/index.js').Api} api
   * @param {NameRules} rules
   * @param {import('./words.js').Words} words
   * @param {() => void} told called when the wiki has answered which names are taken
   */
  constructor(api, rules, words, told) {
    this.#api = api;
    this.#rules = rules;
    this.#words = words;
    this.#told = told;
  }

  /** Looks at all names again. @param {Item[]} items */
  look(items) {
    this.#uses = new Map();
    const open = items.filter(({ state }) => state !== 'published');
    for (const { draft } of items) this.#uses.set(spelled(draft.title), (this.#uses.get(spelled(draft.title)) ?? 0) + 1);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(open), ASK_AFTER);
  }

  /** Whether the item can be published under its name. @param {Item} item */
  isGood({ draft }) {
    return this.#problemOf(draft.title) === null && !this.#isTwice(draft.title);
  }

  /** @param {Item} item @returns {import('./row.js').Naming} */
  of(item) {
    const { draft, state, ignoresWarnings } = item;
    if (state === 'published' || item.problem?.key.startsWith('upload-name-')) return { problem: '', offer: '' };
    const problem = this.#problemOf(draft.title);
    if (problem !== null) {
      const offer = this.offer(draft.title, draft.name);
      const types = this.#rules.allowed.join(', ');
      const isMended = this.#problemOf(offer) === null;
      return { problem: this.#words.text(`upload-name-${problem}`, { types }), offer: isMended ? offer : '' };
    }
    const isTwice = this.#isTwice(draft.title);
    if (!isTwice && (ignoresWarnings || draft.isReplacing || !this.#taken.get(spelled(draft.title)))) return { problem: '', offer: '' };
    const offer = this.#numbered(spelled(draft.title));
    return { problem: this.#words.text(isTwice ? 'upload-name-twice' : 'upload-name-taken'), offer };
  }

  /** A legal name near the given one. @param {string} title @param {string} filename */
  offer(title, filename) {
    return offered(title, this.#rules, extensionOf(filename));
  }

  /** Why a file of that name cannot be sent at all, whatever it is called in the end. @param {string} title @param {string} filename */
  hindrance(title, filename) {
    return problemOf(this.offer(title, filename), this.#rules);
  }

  /** @param {string} title */
  #problemOf(title) {
    const known = this.#problems.get(title);
    if (known !== undefined) return known;
    if (this.#problems.size >= MOST_KNOWN) this.#problems.clear();
    const problem = problemOf(title, this.#rules);
    this.#problems.set(title, problem);
    return problem;
  }

  /** @param {string} title */
  #isTwice(title) {
    return (this.#uses.get(spelled(title)) ?? 0) > 1;
  }

  /** @param {string} title */
  #numbered(title) {
    const at = title.lastIndexOf('.');
    for (let number = 2; ; number += 1) {
      const name = `${title.slice(0, at)} (${number})${title.slice(at)}`;
      if (!this.#uses.has(name) && !this.#taken.get(name)) return name;
    }
  }

  /** @param {Item[]} items */
  async #ask(items) {
    const names = items.map(({ draft }) => spelled(draft.title)).filter((name) => !this.#taken.has(name));
    const legal = [...new Set(names)].filter((name) => this.#problemOf(name) === null);
    if (legal.length === 0) return;
    const taken = await takenAmong(this.#api, legal);
    for (const name of legal) this.#taken.set(name, taken.has(name));
    this.#told();
  }
}
