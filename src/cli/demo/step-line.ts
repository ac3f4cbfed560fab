import { fit } from '../format/fit.js';
import type { Output } from '../output.js';
import type { StepReport } from './stage.js';

const TITLE = 36;
const TIME = 8;
const MARGIN = 8;

const column = (text: string, width: number): string => fit(text, width).padEnd(width);

export const timeText = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;

const retriesText = (retries: number): string => {
  if (retries === 0) return '';
  return retries === 1 ? ' (1 retry)' : ` (${retries} retries)`;
};

/** One line about a step, as wide as the terminal; a failed step says on a second line what was wrong. */
export const stepLine = (report: StepReport, { paint, width }: Output): string => {
  const { ok, number, title, note, ms, retries } = report;
  const tick = ok ? paint('green', '✓') : paint('red', '✗');
  const count = paint('dim', String(number).padStart(2));
  const noteWidth = Math.max(0, Math.min(width, 100) - TITLE - TIME - MARGIN);
  const time = paint('dim', timeText(ms).padStart(TIME));
  const shownNote = column(ok ? `${note}${retriesText(retries)}` : retriesText(retries).trim(), noteWidth);
  const line = `  ${tick} ${count} ${column(title, TITLE)} ${paint('dim', shownNote)}${time}`;
  return ok ? line : `${paint('red', line)}\n       ${paint('red', note)}`;
};

/** For programs. */
export const stepJson = ({ startedAt, endedAt, ...report }: StepReport): string =>
  JSON.stringify({
    kind: 'step',
    ...report,
    ms: Math.round(report.ms * 10) / 10,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
  });
