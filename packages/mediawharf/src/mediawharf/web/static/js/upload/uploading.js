/** The steps that one file takes: its hash, its bytes, its publication. Each ends in a state of the item. */
import { Aborted, UploadWarning } from '../client/index.js';
import { pageText } from './description.js';
import { shotOf } from './exif.js';
import { Mixed, problemOfError } from './failures.js';
import { filesWith } from './server.js';

/** @typedef {import('./item.js').Item} Item */

const CHUNK_SIZE = 4 * 1024 * 1024;

export class Uploading {
  #api;
  #hashing;
  #changed;
  #nameFor;
  #comment;

  /**
   * @param {import('../client/index.js').Api} api
   * @param {import('./hashing.js').Hashing} hashing
   * @param {(item: Item) => void} changed
   * @param {(item: Item) => string} nameFor a legal name for the stash, whatever is typed at the moment
   * @param {string} comment of each publication
   */
  constructor(api, hashing, changed, nameFor, comment) {
    this.#api = api;
    this.#hashing = hashing;
    this.#changed = changed;
    this.#nameFor = nameFor;
    this.#comment = comment;
  }

  /** Hashes the bytes and asks whether the wiki has them, before any of them move. @param {Item} item */
  async hash(item) {
    const { draft } = item;
    await this.#step(item, 'hashing', async () => {
      const file = /** @type {File} */ (draft.file);
      const sha1 = await this.#hashing.sha1(file, (done) => this.#tell(item, done / Math.max(1, file.size)));
      if (draft.sha1 !== '' && draft.sha1 !== sha1) Object.assign(draft, { mark: null, filekey: '' }); // other bytes
      draft.sha1 = sha1;
      fillFrom(await shotOf(file), draft.fields);
      item.duplicates = await filesWith(this.#api, sha1);
      const isHeld = item.duplicates.length > 0 && !draft.mayDuplicate;
      return isHeld ? 'duplicate' : draft.filekey === '' ? 'queued' : 'ready';
    });
  }

  /** Sends the bytes to the stash, or has the wiki fetch them. @param {Item} item */
  async send(item) {
    const { draft } = item;
    await this.#step(item, 'uploading', async () => {
      const filename = this.#nameFor(item);
      item.pending = draft.url === null ? this.#sendChunks(item, filename) : this.#api.fetchToStash(draft.url, { filename });
      item.pending.progress((fraction) => this.#tell(item, fraction));
      const { upload } = await item.pending;
      const { size, sha1 } = upload.imageinfo ?? {};
      if (draft.file !== null && sha1 !== draft.sha1) throw new Mixed();
      Object.assign(draft, { filekey: upload.filekey, mark: null, size: size ?? draft.size, sha1: sha1 ?? '' });
      return 'ready';
    });
  }

  /** Publishes what is stashed. @param {Item} item */
  async publish(item) {
    const { draft } = item;
    await this.#step(item, 'publishing', async () => {
      const ignorewarnings = item.ignoresWarnings || draft.mayDuplicate || draft.isReplacing;
      const said = draft.isReplacing
        ? { comment: draft.fields.description }
        : { comment: this.#comment, text: pageText(draft.fields) };
      const sent = { ...said, filename: draft.title, ignorewarnings };
      item.pending = this.#api.uploadFromStash(draft.filekey, sent);
      const { upload } = await item.pending;
      item.isVerified = draft.sha1 !== '' && upload.imageinfo.sha1 === draft.sha1;
      draft.title = upload.filename.replaceAll('_', ' ');
      return 'published';
    });
  }

  /**
   * @param {Item} item
   * @param {import('./item.js').State} during
   * @param {() => Promise<import('./item.js').State>} work gives the state afterwards
   */
  async #step(item, during, work) {
    Object.assign(item, { state: during, problem: null, waits: undefined, warnings: {} });
    item.progress = during === 'uploading' && item.draft.mark && item.draft.size ? item.draft.mark.offset / item.draft.size : 0;
    this.#changed(item);
    try {
      const after = await work();
      if (item.state === during) item.state = after; // else it was paused or removed meanwhile
    } catch (error) {
      if (item.state === during) this.#fail(item, error);
    } finally {
      Object.assign(item, { pending: null, waits: undefined });
      this.#changed(item);
    }
  }

  /** @param {Item} item @param {unknown} error */
  #fail(item, error) {
    if (error instanceof Aborted) {
      item.state = 'paused';
      return;
    }
    item.isWanted = false;
    if (error instanceof UploadWarning) {
      Object.assign(item, { state: 'warned', warnings: error.warnings });
      item.draft.filekey = error.filekey ?? item.draft.filekey;
      return;
    }
    const problem = problemOfError(error);
    Object.assign(item, { state: 'failed', problem: problem ?? { key: 'upload-failed-other', values: { text: String(error) } } });
    if (problem === null) throw error; // a fault of ours: it belongs in the console too
    if (error instanceof Mixed) item.draft.mark = null;
    const { code, data } = /** @type {any} */ (error);
    if (data?.filekey) item.draft.filekey = data.filekey; // kept for a better name
    if (code === 'uploadstash-file-not-found') Object.assign(item.draft, { mark: null, filekey: '' });
  }

  /** @param {Item} item @param {string} filename */
  #sendChunks(item, filename) {
    const { draft } = item;
    return this.#api.chunkedUpload(/** @type {File} */ (draft.file), { filename, stash: true }, CHUNK_SIZE, undefined, {
      from: draft.mark ?? undefined,
      onMark: (mark) => {
        draft.mark = mark;
        this.#changed(item);
      },
      onWait: (seconds) => {
        item.waits = seconds;
        this.#changed(item);
      },
    });
  }

  /** @param {Item} item @param {number} fraction */
  #tell(item, fraction) {
    Object.assign(item, { progress: fraction, waits: undefined });
    this.#changed(item);
  }
}

/** Puts in what the camera tells, where nobody has said anything. @param {import('./exif.js').Shot} shot @param {import('./description.js').Fields} fields */
function fillFrom({ date, latitude, longitude, artist, description }, fields) {
  fields.date ||= date ?? '';
  fields.author ||= artist ?? '';
  fields.description ||= description ?? '';
  if (fields.latitude !== '' || fields.longitude !== '' || latitude === undefined) return;
  Object.assign(fields, { latitude: String(latitude), longitude: String(longitude) });
}
