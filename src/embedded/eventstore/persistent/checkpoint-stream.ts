// Where a group writes down how far it has come: a stream of its own that keeps the last two entries.

import { viewStream } from '../store/lookup.js';
import { readStreamPage } from '../store/pages.js';
import type { Store } from '../store/store.js';
import { recordData } from '../wire/peek-record.js';
import { placeText, readPlace, streamOf } from './definition.js';
import type { GroupName } from './group-error.js';
import { systemEvent, writeEvent, writeMetadata } from './system-write.js';

const TYPE = '$SubscriptionCheckpoint';
const KEPT = 2;

/** The place in one entry; undefined when it is none of ours. */
const placeIn = (record: Buffer): number | undefined => {
  const [, text] = /^"([^"]*)"$/.exec(recordData(record).toString('utf8')) ?? [];
  return text === undefined ? undefined : readPlace(text);
};

/** The last checkpoint, if there is one. */
export const loadCheckpoint = ({ tables }: Pick<Store, 'tables'>, name: GroupName): number | undefined => {
  const view = viewStream(tables, streamOf(name, 'checkpoint'));
  if (view === undefined || view.tombstoned) return undefined;
  const page = readStreamPage(tables, view, { from: view.last, limit: KEPT, backwards: true });
  return page.events.map(({ record }) => placeIn(record)).find((place) => place !== undefined);
};

/** Writes a checkpoint; durable when it resolves. */
export const saveCheckpoint = async (store: Store, name: GroupName, at: number): Promise<void> => {
  const stream = streamOf(name, 'checkpoint');
  await writeEvent(store, stream, systemEvent(TYPE, JSON.stringify(placeText(name, at))));
  const metadata = viewStream(store.tables, stream)?.metadata;
  if (metadata?.maxCount !== undefined) return;
  await writeMetadata(store, stream, { ...metadata?.document, $maxCount: KEPT });
};
