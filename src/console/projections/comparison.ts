import type { Culprit, Difference, ExplainedComparison, TableComparison } from '#followers/rebuild/desk.js';
import { html, joined, type Html, type Part } from '#platform/html.js';
import { valueText } from './value-text.js';
import { badge, countText, plural, timeOf } from '../text.js';

const isDifferent = ({ onlyBefore, onlyAfter, columns }: TableComparison): boolean =>
  onlyBefore > 0 || onlyAfter > 0 || Object.keys(columns).length > 0;

type Names = readonly [string, string];

const tableRow = (compared: TableComparison, names: Names): Html => {
  const { table, before, after, onlyBefore, onlyAfter, columns } = compared;
  const changed = Object.entries(columns).map(
    ([name, rows]) => html`<code>${name}</code> ${countText(rows)}`,
  );
  return html`<tr>
    <td class="beside">${isDifferent(compared) ? badge('bad', 'differs') : badge('good', 'equal')}</td>
    <th scope="row"><bdi>${table}</bdi></th>
    <td data-label="Rows ${names[0]}" class="number">${countText(before)}</td>
    <td data-label="Rows ${names[1]}" class="number">${countText(after)}</td>
    <td data-label="Only ${names[0]}" class="number">${countText(onlyBefore)}</td>
    <td data-label="Only ${names[1]}" class="number">${countText(onlyAfter)}</td>
    <td data-label="Columns">
      ${changed.length === 0 ? html`<span class="quiet">none</span>` : joined(changed, ', ')}
    </td>
  </tr>`;
};

const counts = ({ from, to, tables }: ExplainedComparison): Html => {
  const names: Names = from === to ? ['now', 'by the log'] : [`v${from}`, `v${to}`];
  const [before, after] = names;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Rows compared">
    <table class="stacks">
      <thead>
        <tr>
          <th scope="col">Outcome</th>
          <th scope="col">Table</th>
          <th scope="col" class="number">Rows ${before}</th>
          <th scope="col" class="number">Rows ${after}</th>
          <th scope="col" class="number">Only ${before}</th>
          <th scope="col" class="number">Only ${after}</th>
          <th scope="col">Columns that differ, in rows</th>
        </tr>
      </thead>
      <tbody>
        ${tables.map((table) => tableRow(table, names))}
      </tbody>
    </table>
  </div>`;
};

const values = ({ before, after, columns }: Difference): Part => {
  if (!before) return 'missing in what readers see';
  if (!after) return 'only in what readers see';
  const changes = columns.map(
    (name) =>
      html`<code>${name}</code> <del>${valueText(before[name])}</del> <span aria-hidden="true">→</span>
        <ins>${valueText(after[name])}</ins>`,
  );
  return joined(changes, html`<br />`);
};

const cause = (culprit: Culprit | null | undefined): Html =>
  culprit
    ? html`${culprit.type}
        <code><bdi>${culprit.revision}@${culprit.stream}</bdi></code> ${timeOf(culprit.created)}`
    : html`<span class="quiet">no event makes such a row</span>`;

const sampleRow = (difference: Difference, culprit: Culprit | null | undefined): Html =>
  html`<tr>
    <th scope="row" class="key"><code>${Object.values(difference.key).map(valueText).join(' ')}</code></th>
    <td data-label="Difference" class="long">${values(difference)}</td>
    <td data-label="Event" class="long">${cause(culprit)}</td>
  </tr>`;

const samples = ({ culprits }: ExplainedComparison, { table, samples: found }: TableComparison): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="Samples of ${table}">
    <table class="stacks">
      <caption>
        The first rows of
        <bdi>${table}</bdi>
        that differ
      </caption>
      <thead>
        <tr>
          <th scope="col">Key</th>
          <th scope="col">Difference</th>
          <th scope="col">Event that made it so</th>
        </tr>
      </thead>
      <tbody>
        ${found.map((difference, index) => sampleRow(difference, culprits[table]?.[index]))}
      </tbody>
    </table>
  </div>`;

const verdict = ({ from, to, equal, tables }: ExplainedComparison): Html => {
  const what = from === to ? `what readers see (v${from}) and the log` : `v${from} and v${to}`;
  const different = tables.filter(isDifferent).length;
  return equal
    ? html`<p>${badge('good', 'equal')} No row differs between ${what}.</p>`
    : html`<p>
        ${badge('bad', 'different')} Rows of ${countText(different)} of ${plural(tables.length, 'table')}
        differ between ${what}.
      </p>`;
};

const hidden = ({ from, to, projection }: ExplainedComparison): Html =>
  html`<p class="quiet">
    <small
      >Texts are hidden: they may be personal.
      <code>./aidesign projection ${from === to ? 'verify' : 'diff'} ${projection}</code> shows them.</small
    >
  </p>`;

/** Counts, columns and samples of a comparison, with the events behind the samples. */
export const comparisonView = (comparison: ExplainedComparison): Html =>
  html`<div class="stack comparison">
    ${verdict(comparison)} ${counts(comparison)}
    ${comparison.tables.filter((table) => table.samples.length > 0).map((table) => samples(comparison, table))}
    ${!comparison.equal && hidden(comparison)}
    ${
      comparison.position !== null &&
      html`<p class="quiet">
        <small>Both at position <span class="number">${comparison.position}</span>.</small>
      </p>`
    }
  </div>`;
