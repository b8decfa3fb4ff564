/** Parameters as people write them, turned into what the API reads. */

/** @typedef {string | number | boolean | null | undefined | Blob | readonly (string | number)[]} Value */
/** @typedef {Record<string, Value>} Params */

const SEPARATOR = '\u001f'; // before and between values that hold a pipe themselves

/** @param {readonly (string | number)[]} values */
function joined(values) {
  const texts = values.map(String);
  return texts.some((text) => text.includes('|')) ? SEPARATOR + texts.join(SEPARATOR) : texts.join('|');
}

/**
 * The parameters that are sent: false, null and undefined are left out, as the API takes any value for true.
 * @param {Params} params
 * @returns {[string, string | Blob][]}
 */
export function wired(params) {
  /** @type {[string, string | Blob][]} */
  const pairs = [];
  for (const [name, value] of Object.entries(params)) {
    if (value === false || value === null || value === undefined) continue;
    if (value instanceof Blob) pairs.push([name, value]);
    else if (typeof value === 'object') pairs.push([name, joined(value)]);
    else pairs.push([name, value === true ? '1' : String(value)]);
  }
  return pairs;
}

/** @param {Params} params */
export function queryOf(params) {
  return new URLSearchParams(wired(params).map(([name, value]) => [name, String(value)]));
}

/**
 * The body of a POST: a form with files if there are any. The files come last, so that a server that reads on the fly
 * knows by then what they are for.
 * @param {Params} params
 */
export function bodyOf(params) {
  const pairs = wired(params);
  const files = pairs.filter(([, value]) => value instanceof Blob);
  if (files.length === 0) return queryOf(params);
  const form = new FormData();
  for (const [name, value] of pairs) if (typeof value === 'string') form.append(name, value);
  for (const [name, value] of files) form.append(name, /** @type {Blob} */ (value), 'file'); // the part's name says nothing
  return form;
}
