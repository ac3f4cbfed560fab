import { html, type Html } from '#platform/html.js';
import { isEmpty, timeChart, type Series, type TimeChart } from './time-chart.js';

const legendOf = (series: readonly Series[]): Html =>
  html`<ul class="legend">
    ${series.map(
      ({ name, kind, tone }) =>
        html`<li>
          <svg class="key" width="14" height="10" aria-hidden="true">
            ${
              kind === 'columns'
                ? html`<rect class="column tone-${tone}" width="14" height="10" rx="2" />`
                : html`<path class="${kind} tone-${tone}" d="M0 5H14" />`
            }
          </svg>
          <bdi>${name}</bdi>
        </li>`,
    )}
  </ul>`;

/** The same numbers for those who cannot, or would rather not, look at a picture. */
const tableOf = ({ title, labels, series, text }: TimeChart): Html =>
  html`<details class="chart-data">
    <summary>Numbers</summary>
    <div class="scroll">
      <table>
        <caption class="visually-hidden">
          ${title}
        </caption>
        <thead>
          <tr>
            <th scope="col">When (UTC)</th>
            ${series.map(({ name }) => html`<th scope="col" class="number"><bdi>${name}</bdi></th>`)}
          </tr>
        </thead>
        <tbody>
          ${labels.map(
            (label, index) =>
              html`<tr>
                <th scope="row">${label}</th>
                ${series.map(({ values }) => {
                  const value = values[index] ?? null;
                  return html`<td class="number">${value === null ? 'no data' : text(value)}</td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;

/** A chart with its title, a legend, and the numbers as a table; a sentence when there is nothing to show. */
export const chartCard = (chart: TimeChart): Html =>
  html`<section class="card chart-card" aria-labelledby="${chart.id}-h">
    <h2 id="${chart.id}-h">${chart.title}</h2>
    ${
      isEmpty(chart)
        ? html`<p class="empty"><strong>No data</strong>${chart.summary}</p>`
        : html`${timeChart(chart)}
            <div class="chart-foot">${legendOf(chart.series)}${tableOf(chart)}</div>`
    }
  </section>`;
