/** All files of the page: which is worked on when, and what people do with them. */

/** @typedef {import('./item.js').Item} Item */
/** @typedef {{hash: (item: Item) => Promise<void>, send: (item: Item) => Promise<void>, publish: (item: Item) => Promise<void>}} Steps */

/** How many files are in each step at a time. */
const SLOTS = { hash: 1, send: 3, publish: 2 };

export class Queue {
  /** @type {Item[]} */
  items = [];
  #steps;
  #isPublishable;
  #listChanged;
  /** @type {Record<keyof typeof SLOTS, number>} */
  #busy = { hash: 0, send: 0, publish: 0 };

  /**
   * @param {Steps} steps
   * @param {(item: Item) => boolean} isPublishable whether its name and description will do
   * @param {(added: Item[], removed: Item[]) => void} listChanged
   */
  constructor(steps, isPublishable, listChanged) {
    this.#steps = steps;
    this.#isPublishable = isPublishable;
    this.#listChanged = listChanged;
  }

  /** @param {Item[]} items */
  add(items) {
    this.items.push(...items);
    this.#listChanged(items, []);
    this.pump();
  }

  /** Takes items away, whatever they are doing. @param {Item[]} items */
  remove(items) {
    const gone = new Set(items);
    this.items = this.items.filter((item) => !gone.has(item));
    for (const item of items) {
      item.state = 'paused';
      item.pending?.abort();
    }
    this.#listChanged([], items);
    this.pump();
  }

  /** @param {Item[]} items */
  pause(items) {
    for (const item of items) {
      if (!['waiting', 'hashing', 'queued', 'uploading'].includes(item.state)) continue;
      item.state = 'paused';
      item.pending?.abort();
    }
    this.pump();
  }

  /** Goes on from where items came to: after a pause, a failure, or a decision. @param {Item[]} items */
  resume(items) {
    for (const item of items) this.#goOn(item);
    this.pump();
  }

  /** Gives an item its bytes back, once someone has chosen the file again. @param {Item} item @param {File} file */
  reattach(item, file) {
    item.draft.file = file;
    item.state = 'waiting'; // its hash tells whether these are the same bytes
    this.pump();
  }

  /** Publishes items as soon as their bytes are there. @param {Item[]} items */
  want(items) {
    for (const item of items) {
      item.isWanted = true;
      if (item.state === 'failed' || item.state === 'warned') this.#goOn(item);
    }
    this.pump();
  }

  /** Starts whatever can be started. */
  pump() {
    for (const item of this.items) {
      if (item.state === 'waiting') this.#start('hash', item);
      else if (item.state === 'queued') this.#start('send', item);
      else if (item.state === 'ready' && item.isWanted) this.#start('publish', item);
    }
  }

  /** @param {Item} item */
  #goOn(item) {
    const { draft } = item;
    if (draft.filekey !== '') item.state = 'ready';
    else if (draft.url !== null) item.state = 'queued';
    else if (draft.file === null) item.state = 'lost';
    else item.state = draft.sha1 === '' ? 'waiting' : 'queued';
    item.problem = null;
  }

  /** @param {keyof typeof SLOTS} step @param {Item} item */
  #start(step, item) {
    if (this.#busy[step] >= SLOTS[step] || (step === 'publish' && !this.#isPublishable(item))) return;
    this.#busy[step] += 1;
    this.#steps[step](item).finally(() => {
      this.#busy[step] -= 1;
      this.pump();
    });
  }
}
