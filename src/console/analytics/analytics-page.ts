import { html, type Html } from '#platform/html.js';
import { PLANS } from '#domain/plan/plans.js';
import { chartCard } from '../charts/chart-card.js';
import { shareChart } from '../charts/share-chart.js';
import { aiCharts, growthCharts } from './charts.js';
import { modelTable } from './model-table.js';
import type { Numbers } from './numbers.js';
import { RANGES, type Period } from './period.js';
import { aiTiles, growthTiles, tileList } from './tiles.js';

const PAGE = '/console/analytics';

const day = new Intl.DateTimeFormat('en', { timeZone: 'UTC', dateStyle: 'medium' });
const spanText = (from: string, to: string): string => day.formatRange(Date.parse(from), Date.parse(to));

const rangeLink = (key: string, title: string, current: string): Html =>
  html`<li><a href="${PAGE}?range=${key}" ${key === current && html`aria-current="true"`}>${title}</a></li>`;

const rangePicker = ({ key, from, to, previous }: Period): Html =>
  html`<section class="card ranges" aria-label="Range of time">
    <nav aria-label="Ranges">
      <ul class="segments">
        ${RANGES.map((range) => rangeLink(range.key, range.title, key))}
      </ul>
    </nav>
    <form method="get" action="${PAGE}" class="row">
      <input type="hidden" name="range" value="custom" />
      <label>From <input type="date" name="from" value="${from}" required /></label>
      <label>to <input type="date" name="to" value="${to}" required /></label>
      <button type="submit">Show</button>
    </form>
    <p class="quiet">
      <strong>${spanText(from, to)}</strong> (UTC), beside ${spanText(previous.from, previous.to)}
    </p>
  </section>`;

const planMix = ({ plans }: Numbers): Html => {
  const known = Object.values(PLANS).map(({ slug, displayName }, index) => ({
    name: displayName,
    tone: index + 1,
    value: plans.find(({ plan }) => plan === slug)?.accounts ?? 0,
  }));
  return shareChart({
    id: 'plans',
    title: 'Plans, today',
    shares: known,
    nothing: 'There is no account yet.',
  });
};

const missing = html`<section class="card quiet-notes" aria-labelledby="missing-h">
  <h2 id="missing-h">What these numbers do not say</h2>
  <ul>
    <li>Times are means. The counters they come from do not keep a median or slowest requests.</li>
    <li>Plans are those of today: counters of past days do not keep them.</li>
    <li>Requests somebody cancelled were not answered, and are not counted here.</li>
    <li>Numbers come from read models, a moment after the log.</li>
  </ul>
</section>`;

/** The whole room: how the product grows and what the AI does, beside the period before. */
export const analyticsPage = (numbers: Numbers): Html =>
  html`${rangePicker(numbers.period)}
    <section class="stack" aria-labelledby="growth-h">
      <h2 class="part" id="growth-h">Growth</h2>
      ${tileList(growthTiles(numbers))}
      <div class="charts">${growthCharts(numbers).map(chartCard)}</div>
    </section>
    <section class="stack" aria-labelledby="ai-h">
      <h2 class="part" id="ai-h">AI</h2>
      ${tileList(aiTiles(numbers))}
      <div class="charts">${aiCharts(numbers).map(chartCard)}</div>
      ${modelTable(numbers.models)}
    </section>
    <div class="charts">${planMix(numbers)} ${missing}</div>`;
