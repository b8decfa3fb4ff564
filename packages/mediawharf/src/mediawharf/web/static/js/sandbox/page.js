/** The API sandbox: a form made from what the API tells of itself, its request in several forms, and the reply. */
import { Api } from '../client/index.js';
import { Words } from '../upload/words.js';
import { fieldOf, make, valuesOf } from './fields.js';
import { FORMS, hasFile } from './snippets.js';

/** @typedef {import('./fields.js').Parameter} Parameter */
/** @typedef {{path: string, prefix: string, description?: string, mustbeposted?: boolean, parameters: Parameter[]}} Module */

const MOST_SHOWN = 200_000; // characters of a reply
const FIXED = { format: 'json', formatversion: '2' };

/** @param {string} id @returns {any} */
const at = (id) => document.getElementById(`sandbox-${id}`);

const words = new Words(JSON.parse(at('words').textContent), document.documentElement.lang);
const path = document.body.dataset.api ?? '';
const address = new URL(path, location.href).href;
const api = new Api({ url: path });
/** @type {Map<string, Module>} */
const known = new Map();
/** @type {HTMLFormElement} */
const form = at('form');
/** @type {HTMLSelectElement} */
const choice = at('choice');
/** @type {keyof typeof FORMS} */
let shownAs = 'url';

/** Tells what modules take, asking for those not asked for yet. @param {string[]} paths */
async function modules(paths) {
  const missing = paths.filter((each) => !known.has(each));
  if (missing.length > 0) {
    const reply = await api.get({ action: 'paraminfo', modules: missing, helpformat: 'wikitext', ...FIXED });
    for (const module of reply.paraminfo.modules) known.set(module.path, module);
  }
  return paths.map((each) => known.get(each)).filter((module) => module !== undefined);
}

/** The modules that the form is for now: the action's, and those that its values name. */
function chosenPaths() {
  const action = /** @type {Module} */ (known.get(choice.value));
  const values = valuesOf(form);
  const below = action.parameters.flatMap(({ name, submodules }) =>
    String(values[action.prefix + name] ?? '').split('|').flatMap((value) => submodules?.[value] ?? []),
  );
  return [...new Set([choice.value, ...below])];
}

/** Shows the fields of the chosen modules; those that stay keep their values. @param {Record<string, string>} given */
async function show(given = {}) {
  await modules([choice.value]);
  const holder = at('modules');
  const shown = new Map([...holder.children].map((element) => [element.dataset.path, element]));
  for (const module of await modules([choice.value])) place(module, shown, given);
  for (const module of await modules(chosenPaths())) place(module, shown, given);
  const wanted = chosenPaths();
  holder.replaceChildren(...wanted.map((each) => shown.get(each)));
  at('about').textContent = known.get(choice.value)?.description ?? '';
  tell();
}

/** @param {Module} module @param {Map<string, HTMLElement>} shown @param {Record<string, string>} given */
function place(module, shown, given) {
  if (shown.has(module.path)) return;
  const labels = { required: words.text('sandbox-required'), token: words.text('sandbox-token') };
  const fields = module.parameters
    .filter((parameter) => !parameter.deprecated)
    .map((parameter) => fieldOf(parameter, module.prefix + parameter.name, given[module.prefix + parameter.name] ?? '', labels));
  const title = make('summary', {}, module.path);
  const panel = make('details', { className: 'panel', open: true }, title, ...fields);
  panel.dataset.path = module.path;
  shown.set(module.path, panel);
  at('modules').append(panel);
}

/** The request that the form makes now. */
function request() {
  const isPosted = chosenPaths().some((each) => known.get(each)?.mustbeposted);
  /** @type {Record<string, string | File>} */
  const values = { action: choice.value, ...valuesOf(form), ...FIXED };
  return { api: address, isPosted: isPosted || hasFile({ values }), values };
}

/** Shows the request, and keeps it in the address of the page. */
function tell() {
  const now = request();
  at('shown').textContent = FORMS[shownAs](now);
  const kept = Object.entries(now.values).filter(([name, value]) => typeof value === 'string' && !/token$|password/.test(name));
  const query = new URLSearchParams(/** @type {[string, string][]} */ (kept.filter(([name]) => !(name in FIXED))));
  history.replaceState(null, '', `#${query}`);
}

/** @param {ReturnType<typeof request>} asked */
async function send(asked) {
  for (const { prefix, parameters } of await modules(chosenPaths())) {
    for (const { name, tokentype } of parameters) {
      if (tokentype && !asked.values[prefix + name]) asked.values[prefix + name] = await api.getToken(tokentype);
    }
  }
  const body = hasFile(asked) ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries(asked.values)) body.append(name, /** @type {string} */ (value));
  return asked.isPosted ? fetch(path, { method: 'POST', body }) : fetch(`${path}?${body}`);
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  at('status').textContent = words.text('sandbox-sending');
  const began = performance.now();
  try {
    const reply = await send(request());
    const text = await reply.text();
    const milliseconds = Math.round(performance.now() - began);
    const shown = reply.headers.get('content-type')?.includes('json') ? JSON.stringify(JSON.parse(text), null, 2) : text;
    at('reply').textContent = shown.length > MOST_SHOWN ? `${shown.slice(0, MOST_SHOWN)}\n…` : shown;
    at('status').textContent = words.text('sandbox-came', { status: reply.status, milliseconds, size: words.size(text.length) });
  } catch (error) {
    at('reply').textContent = String(error);
    at('status').textContent = words.text('sandbox-failed');
  }
});

form.addEventListener('change', () => show());
form.addEventListener('input', tell);
form.addEventListener('reset', (event) => {
  event.preventDefault();
  at('modules').replaceChildren();
  show();
});

const tabs = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.sandbox [role=tab]')]);
/** @param {HTMLElement} tab */
function select(tab) {
  for (const each of tabs) {
    each.ariaSelected = String(each === tab);
    each.tabIndex = each === tab ? 0 : -1;
  }
  shownAs = /** @type {keyof typeof FORMS} */ (tab.dataset.form);
  at('shown').setAttribute('aria-labelledby', tab.id);
  tell();
}
for (const [place_, tab] of tabs.entries()) {
  tab.addEventListener('click', () => select(tab));
  tab.addEventListener('keydown', ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (step === undefined) return;
    const next = tabs[(place_ + step + tabs.length) % tabs.length];
    select(next);
    next.focus();
  });
}

const [main] = await modules(['main']);
const actions = main.parameters.find(({ name }) => name === 'action')?.type;
const asked = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
choice.append(...[...(actions ?? [])].map((action) => make('option', { value: String(action) }, String(action))));
choice.value = asked.action ?? 'query';
if (choice.value === '') choice.value = 'query';
at('without').hidden = true;
/** @type {HTMLElement} */ (document.getElementById('sandbox')).hidden = false;
await show(asked);
