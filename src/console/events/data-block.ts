import { HIDDEN } from '#audit/hide-personal.js';
import type { JsonValue } from '#domain/kit/json.js';
import { html, joined, type Html, type Part } from '#platform/html.js';

const hidden = html`<span class="hidden-value">personal value, hidden</span>`;

/** Characters that turn the direction of what follows, so that it reads as something else. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON as people read it: indented, with hidden values marked as such, and nothing that turns. */
export const jsonText = (value: JsonValue): Part => {
  const text = JSON.stringify(value, null, 2).replace(TURNING, escaped);
  return joined(text.split(JSON.stringify(HIDDEN)), hidden);
};

/** What an event says. */
export const dataBlock = (data: JsonValue): Html =>
  data === null
    ? html`<p class="quiet">What it says is no JSON object.</p>`
    : html`<pre class="data" tabindex="0" dir="ltr">${jsonText(data)}</pre>`;
