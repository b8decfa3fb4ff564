/** A transport that answers from a list, and keeps what it was asked: the edge of the client's tests. */
import { Api } from '../../../packages/mediawharf/src/mediawharf/web/static/js/client/index.js';

export const TOKENS = { query: { tokens: { csrftoken: 'T+\\', logintoken: 'L+\\' } } };

/** A client whose server gives these answers in turn: JSON, an error to throw, or `{status, text, retryAfter}`. */
export function scripted(...answers) {
  const asked = [];
  const transport = async (sending) => {
    asked.push(read(sending));
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    if (answer.status) return { retryAfter: null, ...answer };
    return { status: 200, text: JSON.stringify(answer), retryAfter: null };
  };
  const api = new Api({ url: 'http://wiki.test/api.php', transport, patience: { firstWait: 0.001 } });
  return { api, asked };
}

function read({ url, method, body }) {
  const pairs = body === null ? new URL(url).searchParams : body;
  return { method, ...Object.fromEntries(pairs) };
}
