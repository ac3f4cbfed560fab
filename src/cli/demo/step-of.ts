import { positionOf, type LogRecord } from '#audit/log-record.js';
import type { StepReport } from './stage.js';

const during = ({ startedAt, endedAt }: StepReport, at: Date): boolean => startedAt <= at && at <= endedAt;

/**
 * The step that asked for a command with these events: by the position its answer gave, else by the time
 * (sign-out and token answers give none).
 */
export const stepOf = (
  steps: readonly StepReport[],
  records: readonly LogRecord[],
): StepReport | undefined => {
  const positions = records.map(positionOf);
  const answered = steps.find((step) => step.positions.some((position) => positions.includes(position)));
  return answered ?? steps.find((step) => records.some(({ created }) => during(step, created)));
};
