/** Names of files as the server takes them, told while they are typed. Source: the server's `model/filename.py`. */

/** @typedef {{allowed: readonly string[], prohibited: readonly string[], prefixes: readonly string[]}} NameRules in lower case */
/** @typedef {'empty' | 'characters' | 'too-long' | 'no-extension' | 'extension' | 'type' | 'too-short' | 'reserved'} Problem */

const MOST_BYTES = 240;
const UNFIT = /[^ %!"$&'()*,\-./0-9:;=?@A-Z\\^_`a-z~+\u0080-\u{10ffff}]|[:/\\]/gu;
const NOT_TEXT = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffd-\uffff]/gu;
const MARKS = /[\u200e\u200f\u202a-\u202e]/gu;
const SPACES = /[ _\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\t\n\r]+/gu;
const ESCAPES = /%[0-9a-f]{2}|&[a-z0-9\u0080-\u{10ffff}]+;|&#[0-9]+;|&#x[0-9a-f]+;|~~~/iu;

const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text).length;

/** The extension, in lower case, "" if there is none. @param {string} name */
export function extensionOf(name) {
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
}

/**
 * What is wrong with a name, null if nothing is.
 * @param {string} name
 * @param {NameRules} rules
 * @returns {Problem | null}
 */
export function problemOf(name, rules) {
  const title = spaced(name.replace(MARKS, '').normalize('NFC'));
  if (title === '') return 'empty';
  if (bytes(title) > MOST_BYTES) return 'too-long';
  if (title.search(NOT_TEXT) >= 0 || title.search(UNFIT) >= 0) return 'characters';
  if (ESCAPES.test(title) || title === '.' || title === '..') return 'reserved';
  const extensions = title.toLowerCase().split('.').slice(1);
  const last = extensions.at(-1);
  if (!last) return 'no-extension';
  if (extensions.some((one) => rules.prohibited.includes(one.split(';')[0]))) return 'extension';
  if (!rules.allowed.includes(last)) return 'type';
  return title.slice(0, title.lastIndexOf('.')).trim() === '' ? 'too-short' : null;
}

/**
 * A legal name that is as near to the given one as can be.
 * @param {string} name
 * @param {NameRules} rules
 * @param {string} [extension] that of the file, for a name without a good one
 */
export function offered(name, rules, extension = '') {
  let title = name.replace(NOT_TEXT, '').replace(MARKS, '').normalize('NFC');
  title = withoutPrefix(title, rules).replace(/[[{<]/g, '(').replace(/[\]}>]/g, ')').replace(UNFIT, '-');
  title = title.replace(/%(?=[0-9a-f]{2})/gi, '-').replace(/&(?=#?[\w\u0080-\u{10ffff}]+;)/gu, '-').replace(/~~~+/g, '-');
  title = spaced(title);
  let last = extensionOf(title);
  if (!rules.allowed.includes(last) && rules.allowed.includes(extension)) {
    title = `${title.replace(/\.+$/, '')}.${extension}`;
    last = extension;
  }
  const [end, stem] = last === '' ? ['', title] : [title.slice(title.lastIndexOf('.')), title.slice(0, title.lastIndexOf('.'))];
  const inner = stem.split('.').map((part, at) => (at > 0 && rules.prohibited.includes(part.toLowerCase()) ? `-${part}` : part));
  const plain = spaced(inner.join('.')).replace(/^\.+/, '') || 'File';
  return capitalised(shortened(plain, MOST_BYTES - bytes(end)) + end);
}

/** How the wiki spells a name that is legal: spaces in order, the first letter large. @param {string} name */
export function spelled(name) {
  return capitalised(spaced(name.replace(MARKS, '').normalize('NFC')));
}

/** @param {string} text */
function spaced(text) {
  return text.replace(SPACES, ' ').trim();
}

/** @param {string} text @param {NameRules} rules */
function withoutPrefix(text, rules) {
  const [before, ...after] = text.split(':');
  return after.length > 0 && rules.prefixes.includes(spaced(before).toLowerCase()) ? after.join(':') : text;
}

/** @param {string} text @param {number} most bytes */
function shortened(text, most) {
  const letters = [...text];
  while (bytes(letters.join('')) > most) letters.pop();
  return letters.join('').trimEnd();
}

/** @param {string} text */
function capitalised(text) {
  const [first = '', ...rest] = text;
  return (first.toUpperCase() + rest.join('')).normalize('NFC');
}
