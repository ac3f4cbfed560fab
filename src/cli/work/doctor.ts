import type { Finding } from '#followers/doctor/doctor.js';
import { FailedQuietly } from '../framework/errors.js';
import type { Output } from '../output.js';
import type { Tools } from '../tools.js';

export interface DoctorRun {
  readonly fix: boolean;
  readonly json: boolean;
}

const line = ({ paint }: Output, { ok, subject, detail }: Finding): string =>
  `  ${ok ? paint('green', '✓') : paint('red', '✗')} ${subject} ${detail}`;

const hintsOf = (findings: readonly Finding[]): readonly string[] => [
  ...new Set(findings.flatMap(({ hint }) => hint ?? [])),
];

const show = (output: Output, findings: readonly Finding[]): void => {
  for (const finding of findings) output.print(line(output, finding));
  const wrong = findings.filter(({ ok }) => !ok);
  if (wrong.length === 0) {
    output.print('All is well.');
    return;
  }
  output.print('');
  for (const hint of hintsOf(wrong)) output.print(hint);
};

/** Whoever stopped because of it does not look again by itself. */
const showMended = (output: Output, mended: readonly Finding[]): void => {
  if (mended.length === 0) return;
  const what = mended.length === 1 ? '1 checkpoint was' : `${mended.length} checkpoints were`;
  const where = 'to where this log has their events, or to the beginning where it lost them';
  output.print(`${what} moved ${where}. Start followers and workers again.`);
};

/** Ends with 1 when something is wrong, or still is after mending. */
export const runDoctor = async (tools: Tools, { fix, json }: DoctorRun): Promise<void> => {
  const { output } = tools;
  const doctor = await tools.doctor();
  const mended = fix ? await doctor.mend() : [];
  const findings = await doctor.examine();
  if (json) for (const finding of findings) output.print(JSON.stringify(finding));
  else {
    showMended(output, mended);
    show(output, findings);
  }
  if (findings.some(({ ok }) => !ok)) throw new FailedQuietly('The doctor found something.');
};
