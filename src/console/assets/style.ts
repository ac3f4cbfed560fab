import { BASE_STYLE } from './style-base.js';
import { FORM_STYLE } from './style-forms.js';
import { FRAME_STYLE } from './style-frame.js';
import { PART_STYLE } from './style-parts.js';

/** The style sheet of all pages of the console. */
export const STYLE = [BASE_STYLE, FRAME_STYLE, PART_STYLE, FORM_STYLE].join('');
