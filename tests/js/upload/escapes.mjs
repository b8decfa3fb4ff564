/** Writes what the browser makes of texts: a JSON list in, a JSON list out. */
import { text } from 'node:stream/consumers';
import { escaped } from '../../../packages/mediawharf/src/mediawharf/web/static/js/upload/description.js';

console.log(JSON.stringify(JSON.parse(await text(process.stdin)).map(escaped)));
