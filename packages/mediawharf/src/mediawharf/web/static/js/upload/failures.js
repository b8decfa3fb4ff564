/** What went wrong, as a message for people: the wiki's own sentence where there is one. */
import { ApiError, HttpError } from '../client/index.js';
import { Unreadable } from './hashing.js';

/** @typedef {import('./item.js').Problem} Problem */

const TOLD_BY_CODE = new Set([
  'assertuserfailed', 'badtoken', 'empty-file', 'fileexists-no-change', 'ratelimited', 'stashfailed', 'uploadscripted',
  'uploadstash-file-not-found', 'verification-error',
]);

/** What arrived is not what is here: an earlier part was of another file. */
export class Mixed extends Error {
  constructor() {
    super('The bytes that arrived are not those of the file.');
    this.name = 'Mixed';
  }
}

/** The problem, null for an error that is no failure of the upload and must be thrown. @param {unknown} error @returns {Problem | null} */
export function problemOfError(error) {
  if (error instanceof Unreadable) return { key: 'upload-failed-unreadable' };
  if (error instanceof Mixed) return { key: 'upload-failed-mixed' };
  if (error instanceof HttpError) {
    return error.status === 0 ? { key: 'upload-failed-connection' } : { key: 'upload-failed-http', values: { status: error.status } };
  }
  if (!(error instanceof ApiError)) return null;
  const key = TOLD_BY_CODE.has(error.code) ? `upload-failed-${error.code}` : 'upload-failed-other';
  return { key, values: { text: error.message } };
}
