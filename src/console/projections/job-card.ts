import type { RebuildProgress } from '#followers/rebuild/desk.js';
import { html, type Html } from '#platform/html.js';
import { badge, countText, durationText, plural, timeOf, type Tone } from '../text.js';
import { comparisonView } from './comparison.js';
import type { Job } from './jobs.js';

const NAMES = { rebuild: 'Rebuild', diff: 'Comparison', verify: 'Verification' } as const;

const STEPS: Readonly<Record<RebuildProgress['step'], string>> = {
  reading: 'reading events',
  indexing: 'making indexes',
  comparing: 'comparing rows',
  searching: 'looking for the events behind the differences',
};

const STATES: Readonly<Record<Job['state'], readonly [Tone, string]>> = {
  running: ['info', 'running'],
  done: ['good', 'done'],
  failed: ['bad', 'failed'],
  stopped: ['warn', 'stopped'],
};

const percent = (share: number): string => `${Math.floor(share * 100)} %`;

const progressFacts = ({ step, events, share, perSecond, secondsLeft }: RebuildProgress): Html => {
  if (step !== 'reading') return html`${STEPS[step]}`;
  const parts = [
    share === undefined ? '' : percent(share),
    plural(events, 'event'),
    `${countText(perSecond)} events/s`,
    secondsLeft === undefined ? '' : `${durationText(secondsLeft)} left`,
  ];
  return html`${parts.filter((part) => part !== '').join(' · ')}`;
};

/** How far it is, as a bar and in words. */
const progressView = ({ kind, projection, progress }: Job): Html => {
  const share = progress?.step === 'reading' ? progress.share : undefined;
  const value = share !== undefined && html`value="${share.toFixed(4)}"`;
  return html`<div class="progress">
    <progress max="1" ${value} aria-label="${NAMES[kind]} of ${projection}"></progress>
    <p>${progress ? progressFacts(progress) : 'beginning …'}</p>
  </div>`;
};

const builtText = ({ built }: Job): Html | null => {
  if (!built) return null;
  const { version, events, seconds, kept } = built;
  const speed = events === 0 ? '' : `: ${plural(events, 'event')} in ${durationText(seconds)}`;
  return html`<p>Version ${version} is built${speed}.</p>
    ${
      !kept &&
      html`<p class="text-warn">
        No follower of this release runs, so nobody keeps it up to date. Start one, then deploy.
      </p>`
    }`;
};

const outcome = (job: Job): Html => html`
  ${job.state === 'failed' && html`<p class="notice bad"><strong>Why</strong> <span>${job.reason}</span></p>`}
  ${
    job.state === 'stopped' &&
    job.kind === 'rebuild' &&
    html`<p class="quiet">What was built stays: the next rebuild goes on from there.</p>`
  }
  ${builtText(job)} ${job.comparison && comparisonView(job.comparison)}
`;

const summary = (job: Job): string => {
  const what = `${NAMES[job.kind]} of ${job.projection}`;
  return job.state === 'running' ? `${what} is running` : `${what}: ${STATES[job.state][1]}`;
};

interface JobCard {
  readonly job: Job;
  readonly formToken: Html;
  /** Links to the page of the projection. */
  readonly linked?: boolean;
}

/** A job: its progress while it runs, then what came of it. Said aloud when that changes. */
export const jobCard = ({ job, formToken, linked = false }: JobCard): Html => {
  const address = `/console/projections/${encodeURIComponent(job.projection)}`;
  return html`<section class="card stack" aria-label="${summary(job)}">
    <div class="head">
      <h2 class="row">
        ${badge(...STATES[job.state])}
        <span
          >${NAMES[job.kind]} of
          ${linked ? html`<a href="${address}"><bdi>${job.projection}</bdi></a>` : html`<bdi>${job.projection}</bdi>`}</span
        >
      </h2>
      ${
        job.state === 'running' &&
        html`<form method="post" action="${address}/stop">
          ${formToken}<button id="stop-job" type="submit">Stop</button>
        </form>`
      }
    </div>
    ${job.state === 'running' ? progressView(job) : outcome(job)}
    <p class="quiet">
      <small
        >by <bdi>${job.by.name}</bdi>,
        ${timeOf(job.startedAt)}${job.endedAt && [' to ', timeOf(job.endedAt)]}</small
      >
    </p>
  </section>`;
};
