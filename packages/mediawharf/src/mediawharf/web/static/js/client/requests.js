/** Requests to one wiki's API: what every use of it shares. */
import { ApiError, HttpError, throwErrorOf } from './errors.js';
import { bodyOf, queryOf } from './params.js';
import { Pending } from './pending.js';
import { retrying } from './retry.js';
import { usualTransport } from './transport.js';

/** @typedef {import('./params.js').Params} Params */
/** @typedef {import('./pending.js').Control} Control */
/** @typedef {Record<string, any>} Result */

/**
 * @typedef {object} Options
 * @property {string} [url] address of api.php
 * @property {Params} [parameters] sent with each request
 * @property {boolean} [withCredentials] the session of another site is used
 * @property {import('./transport.js').Transport} [transport]
 * @property {Partial<import('./retry.js').Patience>} [patience] of reads, chunks and what a stash key makes repeatable
 */

/** Reads, writes, tokens and the session. */
export class Requests {
  #url;
  #parameters;
  #transport;
  #withCredentials;
  /** @protected */
  _patience;
  /** @type {Map<string, Promise<string>>} */
  #tokens = new Map();
  /** @type {Set<Pending<any>>} */
  #underWay = new Set();

  /** @param {Options} [options] */
  constructor({ url, parameters = {}, withCredentials = false, transport, patience = {} } = {}) {
    this.#url = url ?? globalThis.document?.body.dataset.api ?? '/w/api.php';
    this.#parameters = { action: 'query', format: 'json', formatversion: 2, ...parameters };
    this.#withCredentials = withCredentials;
    this.#transport = transport ?? usualTransport();
    this._patience = patience;
  }

  /** Calls off everything that is under way. */
  abort() {
    this.#underWay.forEach((pending) => pending.abort());
  }

  /** The answer to a read. @param {Params} params @returns {Pending<Result>} */
  get(params) {
    return this._start((control) => retrying(() => this.#send('GET', params, control), control.signal, this._patience));
  }

  /** The answer to a POST, which is sent once. @param {Params} params @returns {Pending<Result>} */
  post(params) {
    return this._start((control) => this.#send('POST', params, control));
  }

  /**
   * The answers to a query, page after page.
   * @param {Params} params
   * @returns {AsyncGenerator<Result, void>}
   */
  async *pages(params) {
    for (let more = {}; ; ) {
      const result = await this.get({ ...params, ...more });
      yield result;
      if (!result.continue) return;
      more = result.continue;
    }
  }

  /** A token, asked for once. @param {string} [type] @returns {Promise<string>} */
  getToken(type = 'csrf') {
    const kept = this.#tokens.get(type);
    if (kept) return kept;
    const asked = this.get({ meta: 'tokens', type, formatversion: 2 }).then((result) => {
      const token = result.query?.tokens?.[`${type}token`];
      if (typeof token !== 'string') throw new ApiError('token-missing', `There is no token of the type ${type}.`, result);
      return token;
    });
    this.#tokens.set(type, asked);
    asked.catch(() => this.badToken(type));
    return asked;
  }

  /** Forgets a token that turned out to be stale. @param {string} [type] */
  badToken(type = 'csrf') {
    this.#tokens.delete(type);
  }

  /** A POST with a token; a stale token is replaced once. @param {string} type @param {Params} params */
  postWithToken(type, params) {
    return this._start((control) => this._withToken(type, params, control));
  }

  /** @param {Params} params */
  postWithEditToken(params) {
    return this.postWithToken('csrf', params);
  }

  /** Logs in by a bot password, or by a main one where the wiki lets it. @param {string} name @param {string} password */
  login(name, password) {
    return this._start(async (control) => {
      const lgtoken = await this.getToken('login');
      this.#tokens.clear(); // those of the session that ends here
      const result = await this.#send('POST', { action: 'login', lgname: name, lgpassword: password, lgtoken }, control);
      if (result.login.result === 'Success') return result;
      const { reason } = result.login;
      throw new ApiError(reason?.code ?? result.login.result, reason?.text ?? reason ?? result.login.result, result);
    });
  }

  /** Ends the session. */
  logout() {
    return this.postWithToken('csrf', { action: 'logout' }).then((result) => {
      this.#tokens.clear();
      return result;
    });
  }

  /** Who the requests come from. @returns {Promise<Result>} */
  getUserInfo() {
    return this.get({ meta: 'userinfo', uiprop: ['groups', 'rights'] }).then((result) => result.query.userinfo);
  }

  /**
   * Work that `abort` calls off.
   * @protected
   * @template T
   * @param {(control: Control) => Promise<T>} work
   */
  _start(work) {
    const pending = Pending.of(work);
    this.#underWay.add(pending);
    const forget = () => this.#underWay.delete(pending);
    pending.then(forget, forget);
    return pending;
  }

  /** @param {'GET' | 'POST'} method @param {Params} params @param {Control} control @returns {Promise<Result>} */
  async #send(method, params, { signal, progress }) {
    const all = { ...this.#parameters, ...params };
    const join = this.#url.includes('?') ? '&' : '?';
    const url = method === 'GET' ? `${this.#url}${join}${queryOf(all)}` : this.#url;
    const body = method === 'GET' ? null : bodyOf(all);
    const withCredentials = this.#withCredentials;
    const answer = await this.#transport({ url, method, body, signal, withCredentials, progress });
    const result = parsed(answer);
    throwErrorOf(result, answer.retryAfter);
    return result;
  }

  /** @protected @param {string} type @param {Params} params @param {Control} control @returns {Promise<Result>} */
  async _withToken(type, params, control) {
    const token = await this.getToken(type);
    try {
      return await this.#send('POST', { ...params, token }, control);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'badtoken') throw error;
      if ((await this.getToken(type)) === token) this.badToken(type);
      return this.#send('POST', { ...params, token: await this.getToken(type) }, control);
    }
  }
}

/** @param {import('./transport.js').Answer} answer @returns {Result} */
function parsed({ status, text, retryAfter }) {
  if (status < 200 || status > 299) throw new HttpError(status, text.slice(0, 200) || `HTTP status ${status}`, retryAfter);
  if (text === '') throw new ApiError('ok-but-empty', 'The answer is empty.', {});
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new HttpError(status, 'The answer is no JSON: something between you and the wiki answered.', retryAfter);
  }
}
