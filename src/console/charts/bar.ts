import { html, type Html } from '#platform/html.js';

/** A bar in a cell of a table: so much of the longest one, 0 to 1. The number stands beside it. */
export const bar = (share: number, tone = 1): Html => {
  const width = Math.round(Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0)) * 1000) / 10;
  return html`<svg class="bar-cell" width="100%" height="8" aria-hidden="true">
    <rect class="bar-track" width="100%" height="8" rx="4" />
    ${width > 0 && html`<rect class="column tone-${tone}" width="${width}%" height="8" rx="4" />`}
  </svg>`;
};
