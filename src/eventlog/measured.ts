// Numbers of commands and appends, taken from outside: what is measured does not know of it, and waits for
// nothing.
import { DomainError } from '#domain/kit/domain-error.js';
import type { DomainEvent } from '#domain/kit/event.js';
import { AppError } from '#platform/app-error.js';
import type { CommandOutcome, LogMetrics } from '#platform/metrics/log-metrics.js';
import { RevisionConflict, type Append } from './append.js';
import type { EventLog } from './event-log.js';
import type { Execution, Outcome } from './execution.js';
import type { LogClient } from './log-client.js';

const secondsSince = (started: number): number => (performance.now() - started) / 1_000;

/** Its type, where commands have one. */
export const commandName = (command: unknown): string =>
  typeof command === 'object' && command !== null && 'type' in command ? String(command.type) : 'unnamed';

const outcomeOf = ({ repeated, events }: Outcome<unknown>): CommandOutcome => {
  if (repeated) return 'repeated';
  return events > 0 ? 'done' : 'nothing';
};

const failureOf = (error: unknown): CommandOutcome => {
  if (error instanceof DomainError) return 'refused';
  if (!(error instanceof AppError)) return 'failed';
  return error.code === 'service_unavailable' ? 'unavailable' : 'refused';
};

/** The same log; every command it carries out is counted and timed. */
export const measuredLog = (log: EventLog, metrics: LogMetrics): EventLog => ({
  ...log,
  execute: <S, C, E extends DomainEvent>(execution: Execution<S, C, E>) => {
    const started = performance.now();
    const name = commandName(execution.command);
    const done = log.execute(execution);
    done.then(
      (outcome) => metrics.commanded(name, outcomeOf(outcome), secondsSince(started)),
      (error: unknown) => metrics.commanded(name, failureOf(error), secondsSince(started)),
    );
    return done;
  },
});

/** Appends as `append` does, and counts attempts and time. */
export const measuredAppend =
  (append: Append, metrics: LogMetrics): Append =>
  async (client, batch, times) => {
    const started = performance.now();
    let attempts = 0;
    const appendToStream: LogClient['appendToStream'] = (stream, events, options) => {
      attempts += 1;
      return client.appendToStream(stream, events, options);
    };
    const tell = (outcome: 'done' | 'conflict' | 'failed'): void =>
      metrics.appended({ outcome, events: batch.events.length, attempts, seconds: secondsSince(started) });
    try {
      const position = await append({ appendToStream }, batch, times);
      tell('done');
      return position;
    } catch (error) {
      tell(error instanceof RevisionConflict ? 'conflict' : 'failed');
      throw error;
    }
  };
