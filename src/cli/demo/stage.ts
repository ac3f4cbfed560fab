import { describeError } from '../framework/exit-codes.js';
import type { Answer } from './api-client.js';

/** What one step did, as it is shown and given to programs. */
export interface StepReport {
  readonly number: number;
  readonly title: string;
  readonly ok: boolean;
  /** A few words about what happened; for a failed step, what was wrong. */
  readonly note: string;
  readonly ms: number;
  /** Calls that were repeated because the server was away or behind. */
  readonly retries: number;
  /** `X-Event-Position` of the step's answers. */
  readonly positions: readonly string[];
  readonly startedAt: Date;
  readonly endedAt: Date;
}

/** A step went wrong; its report has been shown. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

type Play<T> = (note: (text: string) => void) => Promise<T>;

export interface Stage {
  /** Plays one step, times it and shows it. Throws `StepFailed` when it went wrong. */
  readonly step: <T>(title: string, play: Play<T>) => Promise<T>;
  /** Told by the API client. */
  readonly heard: (answer: Answer) => void;
  readonly retried: () => void;
  readonly reports: readonly StepReport[];
}

/** Measures a step from now on; the result makes its report. */
const begin = (title: string, number: number) => {
  const startedAt = new Date();
  const start = performance.now();
  const positions: string[] = [];
  let retries = 0;
  return {
    positions,
    retried: () => {
      retries += 1;
    },
    end: (ok: boolean, note: string): StepReport => {
      const ms = performance.now() - start;
      return { number, title, ok, note, ms, retries, positions, startedAt, endedAt: new Date() };
    },
  };
};

export const createStage = (show: (report: StepReport) => void): Stage => {
  const reports: StepReport[] = [];
  let current = begin('', 0);
  const finish = (report: StepReport): void => {
    reports.push(report);
    show(report);
  };
  return {
    reports,
    heard: ({ position }) => {
      if (position !== null) current.positions.push(position);
    },
    retried: () => current.retried(),
    step: async (title, play) => {
      current = begin(title, reports.length + 1);
      let said = '';
      try {
        const value = await play((text) => {
          said = text;
        });
        finish(current.end(true, said));
        return value;
      } catch (error) {
        finish(current.end(false, describeError(error)));
        throw new StepFailed(title, { cause: error });
      }
    },
  };
};
