// Fills a log with projects, builds their read model with the product's own code, checks it, and does the
// least that any build must do: read the events, write the rows.
import { START, streamNameFilter } from '@eventstore/db-client';
import { appendEvents } from '../../dist/src/eventlog/append.js';
import { connectLog } from '../../dist/src/eventlog/log-client.js';
import { rawEvent, recordedEvent } from '../../dist/src/eventlog/recorded-event.js';
import { statementFor } from '../../dist/src/followers/statements.js';
import { changesOf } from '../../dist/src/followers/subject.js';
import { openProjections } from '../../dist/src/main-projections.js';
import { createClosing } from '../../dist/src/platform/shutdown.js';
import { createPool } from '../../dist/src/platform/postgres/pool.js';
import { applyChanges } from '../../dist/src/projections/kit/apply-changes.js';
import { indexStatements, physicalTable, tableBody } from '../../dist/src/projections/kit/ddl.js';
import { keyText } from '../../dist/src/projections/kit/table.js';
import { projectsProjection as projection } from '../../dist/src/projections/projects/projection.js';
import { APPENDS, EVENTS_PER_PROJECT, appendAll, appendOf, codec, streamOf } from '../rebuild/events.mjs';
import { storableJson } from '../rebuild/storable-json.mjs';

const withLog = async (url, work) => {
  const client = connectLog(url);
  try {
    return await work(client);
  } finally {
    await client.dispose();
  }
};

const withPool = async (url, work) => {
  const pool = createPool({ url, max: 2, applicationName: 'bench', statementTimeoutMs: 600_000 });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
};

/** Appends the events of projects `first` to `first + count`. */
export const rebuildFillLoad = ({ url, ...projects }) =>
  withLog(url, async (client) => {
    const started = performance.now();
    await appendAll(projects, (n, turn) =>
      appendEvents(client, {
        events: appendOf(n, turn),
        stream: streamOf(n),
        expected: APPENDS[turn][0] - 1,
      }),
    );
    const seconds = (performance.now() - started) / 1000;
    return { perSecond: (projects.count * EVENTS_PER_PROJECT) / seconds };
  });

const fail = (name, error) => console.error(name, error);

/** `./aidesign projection rebuild projects --restart`: what it built, how long each step took, the most memory. */
export const rebuildLoad = async ({ url, database, partitions }) => {
  const closing = createClosing(fail);
  const environment = {
    ...{ DATABASE_OWNER_URL: database, DATABASE_URL: database, EVENTSTORE_URL: url },
    FOLLOW_PARTITIONS: String(partitions),
  };
  try {
    const desk = await openProjections({ environment }, closing);
    const started = performance.now();
    let read;
    const onProgress = ({ step }) => {
      if (step === 'indexing') read ??= performance.now() - started;
    };
    const signal = new AbortController().signal;
    const { version, events } = await desk.rebuild('projects', { restart: true, onProgress, signal });
    const seconds = (performance.now() - started) / 1000;
    const megabytes = process.resourceUsage().maxRSS / 1024;
    return { version, events, seconds, fillSeconds: read / 1000, megabytes };
  } finally {
    await closing.close();
  }
};

const everyEvent = (client, handle) =>
  new Promise((resolve, reject) => {
    const filter = streamNameFilter({ prefixes: ['project-'] });
    const subscription = client.subscribeToAll({ fromPosition: START, filter }, { highWaterMark: 128 });
    subscription.on('error', reject);
    subscription.on('data', handle);
    subscription.on('caughtUp', () => subscription.unsubscribe().then(resolve, reject));
  });

const rowsOf = async (pool, table, version) =>
  (await pool.query(`select * from ${physicalTable(table.name, version)}`)).rows;

const byKey = (table, rows) => new Map(rows.map((row) => [keyText(table, row), storableJson(row)]));

const requireEqual = (table, rows, expected) => {
  const [found, wanted] = [byKey(table, rows), byKey(table, expected)];
  if (found.size !== wanted.size) throw new Error(`${table.name}: ${found.size} rows, not ${wanted.size}`);
  for (const [key, text] of wanted)
    if (found.get(key) !== text) throw new Error(`${table.name} ${key}: ${found.get(key)}, not ${text}`);
};

const partsOf = async (pool, version) => {
  const { rows } = await pool.query(
    `select count(*) as parts, sum(events_handled) as events from checkpoints where projection = $1 and version = $2`,
    [projection.name, version],
  );
  return { parts: Number(rows[0].parts), events: Number(rows[0].events) };
};

/** Throws unless the rows of that build are a plain fold of the log, made of every event. */
export const rebuildCheckLoad = ({ url, database, version, partitions, events: wanted }) =>
  withLog(url, (client) =>
    withPool(database, async (pool) => {
      const changes = [];
      await everyEvent(client, (resolved) => {
        changes.push(...changesOf(projection, recordedEvent(codec, rawEvent(resolved))));
      });
      const expected = applyChanges(projection.tables, changes);
      for (const table of projection.tables)
        requireEqual(table, await rowsOf(pool, table, version), [...expected.get(table.name).values()]);
      const { parts, events } = await partsOf(pool, version);
      if (parts !== partitions) throw new Error(`built in ${parts} parts, not ${partitions}`);
      if (events !== wanted) throw new Error(`${events} events handled, not ${wanted}`);
      return { events };
    }),
  );

const SLICE = 2_000;

const slices = (rows) =>
  Array.from({ length: Math.ceil(rows.length / SLICE) }, (_, at) =>
    JSON.stringify(rows.slice(at * SLICE, (at + 1) * SLICE)),
  );

const limitTable = (table) => `limit_${table.name}`;
const target = (table) => ({ table, physical: limitTable(table) });

const prepared = async (pool, version) => {
  const texts = [];
  for (const table of projection.tables) {
    await pool.query(`drop table if exists ${limitTable(table)}_v0`);
    await pool.query(`create table ${limitTable(table)}_v0 (${tableBody(table)})`);
    const physical = `${limitTable(table)}_v0`;
    const text = statementFor({ ...target(table), physical }, { op: 'put', columns: [], sums: [] });
    for (const rows of slices(await rowsOf(pool, table, version))) texts.push({ text, rows });
  }
  return texts;
};

const upsertAll = async (db, statements) => {
  for (const { text, rows } of statements) await db.query(text, [rows]);
};

const index = async (db) => {
  for (const table of projection.tables) {
    const named = { ...table, name: limitTable(table) };
    for (const statement of indexStatements(named, 0)) await db.query(statement);
    await db.query(`analyze ${limitTable(table)}_v0`);
  }
};

/** The same read while rows that are ready are written, and the same indexes after that; nothing between. */
export const rebuildLimitLoad = ({ url, database, version }) =>
  withLog(url, (client) =>
    withPool(database, async (pool) => {
      const statements = await prepared(pool, version);
      const db = await pool.connect();
      await db.query('set synchronous_commit = off');
      let events = 0;
      const started = performance.now();
      await Promise.all([everyEvent(client, () => (events += 1)), upsertAll(db, statements)]);
      const fillSeconds = (performance.now() - started) / 1000;
      await index(db);
      const seconds = (performance.now() - started) / 1000;
      db.release();
      return { events, seconds, fillSeconds };
    }),
  );
