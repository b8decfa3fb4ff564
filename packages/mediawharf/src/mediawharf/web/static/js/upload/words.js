/** The page's words, in the form that the server's `i18n/plural.py` tells of. */

const PLACE = /\{(\w+)(?:, plural, one \{((?:[^{}]|\{\w+\})*)\} other \{((?:[^{}]|\{\w+\})*)\})?\}/g;
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

/** @typedef {Record<string, string | number>} Values */

export class Words {
  #sentences;
  #language;
  #plural;
  #number;

  /** @param {Record<string, string>} sentences by key @param {string} language */
  constructor(sentences, language) {
    this.#sentences = sentences;
    this.#language = language;
    this.#plural = new Intl.PluralRules(language);
    this.#number = new Intl.NumberFormat(language);
  }

  /** @param {string} key */
  has(key) {
    return Object.hasOwn(this.#sentences, key);
  }

  /** The message with its values put in. @param {string} key @param {Values} [values] */
  text(key, values = {}) {
    return this.has(key) ? this.#fill(this.#sentences[key], values) : `⧼${key}⧽`;
  }

  /** A number of bytes, in the unit that suits it. @param {number} octets */
  size(octets) {
    const step = octets < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(octets) / 3));
    const value = octets / 1000 ** step;
    const unitDisplay = step === 0 ? 'long' : 'short';
    const format = { style: 'unit', unit: UNITS[step], unitDisplay, maximumFractionDigits: value < 10 && step > 0 ? 1 : 0 };
    return new Intl.NumberFormat(this.#language, /** @type {Intl.NumberFormatOptions} */ (format)).format(value);
  }

  /** A fraction in percent. @param {number} fraction */
  percent(fraction) {
    return new Intl.NumberFormat(this.#language, { style: 'percent' }).format(Math.floor(fraction * 100) / 100);
  }

  /** @param {string} sentence @param {Values} values @returns {string} */
  #fill(sentence, values) {
    return sentence.replace(PLACE, (place, name, one, other) => {
      const value = values[name];
      if (value === undefined) return place;
      if (one === undefined) return typeof value === 'number' ? this.#number.format(value) : value;
      const form = this.#plural.select(Number(value)) === 'one' ? one : other;
      return this.#fill(form.replaceAll('#', this.#number.format(Number(value))), values);
    });
  }
}
