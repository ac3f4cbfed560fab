import { command, JSON_OPTION, type Args } from '../framework/command.js';
import { UsageError } from '../framework/errors.js';

const options = {
  until: { type: 'string', value: 'T', summary: 'As it was at this instant, such as 2026-02-08T09:30:00Z' },
  revision: { type: 'string', value: 'N', summary: 'As it was after this event of the stream' },
  projection: { type: 'string', value: 'NAME', summary: 'Replay a read model instead of a stream' },
  out: { type: 'string', value: 'FILE', summary: 'Where the rows of a read model go (NDJSON)' },
  personal: { type: 'boolean', summary: 'Show personal values; the log keeps that you looked' },
  ...JSON_OPTION,
} as const;

const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;

const instantOf = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  const time = INSTANT.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) {
    const hint = 'A date such as 2026-02-08, or an instant with its zone such as 2026-02-08T09:30:00Z.';
    throw new UsageError(`--until cannot be "${text}".`, hint);
  }
  if (time > Date.now())
    throw new UsageError(`--until is in the future: ${text}. Nothing is known of it yet.`);
  return new Date(time).toISOString();
};

const revisionOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--revision needs a whole number, not "${text}".`);
  return Number(text);
};

const notWith = (one: string, other: string): UsageError =>
  new UsageError(`${one} does not go with ${other}.`);

const wantedOf = ({ values, positionals: [stream] }: Args<typeof options>) => {
  const { projection, out, personal = false, json = false } = values;
  const until = instantOf(values.until);
  const revision = revisionOf(values.revision);
  const shared = { until, personal, json };
  if (projection === undefined) {
    if (stream === undefined)
      throw new UsageError(
        'What is to be replayed?',
        'Name a stream such as project-7, or --projection NAME.',
      );
    if (out !== undefined) throw notWith('--out', 'a stream');
    if (until !== undefined && revision !== undefined) throw notWith('--until', '--revision');
    return { stream: { ...shared, stream, revision } };
  }
  if (stream !== undefined) throw notWith('--projection', `the stream ${stream}`);
  if (revision !== undefined)
    throw notWith('--revision', '--projection: each stream has revisions of its own');
  if (out === undefined)
    throw new UsageError('--out is missing.', 'The rows go to a file: --out rows.ndjson');
  return { projection: { ...shared, projection, out } };
};

export const replayCommand = command({
  name: 'replay',
  summary: 'Show a stream, or export a read model, as it was',
  positionals: ['[stream]'],
  options,
  examples: [
    'aidesign replay project-7 --until 2026-02-08T09:30:00Z',
    'aidesign replay account-1099511627783 --revision 0 --json',
    'aidesign replay --projection ai_usage --until 2026-02-01 --out january.ndjson',
  ],
  run: async (args, tools) => {
    const wanted = wantedOf(args);
    if (wanted.stream) await (await import('../work/replay-stream.js')).runReplayStream(tools, wanted.stream);
    else await (await import('../work/replay-projection.js')).runReplayProjection(tools, wanted.projection);
  },
});
