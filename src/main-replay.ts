// Replaying a projection for the command line: the log up to a moment, folded into tables that nobody else sees.
import { scanLog } from '#audit/scan-log.js';
import { subjectsOf, withoutPersonal, withoutSecrets } from '#audit/without-personal.js';
import { NotRunningError } from '#cli/framework/errors.js';
import type { Instance } from '#cli/instance.js';
import type { ProjectionReplay, Replayed, Replayer } from '#cli/replayer.js';
import { CATALOG } from '#domain/catalog.js';
import { createCodec } from '#eventlog/codec.js';
import type { LogClient } from '#eventlog/log-client.js';
import { happenedAt } from '#eventlog/moment.js';
import type { RawEvent, RecordedEvent } from '#eventlog/recorded-event.js';
import { decodeBatch, isReadable } from '#followers/decode.js';
import { EventFailed } from '#followers/errors.js';
import { openScratch, type Scratch } from '#followers/scratch.js';
import { readConfig } from '#platform/config.js';
import { createPool } from '#platform/postgres/pool.js';
import type { Closing } from '#platform/shutdown.js';
import { PROJECTIONS } from '#projections/index.js';
import type { Projection } from '#projections/kit/projection.js';

const STATEMENT_MS = 600_000;

const codec = createCodec(CATALOG);

const decoded = (raws: readonly RawEvent[]): readonly RecordedEvent[] => {
  const { events, failed } = decodeBatch(codec, raws);
  if (failed) throw failed;
  const unreadable = events.find((event) => !isReadable(event));
  if (unreadable && !isReadable(unreadable)) throw new EventFailed(unreadable, unreadable.unreadable);
  return events.filter(isReadable);
};

/** Lets through, of each stream, what came before its first event after the instant. */
const upTo = (until: string | undefined): ((recorded: RecordedEvent) => boolean) => {
  const ended = new Set<string>();
  return (recorded) => {
    if (until === undefined) return true;
    if (ended.has(recorded.stream)) return false;
    if (happenedAt(recorded) <= until) return true;
    ended.add(recorded.stream);
    return false;
  };
};

const foldAll = async (
  connect: () => Promise<LogClient>,
  scratch: Scratch,
  { projection, wanted }: { readonly projection: Projection; readonly wanted: ProjectionReplay },
): Promise<number> => {
  const isIn = upTo(wanted.until);
  const shown = wanted.personal ? withoutSecrets : withoutPersonal;
  const prefixes = projection.categories.map((category) => `${category}-`);
  const subjects = new Set<number>();
  let done = 0;
  for await (const { events, share } of scanLog(connect)) {
    wanted.signal.throwIfAborted();
    const own = events.filter(({ stream }) => prefixes.some((prefix) => stream.startsWith(prefix)));
    const kept = decoded(own).filter(isIn);
    for (const { event } of kept) for (const subject of subjectsOf(event)) subjects.add(subject);
    if (kept.length > 0) await scratch.apply(kept.map((each) => ({ ...each, event: shown(each.event) })));
    done += kept.length;
    wanted.onProgress({ step: 'fold', done, unit: 'events', share });
  }
  await wanted.onSubjects([...subjects], done);
  return done;
};

const exportAll = async (
  scratch: Scratch,
  { tables }: Projection,
  { signal, onProgress, onRow }: ProjectionReplay,
): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  let done = 0;
  for (const table of tables) {
    counts[table.name] = 0;
    for await (const rows of scratch.rows(table)) {
      signal.throwIfAborted();
      for (const row of rows) await onRow(table.name, row);
      counts[table.name] = (counts[table.name] ?? 0) + rows.length;
      done += rows.length;
      onProgress({ step: 'export', done, unit: 'rows', share: undefined });
    }
  }
  return counts;
};

/** Throws `NotRunningError` when no database is known. */
export const openReplayer = (
  instance: Instance,
  connect: () => Promise<LogClient>,
  closing: Closing,
): Replayer => {
  const { DATABASE_URL: url } = readConfig(instance.environment);
  if (url === undefined) throw new NotRunningError('The database is not known: set DATABASE_URL.');
  const options = { url, max: 1, applicationName: 'aidesign-replay', statementTimeoutMs: STATEMENT_MS };
  const pool = createPool(options);
  closing.add('database pool', () => pool.end());
  const replay = async (wanted: ProjectionReplay): Promise<Replayed> => {
    const projection = PROJECTIONS.find(({ name }) => name === wanted.projection);
    if (!projection) throw new TypeError(`There is no projection ${wanted.projection}.`);
    const client = await pool.connect();
    try {
      const scratch = await openScratch(client, projection);
      const events = await foldAll(connect, scratch, { projection, wanted });
      const rows = await exportAll(scratch, projection, wanted);
      return { version: projection.version, events, rows };
    } finally {
      // With the connection, its tables are gone.
      client.release(true);
    }
  };
  return { projections: PROJECTIONS.map(({ name }) => name), replay };
};
