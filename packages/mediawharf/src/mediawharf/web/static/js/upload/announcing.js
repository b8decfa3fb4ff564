/** A live region that says the latest at most every few seconds, so that it can be listened to. */

const EVERY = 3000; // milliseconds

export class Announcer {
  #region;
  #last = 0;
  #due = '';
  /** @type {ReturnType<typeof setTimeout> | null} */
  #timer = null;

  /** @param {Element} region */
  constructor(region) {
    this.#region = region;
  }

  /** @param {string} text */
  say(text) {
    this.#due = text;
    this.#timer ??= setTimeout(() => this.#speak(), Math.max(0, this.#last + EVERY - Date.now()));
  }

  #speak() {
    this.#timer = null;
    this.#last = Date.now();
    if (this.#region.textContent !== this.#due) this.#region.textContent = this.#due;
  }
}
