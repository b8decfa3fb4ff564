/** What became of each file, as a table to keep: names, sizes and hashes. */

/**
 * @typedef {object} Line
 * @property {string} file name on the disk, or the address it was fetched from
 * @property {string} title
 * @property {number | null} size bytes
 * @property {string} sha1
 * @property {string} state
 * @property {string} address of the file's page
 * @property {string} problem
 */

/** @type {(keyof Line)[]} */
const COLUMNS = ['file', 'title', 'size', 'sha1', 'state', 'address', 'problem'];

/** As RFC 4180 has it, in UTF-8 with a mark that spreadsheets need. @param {Line[]} lines */
export function asCsv(lines) {
  const rows = [COLUMNS, ...lines.map((line) => COLUMNS.map((column) => cell(line[column])))];
  return `\ufeff${rows.map((row) => row.join(',')).join('\r\n')}\r\n`;
}

/** @param {Line[]} lines */
export function asJson(lines) {
  return `${JSON.stringify(lines, null, 2)}\n`;
}

/** A spreadsheet would take a leading sign for a formula. @param {string | number | null} value */
function cell(value) {
  const text = String(value ?? '').replace(/^([=+\-@\t\r])/, "'$1");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
