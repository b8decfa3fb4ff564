/** `mw.Api` for scripts written for MediaWiki: the same calls and the same style of promises, on this client. */
import { Api as PlainApi } from './api.js';
import { Styled } from './styled.js';

/** @typedef {import('./params.js').Params} Params */
/** @typedef {import('./api.js').FileSource} FileSource */
/** @typedef {{ajax?: {url?: string, xhrFields?: {withCredentials?: boolean}}, parameters?: Params}} MwOptions */

/**
 * A promise of the platform in jQuery's style: rejected with code and result.
 * @param {Promise<any>} promise
 * @param {(value: any) => any} [shown]
 */
function styled(promise, shown = (value) => value) {
  const pending = /** @type {import('./pending.js').Pending<any>} */ (promise);
  return new Styled(({ resolve, reject, notify }) => {
    pending.progress?.(notify);
    promise.then((value) => resolve(shown(value)), (error) => reject(error.code ?? error.message, error.result ?? {}));
  }, () => pending.abort?.());
}

/** A function that publishes what is stashed, in the same style. */
const finisher = (/** @type {(more?: Params) => Promise<any>} */ finish) => (/** @type {Params} */ more) => styled(finish(more));

/** What `new mw.Api()` makes. */
export class Api {
  #api;

  /** @param {MwOptions} [options] */
  constructor({ ajax = {}, parameters = {} } = {}) {
    const withCredentials = ajax.xhrFields?.withCredentials === true;
    this.#api = new PlainApi({ url: ajax.url, withCredentials, parameters: { formatversion: 1, ...parameters } });
  }

  abort() {
    this.#api.abort();
  }

  /** @param {Params} params */
  get(params) {
    return styled(this.#api.get(params));
  }

  /** @param {Params} params */
  post(params) {
    return styled(this.#api.post(params));
  }

  /** @param {string} type */
  getToken(type) {
    return styled(this.#api.getToken(type));
  }

  getEditToken() {
    return this.getToken('csrf');
  }

  /** @param {string} type */
  badToken(type) {
    this.#api.badToken(type);
  }

  /** @param {string} type @param {Params} params */
  postWithToken(type, params) {
    return styled(this.#api.postWithToken(type, params));
  }

  /** @param {Params} params */
  postWithEditToken(params) {
    return this.postWithToken('csrf', params);
  }

  /** @param {string} name @param {string} password */
  login(name, password) {
    return styled(this.#api.login(name, password));
  }

  getUserInfo() {
    return styled(this.#api.getUserInfo());
  }

  /** @param {FileSource} file @param {Params} [data] */
  upload(file, data = {}) {
    return styled(this.#api.upload(file, data));
  }

  /** @param {FileSource} file @param {Params} [data] */
  uploadToStash(file, data = {}) {
    return styled(this.#api.uploadToStash(file, data), finisher);
  }

  /** @param {FileSource} file @param {Params} [data] @param {number} [chunkSize] @param {number} [chunkRetries] */
  chunkedUpload(file, data = {}, chunkSize, chunkRetries) {
    return styled(this.#api.chunkedUpload(file, data, chunkSize, chunkRetries));
  }

  /** @param {FileSource} file @param {Params} [data] @param {number} [chunkSize] @param {number} [chunkRetries] */
  chunkedUploadToStash(file, data = {}, chunkSize, chunkRetries) {
    return styled(this.#api.chunkedUploadToStash(file, data, chunkSize, chunkRetries), finisher);
  }

  /** @param {string} filekey @param {Params} [data] */
  uploadFromStash(filekey, data = {}) {
    return styled(this.#api.uploadFromStash(filekey, data));
  }
}
