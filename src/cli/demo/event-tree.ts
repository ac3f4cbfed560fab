import { causationTree, type CommandNode, type EventNode } from '#audit/causation-tree.js';
import { hidePersonal } from '#audit/hide-personal.js';
import type { LogRecord } from '#audit/log-record.js';
import { fit } from '../format/fit.js';
import { shortData } from '../format/short-data.js';
import type { Output } from '../output.js';
import type { StepReport } from './stage.js';
import { stepOf } from './step-of.js';

const TYPE = 21;
const PLACE = 28;
const LONGEST_STREAM = 24;

const eventsIn = (node: CommandNode | EventNode): readonly LogRecord[] =>
  'record' in node ? [node.record] : node.children.flatMap(eventsIn);

/** `reservation-5a3c0e…@0`: names made of digests say enough with their beginning. */
const placeText = ({ stream, revision }: LogRecord): string => {
  const short = stream.length > LONGEST_STREAM ? `${stream.slice(0, LONGEST_STREAM - 1)}…` : stream;
  return `${short}@${revision}`;
};

const eventText = (record: LogRecord, { paint, width }: Output): string => {
  const room = Math.max(0, Math.min(width, 110) - TYPE - PLACE - 12);
  const data = fit(shortData(record.data && hidePersonal(record.data)), room);
  const place = paint('cyan', placeText(record).padEnd(PLACE));
  return `${record.type.padEnd(TYPE)} ${place} ${paint('dim', data)}`.trimEnd();
};

/** An event with the commands that came after it: what it made workers do. */
interface Branch {
  readonly record: LogRecord;
  readonly then: readonly CommandNode[];
}

const branchesOf = (node: CommandNode): readonly Branch[] => {
  const items = node.children.flatMap((child) => ('record' in child ? [child] : child.children));
  const branches: { record: LogRecord; then: CommandNode[] }[] = [];
  for (const item of items) {
    if ('record' in item) branches.push({ record: item.record, then: [] });
    else branches.at(-1)?.then.push(item);
  }
  return branches;
};

/** Events of a command and of its steps side by side; what those caused in turn, one step deeper. */
const branchLines = (branches: readonly Branch[], indent: string, output: Output): string[] =>
  branches.flatMap(({ record, then }, index) => {
    const last = index === branches.length - 1;
    const line = `${indent}${output.paint('dim', last ? '└─' : '├─')} ${eventText(record, output)}`;
    return [line, ...branchLines(then.flatMap(branchesOf), `${indent}${last ? '   ' : '│  '}`, output)];
  });

const quietSteps = (steps: readonly StepReport[], seen: readonly (StepReport | undefined)[]): string => {
  const quiet = steps.filter((step) => !seen.includes(step)).map(({ number }) => number);
  return `No event (read, refused, repeated or unchanged): steps ${quiet.join(', ')}`;
};

/** Each command as a line that names the step which asked for it, and below it what was recorded. */
export const eventTree = (
  records: readonly LogRecord[],
  steps: readonly StepReport[],
  output: Output,
): string => {
  const seen: (StepReport | undefined)[] = [];
  const lines = causationTree(records).flatMap((root) => {
    const step = stepOf(steps, eventsIn(root));
    seen.push(step);
    const number = String(step?.number ?? '').padStart(2);
    const title = output.paint('bold', step?.title ?? root.commandId);
    return [`  ${output.paint('dim', number)} ${title}`, ...branchLines(branchesOf(root), '     ', output)];
  });
  return [...lines, '', `  ${output.paint('dim', quietSteps(steps, seen))}`].join('\n');
};
