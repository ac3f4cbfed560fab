// The groups there are, in a stream of their own: every change writes the whole list, the last one counts. An
// entry that is none (somebody wrote to the stream) is reported and the one before it counts.

import { z } from 'zod';
import { viewStream } from '../store/lookup.js';
import { readStreamPage } from '../store/pages.js';
import type { Store } from '../store/store.js';
import { recordData } from '../wire/peek-record.js';
import type { Definition } from './definition.js';
import { STRATEGIES } from './settings.js';
import { systemEvent, writeEvent, writeMetadata } from './system-write.js';

const STREAM = '$persistentSubscriptionConfig';
const TYPE = '$PersistentConfig';
const KEPT = 2;

const settings = z.object({
  resolveLinks: z.boolean(),
  extraStatistics: z.boolean(),
  messageTimeoutMs: z.int(),
  maxRetryCount: z.int(),
  checkpointAfterMs: z.int(),
  minCheckpointCount: z.int(),
  maxCheckpointCount: z.int(),
  maxSubscriberCount: z.int(),
  liveBufferSize: z.int(),
  readBatchSize: z.int(),
  historyBufferSize: z.int(),
  strategy: z.enum(STRATEGIES),
});

const filter = z.object({
  on: z.enum(['stream', 'type']),
  regex: z.string(),
  prefixes: z.array(z.string()),
});

const document = z.object({
  version: z.literal(1),
  entries: z.array(
    z.object({
      source: z.string(),
      group: z.string(),
      start: z.union([z.number(), z.literal('start'), z.literal('end')]),
      after: z.number(),
      filter: filter.optional(),
      settings,
    }),
  ),
});

type Document = z.infer<typeof document>;

const definitionOf = (entry: Document['entries'][number]): Definition => ({
  ...entry,
  filter:
    entry.filter === undefined ? undefined : { ...entry.filter, window: undefined, checkpointMultiplier: 1 },
});

const parse = (record: Buffer): Definition[] | undefined => {
  try {
    return document.parse(JSON.parse(recordData(record).toString('utf8'))).entries.map(definitionOf);
  } catch {
    // The caller says so and looks further back.
    return undefined;
  }
};

/** The groups as last written. `report` hears of entries that cannot be read. */
export const loadConfiguration = (
  { tables }: Pick<Store, 'tables'>,
  report: (where: string, error: unknown) => void,
): readonly Definition[] => {
  const view = viewStream(tables, STREAM);
  if (view === undefined || view.tombstoned) return [];
  const page = readStreamPage(tables, view, { from: view.last, limit: KEPT, backwards: true });
  for (const { revision, record } of page.events) {
    const found = parse(record);
    if (found !== undefined) return found;
    report('persistent subscriptions', `${STREAM}@${String(revision)} cannot be read`);
  }
  return [];
};

const entryOf = ({ filter: wanted, ...rest }: Definition): Record<string, unknown> => ({
  ...rest,
  ...(wanted === undefined
    ? {}
    : { filter: { on: wanted.on, regex: wanted.regex, prefixes: wanted.prefixes } }),
});

/** Writes the list; accepted at once, durable when it resolves. */
export const saveConfiguration = async (store: Store, definitions: readonly Definition[]): Promise<void> => {
  const text = JSON.stringify({ version: 1, entries: definitions.map(entryOf) });
  await writeEvent(store, STREAM, systemEvent(TYPE, text));
  const metadata = viewStream(store.tables, STREAM)?.metadata;
  if (metadata?.maxCount === undefined) await writeMetadata(store, STREAM, { $maxCount: KEPT });
};
