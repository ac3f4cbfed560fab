import { html, type Html } from '#platform/html.js';

/** Code to copy. It scrolls sideways by itself, so it can be reached by keyboard. */
export const codeBlock = (label: string, code: string): Html =>
  html`<figure class="code">
    <figcaption>${label}</figcaption>
    <pre tabindex="0"><code>${code}</code></pre>
  </figure> `;
