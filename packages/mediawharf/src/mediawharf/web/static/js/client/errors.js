/** What a request can come to instead of its answer. `code` is for programs, `message` for people. */

export class ApiError extends Error {
  /**
   * @param {string} code the API's code
   * @param {string} text
   * @param {Record<string, any>} result the whole answer
   * @param {number | null} [retryAfter] seconds
   */
  constructor(code, text, result, retryAfter = null) {
    super(text);
    this.name = 'ApiError';
    this.code = code;
    this.result = result;
    this.retryAfter = retryAfter;
  }

  /** The facts beside the code, such as `offset` or `filekey`, in every error format. @returns {Record<string, any>} */
  get data() {
    return this.result.error ?? this.result.errors?.[0]?.data ?? {};
  }
}

/** Nothing is published until someone decides: `code` is the first warning's key. */
export class UploadWarning extends ApiError {
  /** @param {Record<string, any>} result */
  constructor(result) {
    const keys = Object.keys(result.upload.warnings ?? {});
    super(keys[0] ?? 'unknown', `The upload waits for a decision: ${keys.join(', ')}`, result);
    this.name = 'UploadWarning';
    this.warnings = result.upload.warnings ?? {};
    /** @type {string | undefined} key of the bytes that are kept */
    this.filekey = result.upload.filekey;
  }
}

/** No answer of the API: the connection failed (status 0), or something in between answered. */
export class HttpError extends Error {
  /**
   * @param {number} status
   * @param {string} text
   * @param {number | null} [retryAfter] seconds
   */
  constructor(status, text, retryAfter = null) {
    super(text);
    this.name = 'HttpError';
    this.code = 'http';
    this.status = status;
    this.retryAfter = retryAfter;
    this.result = { textStatus: status === 0 ? 'error' : String(status), exception: text };
  }
}

/** The caller called it off. */
export class Aborted extends Error {
  constructor() {
    super('The request was called off.');
    this.name = 'AbortError';
    this.code = 'abort';
    this.result = { textStatus: 'abort', exception: 'abort' };
  }
}

/**
 * Throws the error that an answer carries, in any error format.
 * @param {Record<string, any>} result
 * @param {number | null} retryAfter seconds
 */
export function throwErrorOf(result, retryAfter) {
  if (result.error) throw new ApiError(result.error.code, result.error.info ?? result.error.code, result, retryAfter);
  const [first] = result.errors ?? [];
  if (first) throw new ApiError(first.code, first.text ?? first.html ?? first['*'] ?? first.code, result, retryAfter);
}
