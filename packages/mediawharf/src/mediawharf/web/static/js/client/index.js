/** MediaWiki's API for pages and programs: what is public. */
export { Api } from './api.js';
export { Aborted, ApiError, HttpError, UploadWarning } from './errors.js';
export { Pending } from './pending.js';
