import type { LogRecord } from '#audit/log-record.js';
import type { RecordQuery } from '#audit/record-query.js';
import { CATALOG } from '#domain/catalog.js';
import { nearest } from '#platform/similar.js';
import { command, JSON_OPTION, type Args } from '../framework/command.js';
import { UsageError } from '../framework/errors.js';
import { eventJson, eventLines } from '../format/event-line.js';
import type { Tools } from '../tools.js';

const BACKLOG = 10;

const options = {
  type: { type: 'string', value: 'TYPE', summary: 'Only events of this type, such as DesignSaved' },
  stream: {
    type: 'string',
    value: 'NAME',
    summary: 'Only this stream, or all of a category such as project',
  },
  account: { type: 'string', value: 'ID', summary: 'Only events of this account' },
  'since-start': { type: 'boolean', summary: `From the first event on (default: the last ${BACKLOG})` },
  limit: { type: 'string', value: 'N', summary: 'End after N events (default: follow until Ctrl-C)' },
  personal: { type: 'boolean', summary: 'Show personal values; the log keeps that you looked' },
  ...JSON_OPTION,
} as const;

const whole = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,15}$/.test(text)) throw new UsageError(`--${name} needs a whole number, not "${text}".`);
  return Number(text);
};

/**
 * Events of other programs may have any type, so an unknown type is only remarked upon when it looks
 * misspelt.
 */
const remarkOnType = (type: string | undefined, tools: Tools): void => {
  const known = Object.values(CATALOG).flatMap((events) => Object.keys(events));
  if (type === undefined || known.includes(type)) return;
  const meant = nearest(type, known);
  if (meant !== undefined) tools.output.warn(`No event has the type ${type} so far. Did you mean ${meant}?`);
};

const queryOf = ({ values }: Args<typeof options>): RecordQuery => ({
  type: values.type,
  stream: values.stream,
  account: whole('account', values.account),
});

async function* records(args: Args<typeof options>, tools: Tools): AsyncGenerator<LogRecord> {
  const signal = tools.interrupted();
  const query = queryOf(args);
  const limit = whole('limit', args.values.limit) ?? Infinity;
  const history = await tools.history();
  const { warn } = tools.output;
  const recent = await history.recent(query, Math.min(BACKLOG, limit));
  const backlog = args.values['since-start'] ? [] : recent.records;
  yield* backlog;
  const onConnection = (state: 'lost' | 'back'): void =>
    warn(state === 'lost' ? '… connection lost, waiting for the event store' : '… connected again');
  const after = args.values['since-start'] ? null : recent.end;
  yield* history.follow({ query, after, signal, onConnection });
}

/** Loaded only when it is needed: the tail of others comes sooner. */
const recorder = async (args: Args<typeof options>, tools: Tools) =>
  (await import('../work/record-tail.js')).tailRecorder(tools, queryOf(args));

export const eventsTailCommand = command({
  name: 'events tail',
  summary: 'Watch the event log live',
  options,
  examples: [
    'aidesign events tail --stream project',
    'aidesign events tail --type DesignSaved --since-start --limit 5 --json',
  ],
  run: async (args, tools) => {
    const { values } = args;
    const format = { personal: values.personal ?? false };
    let left = whole('limit', values.limit) ?? Infinity;
    remarkOnType(values.type, tools);
    const recordLook = format.personal ? await recorder(args, tools) : undefined;
    for await (const record of records(args, tools)) {
      await recordLook?.(record);
      tools.output.print(values.json ? eventJson(record, format) : eventLines(record, format, tools.output));
      left -= 1;
      if (left === 0) return;
    }
  },
});
