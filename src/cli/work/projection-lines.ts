import type { Culprit, Difference, ExplainedComparison, TableComparison } from '#followers/rebuild/desk.js';
import type { JsonValue } from '#domain/kit/json.js';
import { countText } from '../format/progress-bar.js';
import type { Output } from '../output.js';

const counted = (count: number, what: string): string[] => (count > 0 ? [`${countText(count)} ${what}`] : []);

const facts = ({ before, onlyBefore, onlyAfter, columns }: TableComparison): string => {
  const perColumn = Object.entries(columns).map(([name, rows]) => `${name} differs in ${countText(rows)}`);
  const found = [
    ...counted(onlyBefore, 'only in the live one'),
    ...counted(onlyAfter, 'missing in the live one'),
    ...perColumn,
  ];
  return found.length === 0 ? `${countText(before)} rows, equal` : found.join(', ');
};

const short = (value: JsonValue = null): string => {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
};

const valuesOf = ({ before, after, columns }: Difference): string => {
  if (!before) return 'missing in the live one';
  if (!after) return 'only in the live one';
  return columns.map((name) => `${name} ${short(before[name])} → ${short(after[name])}`).join(', ');
};

const causeOf = (culprit: Culprit | null | undefined): string =>
  culprit
    ? `${culprit.type} ${culprit.revision}@${culprit.stream}, ${culprit.created}`
    : 'no event makes such a row';

const sampleLines = (
  { samples }: TableComparison,
  culprits: readonly (Culprit | null)[],
  { paint }: Output,
): string[] =>
  samples.flatMap((difference, index) => [
    `    ${Object.values(difference.key).map(short).join(' ')}: ${valuesOf(difference)}`,
    `      ${paint('dim', causeOf(culprits[index]))}`,
  ]);

/** A comparison for people: a line for each table, then samples with the event that made them differ. */
export const comparisonLines = (comparison: ExplainedComparison, output: Output): readonly string[] =>
  comparison.tables.flatMap((table) => {
    const { before, after, samples } = table;
    const same = samples.length === 0;
    const rows = same || before === after ? '' : ` (${countText(before)} rows, then ${countText(after)})`;
    return [
      `  ${output.paint(same ? 'green' : 'red', table.table)}  ${facts(table)}${rows}`,
      ...sampleLines(table, comparison.culprits[table.table] ?? [], output),
    ];
  });
