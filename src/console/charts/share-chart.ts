import { html, type Html } from '#platform/html.js';
import { countText, shareText, type NumberText } from './number-text.js';

export interface Share {
  readonly name: string;
  /** Not negative. */
  readonly value: number;
  /** Colour of the theme, 1 to 6. */
  readonly tone: number;
}

export interface ShareChart {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly shares: readonly Share[];
  readonly text?: NumberText;
  /** What to say when there is nothing. */
  readonly nothing: string;
}

const round = (value: number): number => Math.round(value * 100) / 100;

const pieces = (shares: readonly Share[], total: number): readonly Html[] => {
  let left = 0;
  return shares.map(({ tone, value }) => {
    const width = (value / total) * 100;
    const x = left;
    left += width;
    return html`<rect
      class="column tone-${tone}"
      x="${round(x)}%"
      y="0"
      width="${round(width)}%"
      height="14"
    />`;
  });
};

/** Parts of a whole: one bar, and below it what each part is. */
export const shareChart = ({ id, title, shares, text = countText, nothing }: ShareChart): Html => {
  const total = shares.reduce((sum, { value }) => sum + value, 0);
  const says = shares.map(({ name, value }) => `${name}: ${text(value)}`).join(', ');
  return html`<section class="card chart-card" aria-labelledby="${id}-h">
    <h2 id="${id}-h">${title}</h2>
    ${
      total === 0
        ? html`<p class="empty"><strong>No data</strong>${nothing}</p>`
        : html`<svg class="share" width="100%" height="14" role="img" aria-labelledby="${id}-t ${id}-d">
              <title id="${id}-t">${title}</title>
              <desc id="${id}-d">${says}</desc>
              ${pieces(shares, total)}
            </svg>
            <dl class="shares">
              ${shares.map(
                ({ name, value, tone }) =>
                  html`<div>
                    <dt>
                      <svg class="key" width="10" height="10" aria-hidden="true">
                        <circle class="column tone-${tone}" cx="5" cy="5" r="5" />
                      </svg>
                      <bdi>${name}</bdi>
                    </dt>
                    <dd class="number">
                      ${text(value)} <small class="quiet">${shareText(value / total)}</small>
                    </dd>
                  </div>`,
              )}
            </dl>`
    }
  </section>`;
};
