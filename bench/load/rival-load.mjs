// What is measured beside the store: the database under it used directly, and Emmett on Postgres.
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { eventBytes, eventParts } from '../store/events.mjs';
import { closedLoop } from './closed-loop.mjs';

const store = join(import.meta.dirname, '..', '..', 'dist', 'src', 'embedded', 'eventstore', 'store');

/** Transactions of as many records as appends are under way, each synced: group commit and nothing else. */
export const rawLmdbLoad = async ({ folder, inFlight, batch, seconds }) => {
  const { openTables } = await import(join(store, 'tables.js'));
  mkdirSync(folder, { recursive: true });
  const tables = openTables(folder, true);
  const { data, customMetadata } = eventBytes();
  const record = Buffer.concat([Buffer.alloc(150), data, customMetadata]);
  let position = 0;
  const commit = async () => {
    const started = performance.now();
    await tables.log.batch(() => {
      for (let n = 0; n < inFlight * batch; n += 1) {
        position += 1;
        tables.index.put([n % inFlight, position], Buffer.alloc(8));
        tables.log.put(position, record);
      }
    });
    return performance.now() - started;
  };
  const figures = await closedLoop([{}], seconds, commit);
  await tables.root.close();
  rmSync(folder, { recursive: true, force: true });
  return {
    ...figures,
    perSecond: figures.perSecond * inFlight,
    eventsPerSecond: figures.perSecond * inFlight * batch,
  };
};

/** Appends through Emmett at exact versions, so many at a time, each on a stream of its own. */
export const emmettLoad = async ({ url, inFlight, batch, seconds }) => {
  const { getPostgreSQLEventStore } = await import('@event-driven-io/emmett-postgresql');
  const emmett = getPostgreSQLEventStore(url);
  await emmett.schema.migrate();
  const step = async (slot) => {
    const events = Array.from({ length: batch }, () => eventParts());
    const options = { expectedStreamVersion: slot.version ?? 'STREAM_DOES_NOT_EXIST' };
    const started = performance.now();
    const { nextExpectedStreamVersion } = await emmett.appendToStream(slot.stream, events, options);
    slot.version = nextExpectedStreamVersion;
    return performance.now() - started;
  };
  const slots = Array.from({ length: inFlight }, () => ({ stream: `bench-${randomUUID()}` }));
  const figures = await closedLoop(slots, seconds, step);
  await emmett.close();
  return { ...figures, eventsPerSecond: figures.perSecond * batch };
};
