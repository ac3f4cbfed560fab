import type { Db } from '#platform/postgres/db.js';
import type { FollowedLog } from '../source.js';

export interface Named {
  readonly name: string;
  /** Stream categories it follows. */
  readonly categories: readonly string[];
}

export interface FollowerWatchOptions {
  readonly db: Db;
  /** A client for subscriptions. */
  readonly log: () => FollowedLog | Promise<FollowedLog>;
  /** Told when the log did not answer: the next `log()` may be another client. */
  readonly onLogLost?: () => void;
  /** Those of this release. */
  readonly projections: readonly (Named & { readonly version: number })[];
  readonly reactors: readonly Named[];
  /** Milliseconds one part of an answer may take. Default 2 s. */
  readonly answerMs?: number;
  /** Events counted exactly. Default 5,000. */
  readonly countTo?: number;
}

/** Milliseconds one part of an answer may take. */
export const ANSWER_MS = 2_000;
