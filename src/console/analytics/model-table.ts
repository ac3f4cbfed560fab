import { html, type Html } from '#platform/html.js';
import { bar } from '../charts/bar.js';
import { countText, dollarText, durationText, shareText, type NumberText } from '../charts/number-text.js';
import { answered, cost, meanTime, successRate } from './ai-rates.js';
import type { Numbers } from './numbers.js';

type Row = Numbers['models'][number];

const maybe = (value: number | null, text: NumberText): string => (value === null ? 'no data' : text(value));

const line = (row: Row, most: number): Html =>
  html`<tr>
    <th scope="row" class="long">
      <bdi>${row.kind}</bdi>
      <small class="model quiet" title="${row.model}"><bdi>${row.model || 'no model answered'}</bdi></small>
    </th>
    <td class="bar-column">${bar(answered(row) / most)}</td>
    <td class="number">${countText(answered(row))}</td>
    <td class="number">${maybe(successRate(row), shareText)}</td>
    <td class="number">${maybe(meanTime(row), durationText)}</td>
    <td class="number">${countText(row.tokens)}</td>
    <td class="number">${dollarText(cost(row))}</td>
  </tr>`;

/** Requests by service and by the model that answered, most first. */
export const modelTable = (models: readonly Row[]): Html => {
  const rows = [...models].sort((one, other) => answered(other) - answered(one));
  const most = Math.max(1, ...rows.map(answered));
  return html`<section class="card flush" aria-labelledby="models-h">
    <h2 id="models-h">Requests by service and model</h2>
    ${
      rows.length === 0
        ? html`<p class="empty"><strong>No data</strong>No AI request was answered in this period.</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="models-h">
            <table class="models">
              <thead>
                <tr>
                  <th scope="col">Service and model</th>
                  <th scope="col" class="bar-column">
                    <span class="visually-hidden">Share of the most</span>
                  </th>
                  <th scope="col" class="number">Requests</th>
                  <th scope="col" class="number">Success</th>
                  <th scope="col" class="number">Mean time</th>
                  <th scope="col" class="number">Tokens</th>
                  <th scope="col" class="number">Cost</th>
                </tr>
              </thead>
              <tbody>
                ${rows.map((row) => line(row, most))}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
};
