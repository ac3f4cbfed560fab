import { connectLog } from '#eventlog/log-client.js';
import { withTimer } from '#eventlog/unavailable.js';
import type { FollowedLog } from './source.js';

/**
 * A client object for subscriptions only, replaced when it has failed: a broken channel must not be kept for
 * ever.
 */
export interface LogConnection {
  client(): FollowedLog;
  /** The next `client()` is a new one. */
  renew(): void;
  close(): Promise<void>;
}

/** The client waits for calls that a dead server never ends. */
const DISPOSE_MS = 2_000;

export const createLogConnection = (
  connect: () => FollowedLog,
  onError: (error: unknown) => void,
): LogConnection => {
  let current: FollowedLog | undefined;
  const drop = async (): Promise<void> => {
    const old = current;
    current = undefined;
    if (old) await withTimer(old.dispose(), DISPOSE_MS).catch(onError);
  };
  return {
    client: () => (current ??= connect()),
    renew: () => void drop(),
    close: drop,
  };
};

export const connectTo = (url: string) => (): FollowedLog => connectLog(url);
