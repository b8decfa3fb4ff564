/** A request as text: its address and body, and as commands that send the same. */

/** @typedef {{api: string, isPosted: boolean, values: Record<string, string | File>}} Request */

const HIDDEN = /token$|password|retype/;

/** What may be shown of a value: secrets and files by their places alone. @param {string} name @param {string | File} value */
const shown = (name, value) => (HIDDEN.test(name) ? 'SECRET' : typeof value === 'string' ? value : `@${value.name}`);

/** @param {Request} request */
const pairs = ({ values }) => Object.entries(values).map(([name, value]) => /** @type {const} */ ([name, shown(name, value)]));

/** @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

export const FORMS = {
  /** @param {Request} request */
  url(request) {
    const query = new URLSearchParams(pairs(request).map(([name, value]) => [name, value])).toString();
    return request.isPosted ? `POST ${request.api}\n\n${query}` : `GET ${request.api}?${query}`;
  },
  /** @param {Request} request */
  curl(request) {
    const how = hasFile(request) ? '-F' : '--data-urlencode';
    const lines = pairs(request).map(([name, value]) => `  ${how} ${quoted(`${name}=${value}`)}`);
    return [`curl -b cookies.txt${request.isPosted ? '' : ' -G'} ${quoted(request.api)}`, ...lines].join(' \\\n');
  },
  /** @param {Request} request */
  python(request) {
    const given = pairs(request).filter(([name]) => typeof request.values[name] === 'string');
    const lines = given.map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
    const files = Object.entries(request.values).flatMap(([name, value]) =>
      typeof value === 'string' ? [] : [`${JSON.stringify(name)}: open(${JSON.stringify(value.name)}, "rb")`],
    );
    const call = request.isPosted
      ? `session.post(api, data=values${files.length ? `, files={${files.join(', ')}}` : ''})`
      : 'session.get(api, params=values)';
    const head = `import requests\n\nsession = requests.Session()  # log in first\napi = ${JSON.stringify(request.api)}`;
    return `${head}\nvalues = {\n${lines.join('\n')}\n}\nprint(${call}.json())`;
  },
};

/** @param {Pick<Request, 'values'>} request */
export const hasFile = ({ values }) => Object.values(values).some((value) => typeof value !== 'string');
