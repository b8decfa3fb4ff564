/** What the upload page asks the wiki beside uploading. */

/** @typedef {import('../client/index.js').Api} Api */

const TITLES_AT_ONCE = 50;

/** Names of files with these bytes, without their prefix. @param {Api} api @param {string} sha1 @returns {Promise<string[]>} */
export async function filesWith(api, sha1) {
  const { query } = await api.get({ list: 'allimages', aisha1: sha1, aiprop: '', ailimit: 5 });
  return query.allimages.map((/** @type {{name: string}} */ { name }) => name.replaceAll('_', ' '));
}

/**
 * Which of these names are taken.
 * @param {Api} api
 * @param {string[]} names without their prefix
 * @returns {Promise<Set<string>>}
 */
export async function takenAmong(api, names) {
  const taken = new Set();
  for (let at = 0; at < names.length; at += TITLES_AT_ONCE) {
    const titles = names.slice(at, at + TITLES_AT_ONCE).map((name) => `File:${name}`);
    const { query } = await api.get({ titles });
    for (const page of query.pages ?? []) if (!page.missing && !page.invalid) taken.add(page.title.replace(/^[^:]+:/, ''));
  }
  return taken;
}
