/** Puts `mw.Api` where scripts written for MediaWiki look for it. Loaded for that effect alone. */
import { Api } from './mw.js';

Object.assign(globalThis, { mw: { ...Reflect.get(globalThis, 'mw'), Api } });
