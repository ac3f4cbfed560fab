// What a projection keeps over restarts, in streams of its own: whether somebody switched it on or off, and how
// far it has read the log.

import { viewStream } from '../store/lookup.js';
import { readStreamPage } from '../store/pages.js';
import type { Store } from '../store/store.js';
import { systemEvent, writeEvent, writeMetadata } from '../persistent/system-write.js';
import { recordData } from '../wire/peek-record.js';
import type { ProjectionName } from './rules.js';

const KEPT = 2;

const switchStream = (name: ProjectionName): string => `$projections-${name}`;
const checkpointStream = (name: ProjectionName): string => `$projections-${name}-checkpoint`;

const parse = (record: Buffer): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(recordData(record).toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // Somebody else wrote to the stream: the entry before it counts.
    return {};
  }
};

/** The newest value under a key that is of the wanted kind. */
const newest = <T>(
  { tables }: Store,
  stream: string,
  { key, is }: { key: string; is: (value: unknown) => value is T },
): T | undefined => {
  const view = viewStream(tables, stream);
  if (view === undefined || view.tombstoned) return undefined;
  const page = readStreamPage(tables, view, { from: view.last, limit: KEPT, backwards: true });
  return page.events.map(({ record }) => parse(record)[key]).find(is);
};

const isPosition = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value);
const isSwitch = (value: unknown): value is boolean => typeof value === 'boolean';

const keepFew = async (store: Store, stream: string): Promise<void> => {
  if (viewStream(store.tables, stream)?.metadata.maxCount !== undefined) return;
  await writeMetadata(store, stream, { $maxCount: KEPT });
};

/** Whether it was switched on or off; undefined when nobody ever did. */
export const loadSwitch = (store: Store, name: ProjectionName): boolean | undefined =>
  newest(store, switchStream(name), { key: 'enabled', is: isSwitch });

export const saveSwitch = async (store: Store, name: ProjectionName, enabled: boolean): Promise<void> => {
  const stream = switchStream(name);
  await writeEvent(store, stream, systemEvent('$ProjectionUpdated', JSON.stringify({ enabled })));
  await keepFew(store, stream);
};

/** The position of the last event that was looked at; 0 = none. */
export const loadCheckpoint = (store: Store, name: ProjectionName): number =>
  newest(store, checkpointStream(name), { key: 'commit', is: isPosition }) ?? 0;

/** Accepted in the turn it is called, durable when it resolves. */
export const saveCheckpoint = async (store: Store, name: ProjectionName, at: number): Promise<void> => {
  const stream = checkpointStream(name);
  await writeEvent(store, stream, systemEvent('$ProjectionCheckpoint', JSON.stringify({ commit: at })));
  await keepFew(store, stream);
};
