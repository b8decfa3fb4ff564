/** Pieces of the page that the server wrote as templates, with its words and signs already in them. */

/** A copy of a template's only element. @param {string} id @returns {HTMLElement} */
export function copyOf(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  return /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
}

/** The part of an element that bears this name in `data-part`. @param {Element} element @param {string} name @returns {any} */
export function part(element, name) {
  const found = element.querySelector(`[data-part="${name}"]`);
  if (found === null) throw new Error(`There is no part "${name}".`);
  return found;
}

/** All parts of an element, by name. @param {Element} element @returns {Record<string, any>} */
export function partsOf(element) {
  const found = [...element.querySelectorAll('[data-part]')];
  return Object.fromEntries(found.map((one) => [one.getAttribute('data-part'), one]));
}

/** Puts a sign in the place of another. @param {Element} place @param {string} name */
export function putIcon(place, name) {
  if (place.getAttribute('data-icon') === name) return;
  place.setAttribute('data-icon', name);
  place.replaceChildren(copyOf(`upload-icon-${name}`));
}

/** Sets a text only if it is another: what a screen reader is on stays as it is. @param {Element} element @param {string} text */
export function putText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {string} text @param {() => void} press @param {string} [kind] */
export function button(text, press, kind = '') {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = `button small ${kind}`.trim();
  made.textContent = text;
  made.addEventListener('click', press);
  return made;
}
