export { docsPage } from './docs/page.js';
export { DOCS_STYLE } from './docs/style.js';
