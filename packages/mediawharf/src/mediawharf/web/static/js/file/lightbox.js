// An enlarged picture on top of the page: fitted to the window, or at its own size to be scrolled about.

/**
 * Opens the picture that a link leads to; Escape or the button closes it, and the focus goes back to the link.
 * @param {HTMLAnchorElement} link
 */
export function openLightbox(link) {
  const dialog = document.createElement("dialog");
  dialog.className = "lightbox";
  const picture = enlarged(link);
  dialog.setAttribute("aria-label", picture.alt);
  const stage = document.createElement("div");
  stage.className = "lightbox-stage";
  stage.tabIndex = 0;
  stage.append(picture);
  const bar = document.createElement("div");
  bar.className = "lightbox-bar";
  const zoom = barButton(link.dataset.fit ?? "", () => toggle());
  zoom.setAttribute("aria-pressed", "false");
  bar.append(zoom, barButton(link.dataset.close ?? "", () => dialog.close()));
  dialog.append(bar, stage);

  const toggle = () => {
    const isFull = stage.classList.toggle("full");
    zoom.setAttribute("aria-pressed", String(isFull));
    if (isFull) stage.scrollTo((stage.scrollWidth - stage.clientWidth) / 2, (stage.scrollHeight - stage.clientHeight) / 2);
  };
  picture.addEventListener("click", toggle);
  stage.addEventListener("click", (event) => {
    if (event.target === stage) dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * The picture at its own size; the small one shows while it loads.
 * @param {HTMLAnchorElement} link
 */
function enlarged(link) {
  const picture = document.createElement("img");
  const small = link.querySelector("img");
  picture.alt = small?.alt ?? "";
  picture.width = Number(link.dataset.width);
  picture.height = Number(link.dataset.height);
  picture.src = link.href;
  return picture;
}

/**
 * @param {string} label
 * @param {() => void} press
 */
function barButton(label, press) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small";
  button.textContent = label;
  button.addEventListener("click", press);
  return button;
}
