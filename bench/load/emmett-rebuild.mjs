// The same events through Emmett: appended to its Postgres, and folded by its own rebuild into a table of the
// same columns, with one statement for whatever it hands over at once.
import { APPENDS, EVENTS_PER_PROJECT, appendAll, appendOf, streamOf } from '../rebuild/events.mjs';

const load = async () => ({
  ...(await import('@event-driven-io/emmett-postgresql')),
  ...(await import('@event-driven-io/dumbo')),
});

/** Appends the events of projects `first` to `first + count`. */
export const emmettFillLoad = async ({ url, ...projects }) => {
  const { getPostgreSQLEventStore } = await load();
  const emmett = getPostgreSQLEventStore(url);
  await emmett.schema.migrate();
  const started = performance.now();
  await appendAll(projects, (n, turn) => {
    const events = appendOf(n, turn).map(({ type, data, metadata }) => ({ type, data, metadata }));
    const [from] = APPENDS[turn];
    const expectedStreamVersion = from === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(from);
    return emmett.appendToStream(streamOf(n), events, { expectedStreamVersion });
  });
  const seconds = (performance.now() - started) / 1000;
  await emmett.close();
  return { perSecond: (projects.count * EVENTS_PER_PROJECT) / seconds };
};

const COLUMNS = {
  owner_id: 'bigint',
  name: 'text',
  description: 'text',
  project_type: 'text',
  canvas_width: 'bigint',
  canvas_height: 'bigint',
  canvas_background: 'text',
  ai_prompt: 'text',
  color_palette: 'jsonb',
  suggested_fonts: 'jsonb',
  is_public: 'boolean',
  design_ref: 'jsonb',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  revision: 'bigint',
};
/** Counted up; `events`: how many of them reached the row. */
const SUMS = { version: 'bigint', events: 'bigint' };
const ALL = { id: 'bigint', ...COLUMNS, ...SUMS };

const named = (columns) =>
  Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');
const names = Object.keys(ALL).join(', ');
const TABLE = `create table if not exists projects_read (${named(ALL).replace('bigint', 'bigint primary key')})`;
const ASSIGN = [
  ...Object.keys(COLUMNS).map((name) => `${name} = coalesce(excluded.${name}, t.${name})`),
  ...Object.keys(SUMS).map((name) => `${name} = t.${name} + excluded.${name}`),
].join(', ');

const upsert = (rows) =>
  `insert into projects_read as t (${names}) select ${names} from jsonb_to_recordset(${rows}::jsonb) as r (${named(ALL)}) ` +
  `on conflict (id) do update set ${ASSIGN}`;

const FIELDS = {
  name: 'name',
  description: 'description',
  projectType: 'project_type',
  canvasWidth: 'canvas_width',
  canvasHeight: 'canvas_height',
  canvasBackground: 'canvas_background',
  aiPrompt: 'ai_prompt',
  colorPalette: 'color_palette',
  suggestedFonts: 'suggested_fonts',
  isPublic: 'is_public',
  design: 'design_ref',
};

const plain = (value) => (typeof value === 'object' && value?.$p === 1 ? value.v : value);

const evolve = (rows, { type, data, metadata }) => {
  const row = rows.get(data.projectId) ?? { id: data.projectId, version: 0, events: 0 };
  for (const [field, column] of Object.entries(FIELDS))
    if (data[field] !== undefined) row[column] = plain(data[field]);
  if (type === 'ProjectCreated') Object.assign(row, { owner_id: data.ownerId, created_at: data.at });
  if (type === 'ProjectCreated' || data.kept !== undefined) row.version += 1;
  if (type !== 'CollaboratorAdded' && type !== 'VersionCreated') row.updated_at = data.at;
  row.revision = Number(metadata.streamPosition) - 1;
  row.events += 1;
  rows.set(data.projectId, row);
};

/** Rebuilds; answers how long it took, how many events its log has, and how many of them reached a row. */
export const emmettRebuildLoad = async ({ url, batchSize }) => {
  const { dumbo, postgreSQLRawBatchSQLProjection, rawSql, rebuildPostgreSQLProjections, sql } = await load();
  const pool = dumbo({ connectionString: url });
  await pool.execute.command(rawSql('drop table if exists projects_read'));
  await pool.execute.command(rawSql(TABLE));
  const projection = postgreSQLRawBatchSQLProjection({
    name: `projects_read_${batchSize}_${Date.now()}`,
    canHandle: [
      'ProjectCreated',
      'ProjectDetailsChanged',
      'DesignSaved',
      'VersionCreated',
      'VersionRestored',
      'CollaboratorAdded',
    ],
    evolve: (events) => {
      const rows = new Map();
      for (const event of events) evolve(rows, event);
      return [sql(upsert('%L'), JSON.stringify([...rows.values()]))];
    },
  });
  const consumer = rebuildPostgreSQLProjections({
    connectionString: url,
    projections: [projection],
    pulling: { batchSize, pullingFrequencyInMs: 1 },
  });
  const started = performance.now();
  await consumer.start();
  const seconds = (performance.now() - started) / 1000;
  await consumer.close();
  const { rows } = await pool.execute.query(
    rawSql(`select (select count(*)::int from emt_messages) as stored,
      (select coalesce(sum(events), 0)::int from projects_read) as applied`),
  );
  await pool.close();
  return { seconds, ...rows[0] };
};
