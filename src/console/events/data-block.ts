import { HIDDEN } from '#audit/hide-personal.js';
import type { JsonValue } from '#domain/kit/json.js';
import { html, joined, type Html, type Part } from '#platform/html.js';

const hidden = html`<span class="hidden-value">personal value, hidden</span>`;

/** JSON as people read it: indented, with hidden values marked as such. */
export const jsonText = (value: JsonValue): Part => {
  const text = JSON.stringify(value, null, 2);
  return joined(text.split(JSON.stringify(HIDDEN)), hidden);
};

/** What an event says. */
export const dataBlock = (data: JsonValue): Html =>
  data === null
    ? html`<p class="quiet">What it says is no JSON object.</p>`
    : html`<pre class="data" tabindex="0" dir="ltr">${jsonText(data)}</pre>`;
