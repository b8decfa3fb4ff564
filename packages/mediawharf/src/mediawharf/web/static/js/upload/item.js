/** One file on its way: what it is, how far it came, and what people said of it. */
import { EMPTY } from './description.js';

/**
 * waiting: for its hash; queued: for a free connection; ready: in the stash, to be published; lost: the bytes must be
 * chosen again; duplicate and warned: someone must decide.
 * @typedef {'waiting' | 'hashing' | 'duplicate' | 'queued' | 'uploading' | 'paused' | 'ready' | 'publishing' | 'warned'
 *   | 'published' | 'failed' | 'lost'} State
 */
/** @typedef {import('../client/chunks.js').Mark} Mark */
/** @typedef {{key: string, values?: Record<string, string | number>}} Problem a message and what it names */

/**
 * What outlives the page.
 * @typedef {object} Draft
 * @property {string} id
 * @property {string} name on the disk
 * @property {number | null} size null: not known before it is fetched
 * @property {number} lastModified
 * @property {string | null} url
 * @property {File | null} file null where it is too large to be kept
 * @property {string} sha1
 * @property {Mark | null} mark
 * @property {string} filekey
 * @property {string} title
 * @property {import('./description.js').Fields} fields
 * @property {boolean} mayDuplicate
 * @property {boolean} isReplacing a new version of the file of that name; the description says what is new in it
 */

export class Item {
  /** @type {State} */
  state = 'waiting';
  /** @type {number} from 0 to 1, of the step that is under way */
  progress = 0;
  /** @type {Problem | null} */
  problem = null;
  /** @type {number | null | undefined} seconds until the next try; null: until there is a network; undefined: no wait */
  waits = undefined;
  /** @type {string[]} titles of files with the same bytes */
  duplicates = [];
  /** @type {Record<string, any>} */
  warnings = {};
  /** Whether it is to be published as soon as it can be. */
  isWanted = false;
  ignoresWarnings = false;
  /** Whether a file of that title is there. */
  isTaken = false;
  /** Whether the server told the same SHA-1. */
  isVerified = false;
  /** @type {import('../client/index.js').Pending<any> | null} */
  pending = null;

  /** @param {Draft} draft */
  constructor(draft) {
    this.draft = draft;
  }

  /** @param {File} file @param {string} title */
  static ofFile(file, title) {
    const { name, size, lastModified } = file;
    return new Item({ ...blank(), name, size, lastModified, file, title });
  }

  /** @param {string} url @param {string} title */
  static ofUrl(url, title) {
    const item = new Item({ ...blank(), name: url, url, title });
    item.state = 'queued';
    return item;
  }

  /** One that an earlier visit left: it waits for its owner. @param {Draft} draft */
  static restored(draft) {
    const item = new Item(draft);
    if (draft.filekey) item.state = 'ready';
    else item.state = draft.file || draft.url ? 'paused' : 'lost';
    if (draft.mark && draft.size) item.progress = draft.mark.offset / draft.size;
    return item;
  }

  /** One that another browser began: the file must be chosen here. @param {{filekey: string, offset: number, name: string, size: number}} begun */
  static begun({ filekey, offset, name, size }) {
    return Item.restored({ ...blank(), name, title: name, size, mark: { filekey, offset } });
  }

  /** Whether a chosen file may be the one whose bytes are gone. Its hash will tell. @param {File} file */
  mayBe(file) {
    const { name, size, lastModified } = this.draft;
    return this.state === 'lost' && size === file.size && (name === file.name || lastModified === 0);
  }
}

/** @returns {Draft} */
function blank() {
  return {
    id: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`,
    name: '', size: null, lastModified: 0, url: null, file: null, sha1: '', mark: null, filekey: '', title: '',
    fields: { ...EMPTY }, mayDuplicate: false, isReplacing: false,
  };
}
