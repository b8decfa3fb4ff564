/** One wiki's API in the manner of MediaWiki's own `mw.Api`, with promises of the platform. */
import { sendChunks } from './chunks.js';
import { ApiError, UploadWarning } from './errors.js';
import { Requests } from './requests.js';
import { pause, retrying } from './retry.js';

/** @typedef {import('./params.js').Params} Params */
/** @typedef {import('./pending.js').Control} Control */
/** @typedef {import('./chunks.js').Mark} Mark */
/** @typedef {Record<string, any>} Result */
/** @typedef {Blob | {files: ArrayLike<File> | null}} FileSource a file, or the input that holds it */

/**
 * @typedef {object} ChunkOptions
 * @property {Mark} [from] resume here
 * @property {(mark: Mark) => void} [onMark] told after each acknowledged chunk
 * @property {(seconds: number | null) => void} [onWait] told before each wait for another try; null: for a network
 */

const CHUNK_SIZE = 5 * 1024 * 1024; // bytes
const FIRST_POLL = 0.3; // seconds
const LONGEST_POLL = 5;

/** Requests, and uploads of every kind. */
export class Api extends Requests {
  /**
   * Uploads a file with one request. Rejects with UploadWarning when the wiki wants a decision first.
   * @param {FileSource} source
   * @param {Params} params
   */
  upload(source, params) {
    return this._start(async (control) => {
      const file = fileOf(source);
      const sent = { ...params, action: 'upload', filename: nameFor(file, params), file };
      return this.#settled(await this._withToken('csrf', sent, control), control);
    });
  }

  /**
   * Uploads a file to the stash; resolves with a function that publishes it, called with further parameters.
   * @param {FileSource} source
   * @param {Params} params
   */
  uploadToStash(source, params) {
    return this._start(async (control) => {
      const file = fileOf(source);
      const filename = nameFor(file, params);
      const sent = { ...params, action: 'upload', filename, file, stash: true, ignorewarnings: true };
      const result = await this.#settled(await this._withToken('csrf', sent, control), control);
      return this.#finisher(result, { ...params, filename });
    });
  }

  /**
   * Uploads a file in chunks. Unless `params` has `stash`, it is published then.
   * @param {FileSource} source
   * @param {Params} params
   * @param {number} [chunkSize] bytes
   * @param {number} [retries] of each chunk
   * @param {ChunkOptions} [options]
   */
  chunkedUpload(source, params, chunkSize = CHUNK_SIZE, retries, options = {}) {
    return this._start(async (control) => {
      const { stash, ...wanted } = params;
      const filename = nameFor(fileOf(source), params);
      const result = await this.#chunks(source, { ...wanted, filename }, chunkSize, retries, options, control);
      if (stash) return result;
      return this.#publish(result.upload.filekey, { ...wanted, filename }, control);
    });
  }

  /**
   * Uploads a file in chunks to the stash; resolves with a function that publishes it.
   * @param {FileSource} source
   * @param {Params} params
   * @param {number} [chunkSize] bytes
   * @param {number} [retries] of each chunk
   * @param {ChunkOptions} [options]
   */
  chunkedUploadToStash(source, params, chunkSize = CHUNK_SIZE, retries, options = {}) {
    return this._start(async (control) => {
      const filename = nameFor(fileOf(source), params);
      const result = await this.#chunks(source, { ...params, filename }, chunkSize, retries, options, control);
      return this.#finisher(result, { ...params, filename });
    });
  }

  /** Has the wiki fetch a file from elsewhere into the stash, by a job where it has them. @param {string} url @param {Params} params */
  fetchToStash(url, params) {
    return this._start(async (control) => {
      const sent = { ...params, action: 'upload', url, stash: true, ignorewarnings: true, async: true };
      return this.#settled(await this._withToken('csrf', sent, control), control);
    });
  }

  /** Publishes a stashed file. @param {string} filekey @param {Params} params */
  uploadFromStash(filekey, params) {
    return this._start((control) => this.#publish(filekey, params, control));
  }

  /** How far the server has an upload that is not finished, null if it knows nothing of it. @param {string} filekey */
  async uploadedSoFar(filekey) {
    try {
      const { upload } = await this.postWithToken('csrf', { action: 'upload', filekey, checkstatus: true });
      return /** @type {Result} */ (upload);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'missingresult') return null;
      throw error;
    }
  }

  /**
   * @param {FileSource} source
   * @param {Params} params
   * @param {number} chunkSize
   * @param {number | undefined} retries
   * @param {ChunkOptions} options
   * @param {Control} control
   */
  async #chunks(source, params, chunkSize, retries, { from, onMark = () => {}, onWait = () => {} }, control) {
    const patience = { ...this._patience, ...(retries === undefined ? {} : { retries }), onWait };
    const { text, comment, tags, watchlist, watchlistexpiry, ignorewarnings, ...kept } = params; // for the publication
    const sent = { ...kept, action: 'upload', stash: true, ignorewarnings: true };
    const result = await sendChunks(
      { file: fileOf(source), params: sent, chunkSize, patience, from: from ?? null, onMark },
      (told, progress) => this._withToken('csrf', told, { signal: control.signal, progress }),
      control,
    );
    return this.#settled(result, control);
  }

  /** @param {string} filekey @param {Params} params @param {Control} control */
  async #publish(filekey, params, control) {
    const { stash, filesize, offset, ...wanted } = params;
    const sent = { ...wanted, action: 'upload', filekey };
    const result = await retrying(() => this._withToken('csrf', sent, control), control.signal, this._patience);
    return this.#settled(result, control, filekey);
  }

  /** @param {Result} result of an upload to the stash @param {Params} params */
  #finisher(result, params) {
    const { filekey } = result.upload;
    const finish = (/** @type {Params} */ more = {}) => this.uploadFromStash(filekey, { ...params, ...more });
    return Object.assign(finish, { filekey: String(filekey), result });
  }

  /**
   * The end of an upload, which may be left to a job; a warning is thrown.
   * @param {Result} result
   * @param {Control} control
   * @param {string} [filekey] what to ask by where the answer has no key
   */
  async #settled(result, control, filekey = result.upload.filekey) {
    for (let wait = FIRST_POLL; result.upload.result === 'Poll'; wait = Math.min(LONGEST_POLL, wait * 1.5)) {
      await pause(wait, control.signal);
      const asked = { action: 'upload', filekey, checkstatus: true };
      result = await retrying(() => this._withToken('csrf', asked, control), control.signal, this._patience);
      const { bytes, total } = result.upload;
      if (total) control.progress(bytes / total);
    }
    if (result.upload.result === 'Warning') throw new UploadWarning(result);
    return result;
  }
}

/** @param {FileSource} source @returns {Blob} */
function fileOf(source) {
  const file = source instanceof Blob ? source : source.files?.[0];
  if (!file) throw new ApiError('nofile', 'No file is chosen.', {});
  return file;
}

/** @param {Blob} file @param {Params} params */
function nameFor(file, params) {
  const name = params.filename ?? ('name' in file ? String(file.name) : undefined);
  if (name === undefined) throw new ApiError('nofilename', 'The file has no name.', {});
  return name;
}
