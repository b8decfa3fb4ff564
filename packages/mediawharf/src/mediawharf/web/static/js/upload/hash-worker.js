/** A worker that hashes files: bytes stream through it, so a file of any size takes the same memory. */
import '../../vendor/hash-wasm/sha1.umd.min.js';

/** @typedef {{id: string, file: Blob}} Asked */
/** @typedef {{id: string, sha1?: string, done?: number, error?: string}} Told sha1 at the end, done (bytes) before it */

const { createSHA1 } = Reflect.get(globalThis, 'hashwasm');
const STEP = 4 * 1024 * 1024; // bytes read at a time

self.onmessage = async (/** @type {MessageEvent<Asked>} */ { data: { id, file } }) => {
  try {
    const hash = await createSHA1();
    for (let done = 0; done < file.size; done += STEP) {
      hash.update(new Uint8Array(await file.slice(done, done + STEP).arrayBuffer()));
      self.postMessage({ id, done: Math.min(file.size, done + STEP) });
    }
    self.postMessage({ id, sha1: hash.digest('hex') });
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    self.postMessage({ id, error: error.name }); // the file was moved, changed or taken away
  }
};
