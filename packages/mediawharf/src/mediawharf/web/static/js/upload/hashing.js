/** SHA-1 of files, one after the other, in a worker. */

/** The file cannot be read any more: it was moved, changed or removed since it was chosen. */
export class Unreadable extends Error {
  constructor() {
    super('The file cannot be read.');
    this.name = 'Unreadable';
  }
}

export class Hashing {
  #worker = new Worker(new URL('./hash-worker.js', import.meta.url), { type: 'module' });
  /** @type {Map<string, {tell: (done: number) => void, resolve: (sha1: string) => void, reject: (error: Error) => void}>} */
  #waiting = new Map();
  #next = 0;

  constructor() {
    this.#worker.onmessage = (/** @type {MessageEvent<import('./hash-worker.js').Told>} */ { data }) => this.#heard(data);
    this.#worker.onerror = () => this.#waiting.forEach(({ reject }) => reject(new Unreadable()));
  }

  /**
   * The SHA-1 in hexadecimal digits. Rejects with Unreadable.
   * @param {Blob} file
   * @param {(done: number) => void} tell called with the bytes that are done
   * @returns {Promise<string>}
   */
  sha1(file, tell = () => {}) {
    const id = String((this.#next += 1));
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { tell, resolve, reject });
      this.#worker.postMessage({ id, file });
    });
  }

  /** @param {import('./hash-worker.js').Told} told */
  #heard({ id, done, sha1, error }) {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    if (done !== undefined) return waiting.tell(done);
    this.#waiting.delete(id);
    if (sha1 !== undefined) waiting.resolve(sha1);
    else if (error !== undefined) waiting.reject(new Unreadable());
  }
}
