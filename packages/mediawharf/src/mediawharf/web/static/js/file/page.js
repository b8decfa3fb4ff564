// The page of a file: an enlarged view on top of the page, and buttons that copy.

import { openLightbox } from "./lightbox.js";

for (const link of document.querySelectorAll("a[data-lightbox]")) {
  link.addEventListener("click", (event) => {
    const mouse = /** @type {MouseEvent} */ (event);
    if (mouse.button !== 0 || mouse.metaKey || mouse.ctrlKey || mouse.shiftKey || mouse.altKey) return;
    event.preventDefault();
    openLightbox(/** @type {HTMLAnchorElement} */ (link));
  });
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) break;
  /** @type {HTMLElement} */ (button).hidden = false;
  button.addEventListener("click", () => copy(/** @type {HTMLButtonElement} */ (button)));
}

/**
 * Copies the text or the value of the element that the button names, and says so on the button for a moment.
 * @param {HTMLButtonElement} button
 */
async function copy(button) {
  const source = document.getElementById(button.dataset.copy ?? "");
  if (!source) return;
  const text = source instanceof HTMLInputElement ? source.value : source.textContent ?? "";
  await navigator.clipboard.writeText(text.trim());
  const label = button.querySelector("span");
  if (!label || button.classList.contains("done")) return;
  const before = label.textContent;
  label.textContent = button.dataset.done ?? "";
  button.classList.add("done");
  setTimeout(() => {
    label.textContent = before;
    button.classList.remove("done");
  }, 2000);
}
