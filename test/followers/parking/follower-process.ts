// A follower of things as a process of its own, to be killed: `node follower-process.js <log> <database>`.
import { startFollower } from '#followers/follower.js';
import { createPool } from '#platform/postgres/pool.js';
import { codec, thingsProjection } from './example/things.js';

const [log = '', url = ''] = process.argv.slice(2);

startFollower({
  log,
  codec,
  pool: createPool({ url, max: 3, applicationName: 'follower-process' }),
  projections: [thingsProjection],
  notify: true,
  maxBatch: 40,
});
