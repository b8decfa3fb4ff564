/** Promises in jQuery's manner, which scripts written for MediaWiki expect: several values, `done`, `fail`, `progress`. */

/** @typedef {(...values: any[]) => any} Listener */
/** @typedef {{resolve: Listener, reject: Listener, notify: Listener}} Ends */

const isThenable = (/** @type {any} */ value) => typeof value?.then === 'function';

/** A promise that is settled with any number of values, and that `await` takes too. */
export class Styled {
  #state = 'pending';
  /** @type {any[]} */
  #values = [];
  /** @type {Record<string, Listener[]>} */
  #listeners = { resolved: [], rejected: [], progress: [] };
  #abort;

  /**
   * @param {(ends: Ends) => void} begin
   * @param {() => void} [abort]
   */
  constructor(begin, abort = () => {}) {
    this.#abort = abort;
    begin({
      resolve: (...values) => this.#settle('resolved', values),
      reject: (...values) => this.#settle('rejected', values),
      notify: (...values) => this.#listeners.progress.forEach((listen) => listen(...values)),
    });
  }

  state() {
    return this.#state;
  }

  promise() {
    return this;
  }

  abort() {
    this.#abort();
    return this;
  }

  /** @param {Listener} listen */
  done(listen) {
    return this.#listen('resolved', listen);
  }

  /** @param {Listener} listen */
  fail(listen) {
    return this.#listen('rejected', listen);
  }

  /** @param {Listener} listen */
  always(listen) {
    return this.done(listen).fail(listen);
  }

  /** @param {Listener} listen */
  progress(listen) {
    this.#listeners.progress.push(listen);
    return this;
  }

  /** @param {Listener} listen */
  catch(listen) {
    return this.then(null, listen);
  }

  /**
   * @param {Listener | null} [done]
   * @param {Listener | null} [fail]
   * @param {Listener | null} [progress]
   * @returns {Styled}
   */
  then(done, fail, progress) {
    return new Styled((ends) => {
      this.#follow('resolved', done, ends.resolve, ends);
      this.#follow('rejected', fail, ends.reject, ends);
      this.progress((...values) => ends.notify(...(progress ? [progress(...values)] : values)));
    }, this.#abort);
  }

  /** @param {string} state @param {Listener | null | undefined} listen @param {Listener} pass @param {Ends} ends */
  #follow(state, listen, pass, ends) {
    this.#listen(state, (...values) => {
      if (!listen) return pass(...values);
      try {
        const value = listen(...values);
        if (isThenable(value)) value.then(ends.resolve, ends.reject);
        else ends.resolve(value);
      } catch (error) {
        ends.reject(error);
      }
    });
  }

  /** @param {string} state @param {Listener} listen */
  #listen(state, listen) {
    if (this.#state === 'pending') this.#listeners[state].push(listen);
    else if (this.#state === state) queueMicrotask(() => listen(...this.#values));
    return this;
  }

  /** @param {string} state @param {any[]} values */
  #settle(state, values) {
    if (this.#state !== 'pending') return;
    [this.#state, this.#values] = [state, values];
    queueMicrotask(() => this.#listeners[state].forEach((listen) => listen(...values)));
  }
}
