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
  step<T>(title: string, play: Play<T>): Promise<T>;
  /** Told by the API client. */
  heard(answer: Answer): void;
  retried(): void;
  readonly reports: readonly StepReport[];
}

export const createStage = (show: (report: StepReport) => void): Stage => {
  const reports: StepReport[] = [];
  let positions: string[] = [];
  let retries = 0;

  const finish = (
    begun: Pick<StepReport, 'title' | 'startedAt'>,
    outcome: { ok: boolean; note: string },
    ms: number,
  ) => {
    const report = {
      ...begun,
      ...outcome,
      number: reports.length + 1,
      ms,
      retries,
      positions,
      endedAt: new Date(),
    };
    reports.push(report);
    show(report);
  };

  const step = async <T>(title: string, play: Play<T>): Promise<T> => {
    const begun = { title, startedAt: new Date() };
    const start = performance.now();
    let said = '';
    positions = [];
    retries = 0;
    try {
      const value = await play((text) => {
        said = text;
      });
      finish(begun, { ok: true, note: said }, performance.now() - start);
      return value;
    } catch (error) {
      finish(begun, { ok: false, note: describeError(error) }, performance.now() - start);
      throw new StepFailed(title, { cause: error });
    }
  };

  return {
    step,
    heard: ({ position }) => {
      if (position !== null) positions.push(position);
    },
    retried: () => {
      retries += 1;
    },
    reports,
  };
};
