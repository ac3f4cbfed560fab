import type { ExplainedComparison, Sampled, SampledRow } from '#followers/rebuild/desk.js';
import { countText } from '../format/progress-bar.js';
import { FailedQuietly } from '../framework/errors.js';
import type { Output } from '../output.js';
import type { Tools } from '../tools.js';
import type { OnVersion } from './projection.js';
import { comparisonLines } from './projection-lines.js';
import { watched } from './projection-watch.js';

const heading = ({ projection, from, to }: ExplainedComparison): string =>
  from === to ? `${projection} v${from}, against the log:` : `${projection} v${from}, against v${to}:`;

const show = ({ output }: Tools, comparison: ExplainedComparison, json: boolean): void => {
  output.print(
    json
      ? JSON.stringify(comparison)
      : [heading(comparison), ...comparisonLines(comparison, output)].join('\n'),
  );
  if (!comparison.equal) throw new FailedQuietly();
};

/** Ends with 1 when the two differ. */
export const runDiff = async (tools: Tools, { name, version, json }: OnVersion): Promise<void> => {
  const desk = await tools.projections();
  show(tools, await watched(tools, (watching) => desk.diff(name, version, watching)), json);
};

const differenceLine = ({ table, stream, row, folded }: SampledRow): string =>
  `  ${table}: ${stream === null ? 'no stream makes' : `${stream} makes ${JSON.stringify(folded)}, not`} ${JSON.stringify(row)}`;

const sampledLines = ({ tables, differences }: Sampled, { paint }: Output): readonly string[] => {
  if (tables.length === 0)
    return ['Rows of this read model are written by several streams: verify all of it.'];
  return [
    ...tables.map(({ table, rows }) => `  ${table}  ${countText(rows)} rows folded again`),
    ...differences.map((one) => paint('red', differenceLine(one))),
    ...(differences.length === 0 ? [paint('green', 'Every one of them is what its stream says.')] : []),
  ];
};

const runSample = async (tools: Tools, name: string, { rows, json }: Sampling): Promise<void> => {
  const sampled = await (await tools.projections()).sample(name, rows);
  tools.output.print(json ? JSON.stringify(sampled) : sampledLines(sampled, tools.output).join('\n'));
  if (sampled.differences.length > 0) throw new FailedQuietly();
};

interface Sampling {
  readonly rows: number;
  readonly json: boolean;
}

export interface VerifyOptions {
  readonly name: string;
  /** Only so many random rows of each table; undefined: all of them. */
  readonly rows: number | undefined;
  readonly json: boolean;
}

/** Ends with 1 when the live rows are not what the log says. */
export const runVerify = async (tools: Tools, { name, rows, json }: VerifyOptions): Promise<void> => {
  if (rows !== undefined) return runSample(tools, name, { rows, json });
  const desk = await tools.projections();
  show(tools, await watched(tools, (watching) => desk.verify(name, watching)), json);
};
