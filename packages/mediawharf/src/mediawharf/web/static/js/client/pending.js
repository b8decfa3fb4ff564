/**
 * @typedef {{signal: AbortSignal, progress: (fraction: number) => void}} Control what work needs of its caller
 */

/**
 * Work under way: a promise that tells its progress, from 0 to 1, and can be called off.
 * @template T
 * @extends {Promise<T>}
 */
export class Pending extends Promise {
  static get [Symbol.species]() {
    return Promise;
  }

  /** @type {Set<(fraction: number) => void>} */
  #listeners = new Set();
  #controller = new AbortController();

  /**
   * Starts the work at once.
   * @template T
   * @param {(control: Control) => Promise<T>} work
   * @param {AbortSignal} [signal] calls it off as well
   * @returns {Pending<T>}
   */
  static of(work, signal) {
    /** @type {(value: T | PromiseLike<T>) => void} */
    let resolve = () => {};
    /** @type {(reason: unknown) => void} */
    let reject = () => {};
    const pending = new Pending((/** @type {typeof resolve} */ yes, /** @type {typeof reject} */ no) => {
      [resolve, reject] = [yes, no];
    });
    const controller = pending.#controller;
    const abort = () => controller.abort();
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
    const progress = (/** @type {number} */ fraction) => pending.#listeners.forEach((listen) => listen(fraction));
    work({ signal: controller.signal, progress })
      .finally(() => signal?.removeEventListener('abort', abort))
      .then(resolve, reject);
    return pending;
  }

  /** Calls `listen` with each new fraction. @param {(fraction: number) => void} listen */
  progress(listen) {
    this.#listeners.add(listen);
    return this;
  }

  /** Calls the work off; the promise is then rejected with Aborted. */
  abort() {
    this.#controller.abort();
  }
}
