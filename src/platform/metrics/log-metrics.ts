import { Counter, Histogram } from 'prom-client';
import { SECONDS, type Registry } from './registry.js';

/** How a command went. refused: a rule. unavailable: the log was away. */
export type CommandOutcome = 'done' | 'nothing' | 'repeated' | 'refused' | 'unavailable' | 'failed';

/** One append, with all its attempts. conflict: somebody else was faster, it is decided again. */
export interface Appended {
  readonly outcome: 'done' | 'conflict' | 'failed';
  readonly events: number;
  readonly attempts: number;
  readonly seconds: number;
}

export interface LogMetrics {
  /** `command`: its type, as the code names it. */
  commanded(command: string, outcome: CommandOutcome, seconds: number): void;
  appended(appended: Appended): void;
}

export const logMetrics = (registry: Registry): LogMetrics => {
  const registers = [registry];
  const commands = new Histogram({
    name: 'aidesign_command_seconds',
    help: 'Time a command took on its stream, by name and outcome',
    labelNames: ['command', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const appends = new Histogram({
    name: 'aidesign_append_seconds',
    help: 'Time an append took with all its attempts, by outcome',
    labelNames: ['outcome'],
    buckets: SECONDS,
    registers,
  });
  const retries = new Counter({
    name: 'aidesign_append_retries_total',
    help: 'Appends sent again because the log gave no answer',
    registers,
  });
  const events = new Counter({
    name: 'aidesign_appended_events_total',
    help: 'Events appended',
    registers,
  });
  return {
    commanded: (command, outcome, seconds) => commands.observe({ command, outcome }, seconds),
    appended: ({ outcome, events: count, attempts, seconds }) => {
      appends.observe({ outcome }, seconds);
      if (attempts > 1) retries.inc(attempts - 1);
      if (outcome === 'done') events.inc(count);
    },
  };
};
