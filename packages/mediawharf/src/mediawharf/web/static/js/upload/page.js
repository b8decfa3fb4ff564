/** The upload page: makes a queue of the form that works without scripts. */
import { Api } from '../client/index.js';
import { Admission } from './admission.js';
import { Announcer } from './announcing.js';
import { choicesFor } from './choices.js';
import { Details, spread } from './details.js';
import { EMPTY } from './description.js';
import { Drafts } from './drafts.js';
import { part } from './fragments.js';
import { Hashing } from './hashing.js';
import { hearFiles } from './intake.js';
import { Item } from './item.js';
import { asCsv, asJson } from './manifest.js';
import { Naming } from './naming.js';
import { Queue } from './queue.js';
import { Row } from './row.js';
import { stateOf } from './states.js';
import { Summary, tally } from './summary.js';
import { Thumbnails } from './thumbnails.js';
import { spelled } from './titles.js';
import { Uploading } from './uploading.js';
import { Words } from './words.js';

/**
 * @typedef {object} PageSettings written into the page by the server
 * @property {string} account
 * @property {string} language
 * @property {number} largest bytes
 * @property {import('./titles.js').NameRules} rules
 * @property {string} fileAddress address of a file's page, with $1 for its name
 * @property {string} destination the name that the first file is to have, "" if none was asked for
 * @property {boolean} isReplacing whether that name's file is to be replaced
 * @property {{filekey: string, offset: number, name: string, size: number}} [resume] an unfinished upload to go on with
 */

const ROWS_AT_ONCE = 20; // added between two frames

class UploadPage {
  /** @type {Map<Item, Row>} */
  #rows = new Map();
  /** @type {Map<Item, Details>} */
  #details = new Map();
  /** @type {Set<Item>} */
  #dirty = new Set();
  #isDue = false;
  /** @type {Drafts | null} */
  #drafts = null;
  #shared = { ...EMPTY };
  #thumbnails = new Thumbnails();
  #root;
  #settings;
  #words;

