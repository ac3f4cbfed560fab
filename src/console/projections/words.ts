import type { KnownFollower, KnownLag } from '#followers/known/watch.js';
import { html, type Html } from '#platform/html.js';
import { badge, countText, durationText, plural, timeOf, type Tone } from '../text.js';

/** Behind by less is ordinary. */
const LATE_SECONDS = 5;

type Follower = Pick<KnownFollower, 'state' | 'role' | 'lag' | 'lastError' | 'differences'>;

const stopped = (role: Follower['role']): readonly [Tone, string] =>
  role === 'building' ? ['warn', 'build interrupted'] : ['bad', 'stopped'];

const stateOf = ({ state, role, lag, lastError, differences }: Follower): readonly [Tone, string] => {
  if (state === 'stopped') return stopped(role);
  if (lastError?.over === false) return ['bad', 'failing'];
  if (differences) return ['bad', 'differs'];
  if (state === 'building') return ['info', 'building'];
  if (lag && lag.seconds > LATE_SECONDS) return ['warn', 'behind'];
  return state === 'live' ? ['good', 'live'] : ['idle', 'standby'];
};

/** How a follower is, in a word: the worst that is true of it. */
export const stateBadge = (follower: Follower): Html => badge(...stateOf(follower));

/** Events and time behind the end of the log. */
export const lagText = (lag: KnownLag | null): Html => {
  if (!lag) return html`<span class="quiet">not known</span>`;
  if (lag.events === 0) return html`<span class="quiet">nothing</span>`;
  const events = `${lag.exact ? '' : 'over '}${plural(lag.events, 'event')}`;
  return html`${events}, ${durationText(lag.seconds)}`;
};

export const speedText = (perSecond: number | null): Html => {
  if (perSecond === null) return html`<span class="quiet">…</span>`;
  const digits = perSecond > 0 && perSecond < 10 ? perSecond.toFixed(1) : countText(Math.round(perSecond));
  return perSecond === 0 ? html`<span class="quiet">0</span>` : html`${digits}`;
};

/** What waits, as a link to it. `of`: name as it is parked under. */
export const parkedLink = (of: string, { streams, events }: KnownFollower['parked']): Html =>
  events === 0
    ? html`<span class="quiet">0</span>`
    : html`<a class="text-bad" href="/console/projections/parked?projection=${encodeURIComponent(of)}"
        >${plural(events, 'event')} in ${plural(streams, 'stream')}</a
      >`;

export const errorText = ({ lastError, restarts }: KnownFollower): Html => {
  if (!lastError) return html`<span class="quiet">none</span>`;
  const again = restarts > 0 && html` <small class="quiet number">${plural(restarts, 'restart')}</small>`;
  return html`<span class="${lastError.over ? 'quiet' : 'text-bad'}"
      ><code>${lastError.code}</code> ${timeOf(lastError.at)}${lastError.over && ', over'}</span
    >${again}`;
};
