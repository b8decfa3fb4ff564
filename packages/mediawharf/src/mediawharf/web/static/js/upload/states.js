/** What a state is called, its sign, and the facts beside it. */

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./words.js').Words} Words */

/** @type {Record<import('./item.js').State, string>} */
const ICONS = {
  waiting: 'clock', hashing: 'clock', duplicate: 'warning', queued: 'clock', uploading: 'upload', paused: 'pause',
  ready: 'info', publishing: 'upload', warned: 'warning', published: 'success', failed: 'danger', lost: 'warning',
};

/**
 * @param {Item} item
 * @param {Words} words
 * @returns {{icon: string, text: string, facts: string, isMoving: boolean}}
 */
export function stateOf(item, words) {
  return {
    icon: ICONS[item.state],
    text: sentence(item, words),
    facts: item.draft.size === null ? '' : words.size(item.draft.size),
    isMoving: item.state === 'hashing' || item.state === 'uploading' || item.state === 'publishing',
  };
}

/** @param {Item} item @param {Words} words */
function sentence(item, words) {
  const percent = words.percent(item.progress);
  switch (item.state) {
    case 'uploading':
      if (item.waits === null) return words.text('upload-state-offline');
      if (item.waits !== undefined) return words.text('upload-state-waits', { seconds: Math.ceil(item.waits) });
      return words.text(item.draft.url === null ? 'upload-state-uploading' : 'upload-state-fetching', { percent });
    case 'failed':
      return item.problem === null ? '' : words.text(item.problem.key, item.problem.values);
    case 'published':
      return words.text(item.isVerified ? 'upload-state-verified' : 'upload-state-published');
    case 'ready':
      return words.text(item.isWanted ? 'upload-state-wanted' : 'upload-state-ready');
    default:
      return words.text(`upload-state-${item.state}`, { percent });
  }
}
