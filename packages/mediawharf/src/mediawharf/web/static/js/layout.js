// What every page has: menus that close by themselves.

const menus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) {
    if (!menu.contains(/** @type {Node} */ (event.target))) menu.removeAttribute("open");
  }
});

// A picture that could not be drawn gives way to the sign of its kind.
for (const image of document.querySelectorAll(".tile-picture img")) {
  const give = () => image.remove();
  const { complete, naturalWidth } = /** @type {HTMLImageElement} */ (image);
  if (complete && naturalWidth === 0) give();
  else image.addEventListener("error", give);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.removeAttribute("open");
    menu.querySelector("summary")?.focus();
  }
});
