import { START, streamNameFilter } from '@eventstore/db-client';
import type { FollowedLog, Following } from './source.js';

/** behind: there is an event after the position. idle: there is none. silent: the log does not answer. */
export type ProbeResult = 'behind' | 'idle' | 'silent';

/**
 * Asks the log with a second, short subscription whether anything comes after a position. A subscription that
 * died without an error looks exactly like one with nothing to say; this tells them apart.
 */
export const probe = (
  log: FollowedLog,
  { from, prefixes }: Following,
  timeoutMs: number,
): Promise<ProbeResult> =>
  new Promise((resolve) => {
    const subscription = log.subscribeToAll(
      { fromPosition: from ?? START, filter: streamNameFilter({ prefixes: [...prefixes] }) },
      { highWaterMark: 1 },
    );
    const finish = (result: ProbeResult): void => {
      clearTimeout(timer);
      resolve(result);
      // Unsubscribing fails when the call never came about; either way nobody listens any more.
      const forget = (): unknown => subscription.destroy();
      subscription.unsubscribe().then(forget, forget);
    };
    const timer = setTimeout(() => finish('silent'), timeoutMs);
    subscription.on('error', () => finish('silent'));
    subscription.on('caughtUp', () => finish('idle'));
    subscription.on('data', () => finish('behind'));
  });