  /** @param {HTMLElement} root @param {PageSettings} settings @param {Words} words */
  constructor(root, settings, words) {
    this.#root = root;
    this.#settings = settings;
    this.#words = words;
    this.#shared.language = settings.language;
    const api = new Api({ parameters: { errorformat: 'plaintext', uselang: settings.language, assert: 'user' } });
    this.naming = new Naming(api, settings.rules, words, () => this.#allChanged());
    this.admission = new Admission(settings, this.naming, words, this.#shared);
    const nameFor = (/** @type {Item} */ { draft }) => this.naming.offer(draft.title, draft.name);
    const uploading = new Uploading(api, new Hashing(), (item) => this.#changed(item), nameFor, words.text('upload-comment'));
    this.queue = new Queue(uploading, (item) => this.naming.isGood(item), (added, removed) => this.#listChanged(added, removed));
    this.list = /** @type {HTMLElement} */ (part(root, 'list'));
    this.summary = new Summary(part(root, 'summary'), words);
    this.announcer = new Announcer(part(root, 'live'));
  }

  async open() {
    const { account } = this.#settings;
    hearFiles(part(this.#root, 'zone'), (files) => this.#take(files));
    this.#root.querySelector('[data-part="url-form"]')?.addEventListener('submit', (event) => this.#takeUrl(event));
    this.#root.addEventListener('click', (event) => {
      const pressed = /** @type {Element} */ (event.target).closest('[data-all]');
      if (pressed) this.#actOnAll(/** @type {string} */ (pressed.getAttribute('data-all')));
    });
    new Details(part(this.#root, 'shared-fields'), 'upload-shared', this.#shared, () => {});
    this.#root.hidden = false;
    this.#drafts = await Drafts.open(account);
    const left = (await this.#drafts?.all()) ?? [];
    if (left.length > 0) this.#offerToResume(left.map((draft) => Item.restored(draft)));
    const { resume } = this.#settings;
    if (resume && !left.some(({ mark }) => mark?.filekey === resume.filekey)) this.queue.add([Item.begun(resume)]);
    this.#root.dataset.ready = '';
  }

  /** @param {Item[]} items */
  #offerToResume(items) {
    const notice = part(this.#root, 'earlier');
    part(notice, 'text').textContent = this.#words.text('upload-earlier', { count: items.length });
    notice.hidden = false;
    this.queue.add(items);
  }

  /** @param {File[]} files */
  #take(files) {
    const added = [];
    for (const file of files) {
      const lost = this.queue.items.find((item) => item.mayBe(file));
      if (lost) this.queue.reattach(lost, file);
      else added.push(this.admission.ofFile(file));
    }
    this.queue.add(added);
    this.announcer.say(this.#words.text('upload-said-added', { count: files.length }));
  }

  /** @param {Event} event */
  #takeUrl(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const input = /** @type {HTMLInputElement} */ (part(form, 'url'));
    const url = input.value.trim();
    if (url === '') return;
    this.queue.add([this.admission.ofUrl(url)]);
    input.value = '';
    input.focus();
  }

  /** @param {Item} item @param {string} does */
  #act(item, does) {
    const row = /** @type {Row} */ (this.#rows.get(item));
    switch (does) {
      case 'pause': this.queue.pause([item]); break;
      case 'resume': case 'retry': this.#retry([item]); break;
      case 'publish': this.#publish([item]); break;
      case 'remove': this.#remove(item); break;
      case 'offer': this.#rename(item, this.naming.of(item).offer); row.title.value = item.draft.title; row.title.focus(); break;
      case 'keep': item.draft.mayDuplicate = true; this.queue.resume([item]); break;
      case 'ignore': item.ignoresWarnings = true; this.queue.want([item]); break;
      case 'rename': row.title.focus(); row.title.setSelectionRange(0, row.title.value.lastIndexOf('.')); break;
      case 'spread': this.#spread(item.draft.fields, this.queue.items); break;
      case 'fill': this.#spread(item.draft.fields, this.queue.items.slice(this.queue.items.indexOf(item) + 1)); break;
    }
    this.#changed(item);
  }

  /** @param {string} does */
  #actOnAll(does) {
    const { items } = this.queue;
    const inState = (/** @type {string} */ state) => items.filter((item) => item.state === state);
    switch (does) {
      case 'publish': this.#publish(items); break;
      case 'retry': this.#retry(inState('failed')); break;
      case 'pause': this.queue.pause(items); break;
      case 'resume': this.queue.resume(inState('paused')); break;
      case 'names': items.forEach((item) => this.#rename(item, this.naming.of(item).offer)); break;
      case 'clear': this.queue.remove(inState('published')); break;
      case 'spread': this.#spread(this.#shared, items); break;
      case 'csv': this.#save('uploads.csv', 'text/csv', asCsv(this.#lines())); break;
      case 'json': this.#save('uploads.json', 'application/json', asJson(this.#lines())); break;
      case 'go-on': this.queue.resume(inState('paused')); part(this.#root, 'earlier').hidden = true; break;
      case 'discard': this.queue.remove([...items]); part(this.#root, 'earlier').hidden = true; break;
    }
    this.#allChanged();
  }

  /** @param {Item[]} items */
  #retry(items) {
    this.queue.resume(items);
    items.forEach((item) => this.admission.check(item));
  }

  /** @param {Item[]} items */
  #publish(items) {
    const open = items.filter(({ state }) => !['published', 'failed', 'lost', 'warned', 'duplicate'].includes(state));
    this.queue.want(open);
    const bad = open.find((item) => !this.naming.isGood(item));
    if (bad) this.#rows.get(bad)?.title.focus();
  }

  /** @param {Item} item */
  #remove(item) {
    const at = this.queue.items.indexOf(item);
    this.queue.remove([item]);
    const next = this.queue.items[at] ?? this.queue.items[at - 1];
    const place = next ? this.#rows.get(next)?.title : this.#root.querySelector('input[type="file"]');
    /** @type {HTMLElement | undefined} */ (place)?.focus();
  }

  /** @param {Item} item @param {string} title */
  #rename(item, title) {
    if (title === '' || item.state === 'published') return;
    const names = new Set([item.draft.title, title].map(spelled));
    item.draft.title = title;
    item.isWanted = false;
    if (item.state === 'warned') Object.assign(item, { state: 'ready', warnings: {} });
    this.naming.look(this.queue.items);
    this.queue.items.filter(({ draft }) => names.has(spelled(draft.title))).forEach((one) => this.#dirty.add(one));
    this.#changed(item);
  }

  /** @param {import('./description.js').Fields} fields @param {Item[]} items */
  #spread(fields, items) {
    const open = items.filter(({ state }) => state !== 'published');
    spread(fields, open.map(({ draft }) => draft.fields));
    open.forEach((item) => this.#changed(item));
    this.announcer.say(this.#words.text('upload-said-spread', { count: open.length }));
  }

  /** @param {Item[]} added @param {Item[]} removed */
  #listChanged(added, removed) {
    for (const item of removed) {
      const row = this.#rows.get(item);
      if (row) this.#thumbnails.remove(row.thumb);
      row?.element.remove();
      this.#rows.delete(item);
      this.#details.delete(item);
      this.#drafts?.forget(item.draft);
    }
    this.#root.classList.toggle('has-files', this.queue.items.length > 0);
    this.naming.look(this.queue.items);
    this.#addRows(added);
    this.#schedule();
  }

  /** Adds some rows now and the rest between frames, so that hundreds do not stop the page. @param {Item[]} items */
  #addRows(items) {
    const rows = items.slice(0, ROWS_AT_ONCE).filter((item) => this.queue.items.includes(item)).map((item) => this.#rowOf(item));
    this.list.append(...rows.map(({ element }) => element));
    if (items.length > ROWS_AT_ONCE) setTimeout(() => this.#addRows(items.slice(ROWS_AT_ONCE)));
  }

  /** @param {Item} item */
  #rowOf(item) {
    const row = new Row(item, this.#words, {
      act: (one, does) => this.#act(one, does),
      rename: (one, title) => this.#rename(one, title),
      reattach: (one, file) => this.queue.reattach(one, file),
      openDetails: (one, place) => {
        const details = new Details(place, `upload-${one.draft.id}`, one.draft.fields, () => this.#changed(one));
        this.#details.set(one, details);
      },
    });
    this.#rows.set(item, row);
    if (item.draft.file) this.#thumbnails.add(row.thumb, item.draft.file);
    this.#showRow(item); // now: a row that grows later would move what is below it
    this.#changed(item);
    return row;
  }

  /** @param {Item} item */
  #changed(item) {
    if (item.state === 'published') this.#drafts?.forget(item.draft);
    else if (this.queue.items.includes(item)) this.#drafts?.keep(item.draft);
    this.#dirty.add(item);
    this.#schedule();
  }

  #allChanged() {
    this.queue.items.forEach((item) => this.#dirty.add(item));
    this.queue.pump();
    this.#schedule();
  }

  /** Shows all changes of a moment at once. */
  #schedule() {
    if (this.#isDue) return;
    this.#isDue = true;
    setTimeout(() => {
      this.#isDue = false;
      this.#show();
    }, 50);
  }

  #show() {
    for (const item of this.#dirty) this.#showRow(item);
    this.#dirty.clear();
    const { items } = this.queue;
    this.summary.show(items, items.filter((item) => item.state !== 'published' && this.naming.of(item).offer !== '').length);
    if (items.length > 0) this.announcer.say(this.summary.sentence(tally(items)));
  }

  /** @param {Item} item */
  #showRow(item) {
    const naming = this.naming.of(item);
    const addressOf = (/** @type {string} */ name) => this.#addressOf(name);
    const choices = () => choicesFor(item, this.#words, naming.offer, addressOf, (does) => this.#act(item, does));
    this.#rows.get(item)?.show(naming, this.#addressOf(item.draft.title), choices);
    this.#details.get(item)?.show();
  }

  /** @param {string} name */
  #addressOf(name) {
    return this.#settings.fileAddress.replace('$1', encodeURIComponent(name.replaceAll(' ', '_')));
  }

  #lines() {
    return this.queue.items.map((item) => ({
      file: item.draft.name,
      title: item.draft.title,
      size: item.draft.size,
      sha1: item.draft.sha1,
      state: item.state,
      address: item.state === 'published' ? new URL(this.#addressOf(item.draft.title), location.href).href : '',
      problem: item.state === 'failed' || item.state === 'warned' ? stateOf(item, this.#words).text : '',
    }));
  }

  /** @param {string} name @param {string} type @param {string} text */
  #save(name, type, text) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}

/** @param {string} id */
const written = (id) => JSON.parse(/** @type {HTMLElement} */ (document.getElementById(id)).textContent ?? '');

const root = document.getElementById('upload-queue');
if (root) {
  const words = new Words(written('upload-words'), document.documentElement.lang);
  /** @type {HTMLElement} */ (document.getElementById('upload-form')).hidden = true;
  await new UploadPage(root, written('upload-settings'), words).open();
}
