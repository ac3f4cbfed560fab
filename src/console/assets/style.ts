import { BASE_STYLE } from './style-base.js';
import { CHART_STYLE } from './style-charts.js';
import { EVENT_STYLE } from './style-events.js';
import { FORM_STYLE } from './style-forms.js';
import { FRAME_STYLE } from './style-frame.js';
import { PART_STYLE } from './style-parts.js';

/** The style sheet of all pages of the console. */
export const STYLE = [BASE_STYLE, FRAME_STYLE, PART_STYLE, FORM_STYLE, CHART_STYLE, EVENT_STYLE].join('');
