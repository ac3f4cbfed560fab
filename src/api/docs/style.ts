import { BASE_STYLE } from './style-base.js';
import { CONTENTS_STYLE } from './style-contents.js';
import { OPERATION_STYLE } from './style-operation.js';

/** The style sheet of the documentation. The page has no style of its own: its policy would not allow it. */
export const DOCS_STYLE = `${BASE_STYLE}${OPERATION_STYLE}${CONTENTS_STYLE}`;
