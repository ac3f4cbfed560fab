import type { ParkedStream } from '#followers/parking-desk.js';
import { html, type Html } from '#platform/html.js';
import type { LivePart } from '../room.js';
import { jobCard } from './job-card.js';
import type { Job } from './jobs.js';
import type { VersionView } from './overview.js';
import { parkedTable } from './parked-table.js';
import { versionCard, type Possible } from './version-card.js';

export interface Detail {
  readonly name: string;
  /** All versions of this projection. */
  readonly views: readonly VersionView[];
  readonly parked: readonly ParkedStream[];
  readonly job: Job | undefined;
  /** A job that runs, of whatever projection. */
  readonly running: Job | undefined;
  readonly formToken: Html;
}

const possibleFor = (view: VersionView, views: readonly VersionView[]): Possible => {
  const { role, status } = view;
  const hasLive = views.some((one) => one.role === 'live');
  const isBeside = role === 'standby' && status?.known === true;
  return { deploy: isBeside, diff: isBeside && hasLive, drop: role !== 'live' };
};

const before = ({ views }: Detail): VersionView | undefined =>
  views
    .filter(({ role, status }) => role === 'standby' && status?.liveUntil)
    .sort((one, other) => ((one.status?.liveUntil ?? '') < (other.status?.liveUntil ?? '') ? 1 : -1))[0];

const rollBack = (detail: Detail): Html | false => {
  const previous = before(detail);
  if (!previous) return false;
  return html`<form method="post" action="/console/projections/${encodeURIComponent(detail.name)}/rollback">
    ${detail.formToken}
    <button id="rollback" type="submit">Roll back to v${previous.version}</button>
  </form>`;
};

const versions = (detail: Detail): Html => {
  const { views, formToken } = detail;
  const newestFirst = [...views].reverse();
  return html`<div class="head">
      <h2>Versions</h2>
      ${rollBack(detail)}
    </div>
    <div class="halves versions">
      ${newestFirst.map((view) => versionCard({ view, possible: possibleFor(view, views), formToken }))}
    </div>`;
};

const jobView = ({ job, running, formToken, name }: Detail): Html => {
  if (job) return jobCard({ job, formToken });
  const isElsewhere = running !== undefined && running.projection !== name;
  return html`${isElsewhere && jobCard({ job: running, formToken, linked: true })}`;
};

const parkedView = ({ parked, name }: Detail): Html =>
  parked.length === 0
    ? html`<p class="empty">
        <strong>Nothing is parked.</strong> Every event of <bdi>${name}</bdi> could be handled.
      </p>`
    : parkedTable(parked);

/** The parts of the page that change while somebody looks. */
export const detailParts = (detail: Detail): readonly LivePart[] => [
  { id: 'job', content: jobView(detail) },
  { id: 'versions', content: versions(detail) },
  { id: 'parked', content: parkedView(detail) },
];

const workForms = ({ name, views, formToken }: Detail): Html => {
  const address = `/console/projections/${encodeURIComponent(name)}`;
  const interrupted = views.some(({ role, state }) => role === 'building' && state === 'stopped');
  return html`<section class="card work" aria-label="Work on this read model">
    <form class="row" method="post" action="${address}/rebuild">
      ${formToken}
      <button class="primary" type="submit">
        ${interrupted ? 'Go on with the build' : 'Rebuild beside'}
      </button>
      <label class="check"><input type="checkbox" name="restart" value="yes" /> begin anew</label>
    </form>
    <form method="post" action="${address}/verify">
      ${formToken}
      <button type="submit">Verify against the log</button>
    </form>
    <p class="quiet">
      <small
        >A rebuild fills a version of its own while readers go on with the one they see; nothing changes for
        them until it is deployed. Verifying folds the whole log again and compares; it changes
        nothing.</small
      >
    </p>
  </section>`;
};

/** One projection: what is known of its versions, what runs, what is parked, and what can be done. */
export const detailContent = (detail: Detail): Html => {
  const [job, views, parked] = detailParts(detail).map(({ content }) => content);
  return html`${workForms(detail)}
    <div id="job" aria-live="polite">${job}</div>
    <div id="versions" class="stack">${views}</div>
    <section class="card flush" aria-labelledby="parked-title">
      <div class="head">
        <h2 id="parked-title">Parked</h2>
        <a href="/console/projections/parked">All that is parked</a>
      </div>
      <div id="parked">${parked}</div>
    </section>`;
};
