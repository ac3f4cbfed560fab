// A follower as a process of its own, to be killed: `node follower-process.js <log url> <database url> [parts]`.
// Tells its states on stdout, one a line.
import { CATALOG } from '#domain/catalog.js';
import { createCodec } from '#eventlog/codec.js';
import { startFollower } from '#followers/follower.js';
import { createPool } from '#platform/postgres/pool.js';
import { PROJECTIONS } from '#projections/index.js';

const [log = '', url = '', partitions = '1'] = process.argv.slice(2);

startFollower({
  log,
  codec: createCodec(CATALOG),
  pool: createPool({ url, max: 3, applicationName: 'follower-process' }),
  projections: PROJECTIONS,
  partitions: Number(partitions),
  notify: true,
  maxBatch: 8,
  onState: (state) => process.stdout.write(`${state}\n`),
});
