/** Ways in for files: the input, a folder, dropping, pasting. */

/**
 * Hears of all files that are given to the page.
 * @param {HTMLElement} zone where they may be dropped; it holds the inputs
 * @param {(files: File[]) => void} take
 */
export function hearFiles(zone, take) {
  for (const input of zone.querySelectorAll('input[type="file"]')) {
    input.addEventListener('change', () => {
      const { files } = /** @type {HTMLInputElement} */ (input);
      take([...(files ?? [])]);
      /** @type {HTMLInputElement} */ (input).value = ''; // the same file may be chosen again
    });
  }
  hearDrops(zone, take);
  document.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    take(files.map(named));
  });
}

/** @param {HTMLElement} zone @param {(files: File[]) => void} take */
function hearDrops(zone, take) {
  const holdsFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files') ?? false;
  let depth = 0; // enter and leave come for each element within
  const mark = (/** @type {number} */ change) => {
    depth = Math.max(0, depth + change);
    zone.classList.toggle('is-over', depth > 0);
  };
  document.addEventListener('dragenter', (event) => holdsFiles(event) && mark(1));
  document.addEventListener('dragleave', (event) => holdsFiles(event) && mark(-1));
  document.addEventListener('dragover', (event) => holdsFiles(event) && event.preventDefault());
  document.addEventListener('drop', async (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault(); // anywhere on the page: a missed zone must not leave the page
    mark(-depth);
    take(await droppedFiles(/** @type {DataTransfer} */ (event.dataTransfer)));
  });
}

/** All files of a drop, those within folders included. @param {DataTransfer} transfer */
async function droppedFiles(transfer) {
  // The entries must be taken before the first wait: afterwards the list is empty.
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  const found = items.map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const files = await Promise.all(found.map((entry) => (entry instanceof File || entry === null ? [entry] : filesIn(entry))));
  return /** @type {File[]} */ (files.flat().filter((file) => file !== null));
}

/** @param {FileSystemEntry} entry @returns {Promise<File[]>} */
async function filesIn(entry) {
  if (entry.isFile) return [await new Promise((resolve, reject) => /** @type {any} */ (entry).file(resolve, reject))];
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  const files = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return files; // a reader gives a hundred at a time
    for (const each of entries) if (!each.name.startsWith('.')) files.push(...(await filesIn(each)));
  }
}

/** A pasted picture is always called "image.png": the time makes it another. @param {File} file */
function named(file) {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const now = new Date().toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');
  return new File([file], `${now}${file.name.slice(5)}`, { type: file.type, lastModified: file.lastModified });
}
