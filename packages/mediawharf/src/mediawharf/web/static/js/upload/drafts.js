/** Unfinished uploads, kept in the browser: after a reload or a closed tab they are offered again. */

/** @typedef {import('./item.js').Draft} Draft */

const DRAFTS = 'drafts';
const FILES = 'files'; // apart, so that bytes are written once, however often a draft changes
const MOST_BYTES = 32 * 1024 * 1024; // of a file that is kept; a larger one must be chosen again
const MOST_BYTES_TOGETHER = 512 * 1024 * 1024;

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export class Drafts {
  #database;
  /** @type {Map<string, number>} the bytes that are kept, by draft */
  #sizes = new Map();
  /** @type {Map<string, Draft>} */
  #due = new Map();
  /** @type {ReturnType<typeof setTimeout> | null} */
  #timer = null;

  /** @param {IDBDatabase} database */
  constructor(database) {
    this.#database = database;
  }

  /**
   * The drafts of an account; null where the browser keeps nothing, or another tab has them.
   * @param {string} account
   * @returns {Promise<Drafts | null>}
   */
  static async open(account) {
    if (!('indexedDB' in globalThis) || !(await heldAlone(`mediawharf-drafts-${account}`))) return null;
    const request = indexedDB.open(`mediawharf-drafts-${account}`, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(DRAFTS, { keyPath: 'id' });
      request.result.createObjectStore(FILES);
    };
    try {
      return new Drafts(await done(request));
    } catch (error) {
      if (error instanceof DOMException) return null; // a private window, or no room
      throw error;
    }
  }

  /** What an earlier visit left, the oldest first. @returns {Promise<Draft[]>} */
  async all() {
    const [drafts, files] = this.#stores('readonly');
    const [found, keys, kept] = await Promise.all([done(drafts.getAll()), done(files.getAllKeys()), done(files.getAll())]);
    const byId = new Map(keys.map((key, at) => [key, kept[at]]));
    byId.forEach((file, id) => this.#sizes.set(String(id), file.size));
    return found.map((draft) => ({ ...draft, file: byId.get(draft.id) ?? null }));
  }

  /** Keeps a draft, soon: many changes of a moment are one. @param {Draft} draft */
  keep(draft) {
    this.#due.set(draft.id, draft);
    this.#timer ??= setTimeout(() => this.#write(), 300);
  }

  /** @param {Draft} draft */
  forget({ id }) {
    this.#due.delete(id);
    this.#sizes.delete(id);
    for (const store of this.#stores('readwrite')) store.delete(id);
  }

  #write() {
    this.#timer = null;
    const [drafts, files] = this.#stores('readwrite');
    for (const draft of this.#due.values()) {
      drafts.put({ ...draft, file: null });
      if (draft.filekey !== '') files.delete(draft.id); // the wiki has them
      else if (this.#hasRoomFor(draft)) files.put(draft.file, draft.id);
    }
    this.#due.clear();
  }

  /** Whether a draft's bytes are to be written now. @param {Draft} draft */
  #hasRoomFor({ id, file }) {
    if (file === null || file.size > MOST_BYTES || this.#sizes.has(id)) return false;
    const together = [...this.#sizes.values()].reduce((sum, size) => sum + size, file.size);
    if (together > MOST_BYTES_TOGETHER) return false;
    this.#sizes.set(id, file.size);
    return true;
  }

  /** @param {IDBTransactionMode} mode */
  #stores(mode) {
    const transaction = this.#database.transaction([DRAFTS, FILES], mode);
    return [transaction.objectStore(DRAFTS), transaction.objectStore(FILES)];
  }
}

/** Whether this tab is the only one that works on the drafts, for as long as it lives. @param {string} name */
function heldAlone(name) {
  if (!navigator.locks) return Promise.resolve(true); // not a secure context
  return new Promise((resolve) => {
    navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => {});
    });
  });
}
