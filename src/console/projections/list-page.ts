import type { KnownFollower } from '#followers/known/watch.js';
import { html, type Html } from '#platform/html.js';
import type { LivePart } from '../room.js';
import { countText, durationText, plural, timeOf } from '../text.js';
import { jobCard } from './job-card.js';
import type { Job } from './jobs.js';
import type { Overview, VersionView } from './overview.js';
import { errorText, lagText, parkedLink, speedText, stateBadge } from './words.js';

const figure = (name: string, value: Html | string, note: Html | string): Html =>
  html`<div class="card figure">
    <dt>${name}</dt>
    <dd>${value} ${note !== '' && html`<small>${note}</small>`}</dd>
  </div>`;

const furthest = (versions: readonly VersionView[]): Html => {
  const live = versions.filter(({ role, lag }) => role === 'live' && lag !== null);
  const [worst] = live.sort((one, other) => (other.lag?.seconds ?? 0) - (one.lag?.seconds ?? 0));
  if (!worst?.lag) return figure('Furthest behind', '?', 'not known');
  const { events, seconds, exact } = worst.lag;
  if (events === 0) return figure('Furthest behind', durationText(0), 'all at the end of the log');
  const note = `${worst.name}, ${exact ? '' : 'over '}${plural(events, 'event')}`;
  return figure('Furthest behind', durationText(seconds), html`<bdi>${note}</bdi>`);
};

const sumOf = (followers: readonly KnownFollower[], of: (one: KnownFollower) => number): number =>
  followers.reduce((sum, one) => sum + of(one), 0);

const figures = ({ log, versions, reactors }: Overview): Html => {
  const all = [...versions, ...reactors];
  const live = versions.filter(({ state }) => state === 'live');
  const names = new Set(versions.map(({ name }) => name)).size;
  const parked = sumOf(all, (one) => one.parked.events);
  const speed = sumOf(live, (one) => one.perSecond ?? 0);
  return html`<dl class="figures">
    ${figure('Read models', live.length < names ? html`<span class="text-bad">${countText(live.length)}</span>` : countText(live.length), `of ${countText(names)} live`)}
    ${furthest(versions)} ${figure('Handled', html`${speedText(speed)}/s`, 'events by all of them')}
    ${figure(
      'Parked',
      parked === 0
        ? '0'
        : html`<a class="text-bad" href="/console/projections/parked">${countText(parked)}</a>`,
      parked === 1 ? 'event' : 'events',
    )}
    ${figure('Log', log.reachable ? `${countText(log.latencyMs ?? 0)} ms` : html`<span class="text-bad">away</span>`, log.head ? html`newest ${timeOf(log.head.at)}` : 'is empty or does not answer')}
  </dl>`;
};

/** What the two tables have in common. On a small screen only what matters is shown. */
const cells = (one: KnownFollower, parkedUnder: string): Html => {
  const { lag, perSecond, eventsHandled, position, parked, lastError } = one;
  return html`<td data-label="Behind" class="number">${lagText(lag)}</td>
    <td data-label="Events/s" class="number">${speedText(perSecond)}</td>
    <td data-label="Handled" class="number minor">${countText(eventsHandled)}</td>
    <td data-label="Position" class="number minor">${position ?? html`<span class="quiet">none</span>`}</td>
    <td data-label="Parked" class="number ${parked.events === 0 && 'nil'}">
      ${parkedLink(parkedUnder, parked)}
    </td>
    <td data-label="Last error" class="${!lastError && 'nil'}">${errorText(one)}</td>`;
};

const versionRow = (one: VersionView): Html => {
  const { name, version, status } = one;
  const shape = status && html` <small class="quiet number">shape ${status.shape}</small>`;
  return html`<tr>
    <td data-label="State" class="beside">${stateBadge(one)}</td>
    <th scope="row">
      <a href="/console/projections/${encodeURIComponent(name)}"><bdi>${name}</bdi></a>
    </th>
    <td data-label="Version">v${version}${shape}</td>
    ${cells(one, name)}
  </tr>`;
};

const reactorRow = (one: KnownFollower): Html =>
  html`<tr>
    <td data-label="State" class="beside">${stateBadge(one)}</td>
    <th scope="row"><bdi>${one.name}</bdi></th>
    ${cells(one, `reactor:${one.name}`)}
  </tr>`;

const COLUMNS = ['Behind', 'Events/s', 'Handled', 'Position', 'Parked', 'Last error'];
const NUMBERS = new Set(['Behind', 'Events/s', 'Handled', 'Position', 'Parked']);

const table = (label: string, columns: readonly string[], rows: readonly Html[]): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table class="stacks">
      <thead>
        <tr>
          ${columns.map((name) => html`<th scope="col" class="${NUMBERS.has(name) ? 'number' : ''}">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;

const nothing = (what: string, hint: string): Html =>
  html`<p class="empty"><strong>${what}</strong> ${hint}</p>`;

const versionsTable = ({ versions }: Overview): Html =>
  versions.length === 0
    ? nothing('There is no read model yet.', 'They are made by the first start, or by ./aidesign migrate.')
    : table('Read models', ['State', 'Name', 'Version', ...COLUMNS], versions.map(versionRow));

const reactorsTable = ({ reactors }: Overview): Html =>
  reactors.length === 0
    ? nothing('There is no reactor.', 'This release has none.')
    : table('Reactors', ['State', 'Name', ...COLUMNS], reactors.map(reactorRow));

export interface Listed {
  readonly overview: Overview;
  readonly job: Job | undefined;
  readonly formToken: Html;
}

/** The parts of the list that change while somebody looks. */
export const listParts = ({ overview, job, formToken }: Listed): readonly LivePart[] => [
  { id: 'figures', content: figures(overview) },
  { id: 'job', content: html`${job && jobCard({ job, formToken, linked: true })}` },
  { id: 'versions', content: versionsTable(overview) },
  { id: 'reactors', content: reactorsTable(overview) },
];

/** Every read model and every reactor, with what is known of it. */
export const listContent = (listed: Listed): Html => {
  const [first, job, versions, reactors] = listParts(listed).map(({ content }) => content);
  return html`<div id="figures">${first}</div>
    <div id="job" aria-live="polite">${job}</div>
    <section class="card flush" aria-labelledby="versions-title">
      <h2 id="versions-title">Read models</h2>
      <div id="versions">${versions}</div>
    </section>
    <section class="card flush" aria-labelledby="reactors-title">
      <h2 id="reactors-title">Reactors</h2>
      <div id="reactors">${reactors}</div>
    </section>`;
};
