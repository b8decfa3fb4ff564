/** HTTP, by whatever the program runs in. */
import { Aborted, HttpError } from './errors.js';

/**
 * @typedef {object} Sending
 * @property {string} url
 * @property {'GET' | 'POST'} method
 * @property {FormData | URLSearchParams | null} body
 * @property {AbortSignal} signal
 * @property {boolean} withCredentials cookies go to other sites too
 * @property {(fraction: number) => void} progress of what is sent
 */
/** @typedef {{status: number, text: string, retryAfter: number | null}} Answer */
/** @typedef {(sending: Sending) => Promise<Answer>} Transport rejects with HttpError (status 0) or Aborted */

/** @param {string | null} header seconds, or a date */
export function secondsOf(header, now = Date.now()) {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  if (!Number.isNaN(seconds)) return Math.max(0, seconds);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, (date - now) / 1000);
}

/** @type {Transport} By XMLHttpRequest, which alone tells how much of a body is sent. */
export function byXhr({ url, method, body, signal, withCredentials, progress }) {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Aborted());
    const xhr = new XMLHttpRequest();
    const abort = () => xhr.abort();
    const settle = (/** @type {() => void} */ how) => {
      signal.removeEventListener('abort', abort);
      how();
    };
    xhr.open(method, url);
    xhr.withCredentials = withCredentials;
    xhr.onload = () => settle(() => resolve({
      status: xhr.status, text: xhr.responseText, retryAfter: secondsOf(xhr.getResponseHeader('Retry-After')),
    }));
    xhr.onerror = () => settle(() => reject(new HttpError(0, 'The server could not be reached.')));
    xhr.onabort = () => settle(() => reject(new Aborted()));
    if (body instanceof FormData) {
      xhr.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    }
    signal.addEventListener('abort', abort);
    xhr.send(body);
  });
}

/** @type {Transport} By fetch, where there is no XMLHttpRequest. */
export async function byFetch({ url, method, body, signal, withCredentials, progress }) {
  try {
    const answer = await fetch(url, { method, body, signal, credentials: withCredentials ? 'include' : 'same-origin' });
    const text = await answer.text();
    progress(1);
    return { status: answer.status, text, retryAfter: secondsOf(answer.headers.get('Retry-After')) };
  } catch (error) {
    if (signal.aborted) throw new Aborted();
    if (error instanceof TypeError) throw new HttpError(0, 'The server could not be reached.');
    throw error;
  }
}

/** @returns {Transport} */
export function usualTransport() {
  return typeof XMLHttpRequest === 'undefined' ? byFetch : byXhr;
}
