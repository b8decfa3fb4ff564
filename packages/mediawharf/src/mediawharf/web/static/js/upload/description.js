/** The text of a new file's page, from what people fill in. The server's `pages/information.py` writes the same. */

/**
 * @typedef {object} Fields
 * @property {string} description
 * @property {string} language of the description, a code
 * @property {string} date
 * @property {string} latitude decimal degrees
 * @property {string} longitude
 * @property {string} author
 * @property {string} source
 * @property {string} licence name of a template
 * @property {string} categories separated by bars
 */

/** @type {Readonly<Fields>} */
export const EMPTY = Object.freeze({
  description: '', language: '', date: '', latitude: '', longitude: '', author: '', source: '', licence: '', categories: '',
});

/** @param {Fields} fields */
export function pageText(fields) {
  const about = Object.entries({
    description: described(fields), date: fields.date, source: fields.source, author: fields.author,
  });
  const parts = about.some(([, value]) => value.trim() !== '')
    ? [`{{Information\n${about.map(([name, value]) => `|${name}=${name === 'description' ? value : escaped(value)}`).join('\n')}\n}}`]
    : [];
  if (fields.latitude !== '' && fields.longitude !== '') parts.push(`{{Location|${fields.latitude}|${fields.longitude}}}`);
  if (fields.licence !== '') parts.push(`{{${fields.licence}}}`);
  const names = categoriesOf(fields.categories);
  if (names.length > 0) parts.push(names.map((name) => `[[Category:${name}]]`).join('\n'));
  return parts.join('\n\n');
}

/** The names in a text with bars between them; what no title may hold is left out. @param {string} text */
export function categoriesOf(text) {
  const names = text.split('|').map((name) => name.replace(/[[\]{}<>#]/g, '').replace(/[\s_]+/g, ' ').trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

/** @param {Fields} fields */
function described({ description, language }) {
  const text = escaped(description);
  return text === '' || language === '' ? text : `{{${language}|1=${text}}}`;
}

/** @type {Record<string, string>} */
const ENDS = { '[[': ']]', '{{': '}}' };
/** @type {Record<string, string>} */
const ENTITIES = { '[': '&#91;', ']': '&#93;', '{': '&#123;', '}': '&#125;', '|': '{{!}}' };

/**
 * A text as a template's value: links and templates stay as they are if they are whole, all else is only text.
 * @param {string} text
 */
export function escaped(text) {
  const plain = text.trim().replaceAll('<', '&lt;');
  const parts = plain.split(/(\[\[|\]\]|\{\{|\}\}|\|)/);
  /** @type {string[]} */
  const open = [];
  const written = [];
  for (const part of parts) {
    if (part in ENDS) open.push(ENDS[part]);
    else if (part === ']]' || part === '}}' ? open.pop() !== part : /[[\]{}]/.test(part)) return plain.replace(/[[\]{}|]/g, (sign) => ENTITIES[sign]);
    written.push(part === '|' && open.length === 0 ? '{{!}}' : part);
  }
  return open.length === 0 ? written.join('') : plain.replace(/[[\]{}|]/g, (sign) => ENTITIES[sign]);
}
