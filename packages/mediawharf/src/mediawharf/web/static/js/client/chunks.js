/** A file sent in chunks: each is acknowledged before the next, so a lost connection costs one chunk at most. */
import { ApiError } from './errors.js';
import { retrying } from './retry.js';

/** @typedef {import('./retry.js').Patience} Patience */
/** @typedef {{filekey: string, offset: number}} Mark how far the server has the file */
/** @typedef {(params: import('./params.js').Params, progress: (fraction: number) => void) => Promise<Record<string, any>>} Post */

/**
 * @typedef {object} Sent
 * @property {Blob} file
 * @property {import('./params.js').Params} params sent with each chunk
 * @property {number} chunkSize bytes
 * @property {Partial<Patience>} patience
 * @property {Mark | null} from where an earlier try came to
 * @property {(mark: Mark) => void} onMark called after each acknowledged chunk: what to resume from
 */

/**
 * The answer to the last chunk. A wrong offset is put right by what the server tells in its refusal.
 * @param {Sent} sent
 * @param {Post} post
 * @param {import('./pending.js').Control} control
 */
export async function sendChunks({ file, params, chunkSize, patience, from, onMark }, post, { signal, progress }) {
  let mark = from;
  for (let corrections = 0; ; ) {
    const offset = mark?.offset ?? 0;
    const chunk = file.slice(offset, offset + chunkSize);
    const told = { ...params, chunk, offset, filesize: file.size, ...(mark && { filekey: mark.filekey }) };
    const share = (/** @type {number} */ part) => progress((offset + part * chunk.size) / file.size);
    try {
      const result = await retrying(() => post(told, share), signal, patience);
      const next = nextMark(result, file.size);
      if (next === null) return result;
      mark = next;
      corrections = 0;
      onMark(next);
      progress(next.offset / file.size);
    } catch (error) {
      const expected = expectedOffset(error);
      if (expected === null || mark === null || corrections >= 3) throw error;
      corrections += 1;
      mark = { filekey: mark.filekey, offset: expected };
    }
  }
}

/** Where to go on, null after the last chunk. A warning about the name of a file that is not whole is no end. */
function nextMark(/** @type {Record<string, any>} */ { upload }, /** @type {number} */ size) {
  const goesOn = upload.result === 'Continue' || (upload.result === 'Warning' && upload.offset < size);
  return goesOn ? { filekey: upload.filekey, offset: Number(upload.offset) } : null;
}

/** The offset that the server waits for, if that is why it refused. @returns {number | null} */
export function expectedOffset(/** @type {unknown} */ error) {
  if (!(error instanceof ApiError) || error.code !== 'stashfailed' || error.data.offset === undefined) return null;
  return Number(error.data.offset);
}
