/** Fields for the parameters of a module, by their types. */

/**
 * @typedef {object} Parameter as `action=paraminfo` tells it
 * @property {string} name
 * @property {string | (string | number)[]} type
 * @property {string} [description]
 * @property {boolean} [required]
 * @property {boolean} [deprecated]
 * @property {boolean} multi
 * @property {string | number | boolean} [default]
 * @property {string} [tokentype]
 * @property {number} [min]
 * @property {number} [max]
 * @property {Record<string, string>} [submodules]
 */
/** @typedef {{required: string, token: string}} Labels */

/** @param {string} tag @param {Record<string, any>} [properties] @param {(Node | string)[]} children */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) /** @type {any} */ (element)[name] = value;
    else element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

/**
 * The field of a parameter, with its label and its description.
 * @param {Parameter} parameter @param {string} name on the wire @param {string} given a value to begin with
 * @param {Labels} labels
 */
export function fieldOf(parameter, name, given, labels) {
  const id = `p-${name}`;
  const hint = make('p', { className: 'hint', id: `${id}-hint` }, parameter.description ?? '');
  const mark = parameter.required ? [make('span', { className: 'badge required' }, labels.required)] : [];
  if (Array.isArray(parameter.type) && parameter.multi && parameter.type.length > 0) {
    const chosen = new Set((given || String(parameter.default ?? '')).split('|'));
    const boxes = parameter.type.map((value) => {
      const box = make('input', { type: 'checkbox', name, value: String(value), checked: chosen.has(String(value)) });
      return make('label', { className: 'choice' }, box, make('span', {}, String(value)));
    });
    const many = make('div', { className: 'many', tabIndex: 0, role: 'group', 'aria-label': name }, ...boxes);
    return make('fieldset', { className: 'field' }, make('legend', {}, name, ...mark), many, hint);
  }
  if (parameter.type === 'boolean') {
    const box = make('input', { type: 'checkbox', id, name, checked: given !== '', 'aria-describedby': hint.id });
    return make('div', { className: 'field' }, make('label', { className: 'choice' }, box, make('span', {}, name)), hint);
  }
  const input = inputOf(parameter, given);
  for (const [key, value] of Object.entries({ id, name, 'aria-describedby': hint.id })) input.setAttribute(key, value);
  if (parameter.tokentype) input.setAttribute('placeholder', labels.token);
  return make('div', { className: 'field' }, make('label', { htmlFor: id }, name, ...mark), input, hint);
}

/** @param {Parameter} parameter @param {string} given */
function inputOf(parameter, given) {
  const { type } = parameter;
  const fallback = parameter.default === undefined ? '' : String(parameter.default);
  if (Array.isArray(type) && type.length > 0) {
    const options = ['', ...type.map(String)].map((value) => {
      const isDefault = value === '' && fallback !== '';
      return make('option', { value, selected: value === given }, isDefault ? `(${fallback})` : value);
    });
    return make('select', {}, ...options);
  }
  if (type === 'text') return make('textarea', { value: given, rows: 4 });
  if (type === 'upload') return make('input', { type: 'file' });
  const kind = type === 'integer' && !parameter.multi ? 'number' : type === 'password' ? 'password' : 'text';
  const limits = kind === 'number' ? { min: parameter.min ?? '', max: parameter.max ?? '' } : {};
  const rest = { placeholder: fallback, autocomplete: 'off', spellcheck: false, autocapitalize: 'none' };
  return make('input', { type: kind, value: given, ...rest, ...limits });
}

/**
 * What a form sends: values by name, several joined as the API wants them, nothing that is empty.
 * @param {HTMLFormElement} form
 */
export function valuesOf(form) {
  /** @type {Record<string, string | File>} */
  const values = {};
  for (const element of form.elements) {
    const { name } = /** @type {HTMLInputElement} */ (element);
    if (!name) continue;
    if (element instanceof HTMLInputElement && element.type === 'checkbox') {
      if (!element.checked) continue;
      const value = element.value === 'on' ? '1' : element.value;
      values[name] = name in values ? `${values[name]}|${value}` : value;
    } else if (element instanceof HTMLInputElement && element.type === 'file') {
      const file = element.files?.[0];
      if (file) values[name] = file;
    } else {
      const { value } = /** @type {HTMLInputElement} */ (element);
      if (value !== '') values[name] = value;
    }
  }
  return values;
}
