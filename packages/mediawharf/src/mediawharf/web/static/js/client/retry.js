/** Trying again: what may pass by itself, how long to wait, and what to wait for. */
import { Aborted, ApiError, HttpError } from './errors.js';

const BUSY_STATUSES = new Set([0, 408, 425, 429, 500, 502, 503, 504]);
const BUSY_CODES = new Set(['ratelimited', 'readonly', 'maxlag', 'backend-fail-internal']);
const LONGEST_WAIT = 30; // seconds, unless the server asks for more

/**
 * @typedef {object} Patience
 * @property {number} retries how often a failure that may pass is tried again
 * @property {number} firstWait seconds before the first of them; doubled each time
 * @property {() => number} chance from 0 to 1: spreads the clients that a stopped server left waiting
 * @property {(seconds: number | null) => void} onWait told before each wait; null: until there is a network
 */

/** @type {Patience} */
export const PATIENCE = { retries: 6, firstWait: 1, chance: Math.random, onWait: () => {} };

/** Whether the same request may succeed later. @param {unknown} error */
export function mayPass(error) {
  if (error instanceof HttpError) return BUSY_STATUSES.has(error.status);
  return error instanceof ApiError && BUSY_CODES.has(error.code);
}

/**
 * Resolves after some seconds; rejects with Aborted.
 * @param {number} seconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Aborted());
    const leave = () => {
      clearTimeout(timer);
      reject(new Aborted());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', leave);
      resolve();
    }, seconds * 1000);
    signal.addEventListener('abort', leave, { once: true });
  });
}

/** Whether the machine is known to have no network, in a page that is told when it comes back. */
const isOffline = () => globalThis.navigator?.onLine === false && 'addEventListener' in globalThis;

/**
 * Resolves when the machine has a network, which may be at once.
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function online(signal) {
  if (!isOffline()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const ends = new AbortController();
    globalThis.addEventListener('online', () => (ends.abort(), resolve()), { signal: ends.signal });
    signal.addEventListener('abort', () => (ends.abort(), reject(new Aborted())), { signal: ends.signal });
  });
}

/**
 * The result of the work, tried again while its failures may pass. Without a network it waits and counts nothing.
 * @template T
 * @param {() => Promise<T>} work
 * @param {AbortSignal} signal
 * @param {Partial<Patience>} [patience]
 * @returns {Promise<T>}
 */
export async function retrying(work, signal, patience = {}) {
  const { retries, firstWait, chance, onWait } = { ...PATIENCE, ...patience };
  for (let failures = 0; ; ) {
    if (isOffline()) onWait(null);
    await online(signal);
    try {
      return await work();
    } catch (error) {
      if (!mayPass(error)) throw error;
      if (isOffline()) continue;
      if (failures >= retries) throw error;
      const asked = /** @type {ApiError | HttpError} */ (error).retryAfter;
      const own = Math.min(LONGEST_WAIT, firstWait * 2 ** failures) * (0.75 + chance() / 2);
      failures += 1;
      onWait(asked ?? own);
      await pause(asked ?? own, signal);
    }
  }
}
