/** Small pictures of chosen files, made when their rows come into view, few at a time. */

const MOST_BYTES = 40 * 1024 * 1024; // a larger picture takes too much memory to decode
const TYPES = /^image\/(jpeg|png|gif|webp|avif)$/;
const SIZE = 176; // pixels, for screens of twice the density
const AT_ONCE = 2;

export class Thumbnails {
  /** @type {Map<Element, File>} */
  #files = new Map();
  /** @type {Element[]} */
  #due = [];
  #busy = 0;
  #observer = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: '200px' });

  /** Puts a picture of the file into the place, if it is one that can be shown. @param {Element} place @param {File} file */
  add(place, file) {
    if (!TYPES.test(file.type) || file.size > MOST_BYTES) return;
    this.#files.set(place, file);
    this.#observer.observe(place);
  }

  /** @param {Element} place */
  remove(place) {
    this.#files.delete(place);
    this.#observer.unobserve(place);
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #seen(entries) {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      this.#observer.unobserve(target);
      this.#due.push(target);
    }
    this.#next();
  }

  #next() {
    while (this.#busy < AT_ONCE && this.#due.length > 0) {
      const place = /** @type {Element} */ (this.#due.shift());
      const file = this.#files.get(place);
      if (!file) continue;
      this.#busy += 1;
      this.#draw(place, file).finally(() => {
        this.#busy -= 1;
        this.#files.delete(place);
        this.#next();
      });
    }
  }

  /** @param {Element} place @param {File} file */
  async #draw(place, file) {
    try {
      const bitmap = await createImageBitmap(file, { resizeWidth: SIZE, resizeQuality: 'medium' });
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
      /** @type {ImageBitmapRenderingContext} */ (canvas.getContext('bitmaprenderer')).transferFromImageBitmap(bitmap);
      place.replaceChildren(canvas);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; // damaged, or gone: the sign stays
    }
  }
}
