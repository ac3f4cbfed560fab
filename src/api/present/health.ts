import type { z } from 'zod';
import type { KnownFollower, KnownFollowers } from '#followers/known/watch.js';
import type { detailedHealth } from '../schemas/health.js';

export type Health = z.output<typeof detailedHealth>;
export type Component = Health['components'][string];

/** A live follower further behind than this is not well: readers wait for two seconds at most. */
const BEHIND_SECONDS = 60;

const nameOf = ({ kind, name, version }: KnownFollower): string =>
  kind === 'reactor' ? `reactor ${name}` : `${name} v${version}`;

/** What is wrong with a follower; nothing when all is well. Builds take their time. */
const complaintsOf = (one: KnownFollower): readonly string[] => {
  const { role, state, lag, parked, lastError } = one;
  const complaints = [
    ...(role === 'live' && state === 'stopped' ? ['nobody works on it'] : []),
    ...(role === 'live' && lag !== null && lag.seconds > BEHIND_SECONDS
      ? [`is ${Math.round(lag.seconds)} s behind`]
      : []),
    ...(parked.streams > 0 ? [`has parked ${parked.streams} streams`] : []),
    ...(lastError && !lastError.over ? [`fails: ${lastError.code}`] : []),
  ];
  return complaints.map((complaint) => `${nameOf(one)}: ${complaint}`);
};

/** Of all followers together. */
export const followerComplaints = (known: KnownFollowers | undefined): readonly string[] =>
  known ? known.followers.flatMap(complaintsOf) : ['followers: not known now'];

export const presentFollower = (one: KnownFollower) => {
  const { eventsHandled, perSecond, lastError, differences, ...facts } = one;
  return {
    ...facts,
    events_handled: eventsHandled,
    events_per_second: perSecond,
    last_error: lastError,
    ...(differences && { differences }),
  };
};

/** Nobody can work without these. */
const VITAL = ['event_log', 'database'];

/** unhealthy: nothing can be served. degraded: something is not as it should be. */
export const verdictOf = (components: Readonly<Record<string, Component>>): Health['status'] => {
  const sick = Object.keys(components).filter(
    (name) => !['ok', 'not_configured'].includes(components[name]?.status ?? ''),
  );
  if (sick.some((name) => VITAL.includes(name))) return 'unhealthy';
  return sick.length > 0 ? 'degraded' : 'healthy';
};
