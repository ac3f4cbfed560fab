// What the effects engine asks of those who carry effects out.
import type { Caller } from '#commands/caller.js';
import type { causeAt } from '#commands/cause.js';
import type { EffectIds } from '../kit/reactor.js';

/** The event that made the effect necessary, decoded. */
export type Cause = Awaited<ReturnType<typeof causeAt>>;

/** An effect as the worker that took it sees it. */
export interface Work {
  readonly key: string;
  readonly ids: EffectIds;
  /** 1, 2, …: rises with every try on any worker. A result of a lower attempt than the last must be refused. */
  readonly attempt: number;
  /** An operator had it tried again: that it was given up before is no outcome any more. */
  readonly retried: boolean;
  /** Instant of the cause. */
  readonly since: string;
  readonly cause: Cause;
  /** Caller of a command for this effect: the same step has the same command id on every attempt. */
  caller(...step: readonly (string | number)[]): Caller;
  /** Aborted when the lease was lost or the worker stops: whatever it does now may be done by another. */
  readonly signal: AbortSignal;
}

/** Carries out one kind of effect. */
export interface Handler {
  readonly kind: string;
  /** Queue it waits in: effects of one queue share a concurrency limit. */
  readonly queue: string;
  /** Older than this it is not carried out any more but given up as expired. Milliseconds. */
  readonly maxAgeMs: number;
  /** How long one try may go without a sign of life. Milliseconds. */
  readonly leaseMs: number;
  readonly maxAttempts: number;
  /** What was given up stays so: the log refuses another outcome, and operators cannot have it tried again. */
  readonly endsForGood?: boolean;
  /**
   * Pause after a try that failed, in milliseconds; `RetryLater` may say otherwise. `tries`: 1, 2, … of the
   * present budget of `maxAttempts`.
   */
  backoffMs(tries: number): number;
  /**
   * Does it and puts the outcome into the log; returns at once when the log holds one. Throws `RetryLater`,
   * `Hopeless`, or anything else, which is tried again. An AppError `service_unavailable` says that a server
   * everybody needs is away: it is tried again without using up a try, until the maximum age.
   */
  run(work: Work): Promise<void>;
  /** Puts into the log that it will not be done; returns at once when the log holds an outcome. */
  giveUp(work: Work, reason: GiveUpReason): Promise<void>;
}

/** expired: too old. failed: every attempt failed, or one was hopeless. operator: somebody decided so. */
export interface GiveUpReason {
  readonly kind: 'expired' | 'failed' | 'operator';
  /** Stable code or operator's words; never personal. */
  readonly detail: string;
}

/** Not now: try again after `afterMs`, or after the usual pause. `code` is kept with the effect. */
export class RetryLater extends Error {
  readonly code: string;
  readonly afterMs: number | undefined;

  constructor(code: string, afterMs?: number) {
    super(code);
    this.name = 'RetryLater';
    this.code = code;
    this.afterMs = afterMs;
  }
}

/** It can never succeed: give it up without another try. */
export class Hopeless extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = 'Hopeless';
    this.code = code;
  }
}
