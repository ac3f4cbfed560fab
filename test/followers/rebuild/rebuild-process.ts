// Rebuilds, compares and deploys projects in a process of its own, to be killed: `node rebuild-process.js <log url>
// <owner's database url>`.
import { CATALOG } from '#domain/catalog.js';
import { createCodec } from '#eventlog/codec.js';
import { connectLog } from '#eventlog/log-client.js';
import { createProjectionDesk } from '#followers/rebuild/desk.js';
import { createPool } from '#platform/postgres/pool.js';
import { PROJECTIONS } from '#projections/index.js';
import { unwatched } from './unwatched.js';

const [url = '', database = ''] = process.argv.slice(2);
const client = connectLog(url);

const desk = createProjectionDesk({
  pool: createPool({ url: database, max: 3, applicationName: 'rebuild-process' }),
  log: () => Promise.resolve(client),
  codec: createCodec(CATALOG),
  projections: PROJECTIONS,
});

await desk.rebuild('projects', { ...unwatched, atOnce: 7 });
await desk.diff('projects', undefined, unwatched);
await desk.deploy('projects');
process.exit(0);
