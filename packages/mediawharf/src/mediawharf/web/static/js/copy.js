// Buttons that copy: data-copy names the element whose value or text it is, data-copied is what to say afterwards.

for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-copy]"))) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy ?? "");
    const text = source instanceof HTMLInputElement ? source.value : (source?.textContent ?? "");
    await navigator.clipboard.writeText(text.trim());
    const label = button.querySelector("span") ?? button;
    const before = label.textContent;
    label.textContent = button.dataset.copied ?? before;
    setTimeout(() => {
      label.textContent = before;
    }, 2000);
  });
}
