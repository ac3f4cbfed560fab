import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { newDataDir, removeDataDir, startStack } from './lib/stack.mjs';
import { createPool } from '../dist/src/platform/postgres/pool.js';
import { createEffectStore } from '../dist/src/workers/effects/effect-store.js';
const dataDir = newDataDir();
const stack = await startStack(dataDir);
const a = await stack.environment();
const pool = createPool({ url: a.DATABASE_URL, max: 1, applicationName: 'bench' });
const { rows: [{ pid }] } = await pool.query('select pg_backend_pid() as pid');
const cpu = () => { const s = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' '); return (Number(s[11]) + Number(s[12])) * 10; };
const kind = 'bench_x';
await pool.query(`insert into checkpoints (projection, version, active, lock_key, caught_up) values ('reactor:bench_x', 1, true, 1, true)`).catch((e) => console.log(e.message));
console.log((await pool.query('select * from checkpoints limit 1')).rows[0]);
const store = createEffectStore(pool, [{ kind, leaseMs: 30000, maxAgeMs: 3600000 }]);
const N = 4000;
const time = async (name, f) => { const c = cpu(), t = performance.now(); await f(); console.log(name, ((cpu() - c) / N).toFixed(4), 'cpu ms/row', ((performance.now() - t) / N).toFixed(4), 'wall'); };
for (let r = 0; r < 3; r++) {
  const keys = Array.from({ length: N }, () => `${kind}.${randomUUID()}`).sort();
  await time('insert', async () => { for (let i = 0; i < N; i += 170) await pool.query({ name: 'i', text: `insert into effects (key, reactor, kind, ids, since, cause_stream, cause_revision, cause_event)
select r.key, $2, r.kind, r.ids, r.since, r.stream, r.revision, r.event
from jsonb_to_recordset($1::jsonb)
  as r (key text, kind text, ids jsonb, since timestamptz, stream text, revision bigint, event uuid)
on conflict do nothing`, values: [JSON.stringify(keys.slice(i, i + 170).map((key) => ({ key, kind, ids: {}, since: new Date().toISOString(), stream: 's-' + randomUUID(), revision: 0, event: randomUUID() }))), kind] }); });
  let due;
  await time('due', async () => { due = await store.due([kind], 2000); });
  await time('rung', async () => { for (let i = 0; i < N; i += 250) await store.rung(keys.slice(i, i + 250).map((key) => ({ key, attempt: 0 })), 30000); });
  await time('due when full', async () => { due = await store.due([kind], 2000); });
  await time('take', async () => { for (let i = 0; i < N; i += 10) await Promise.all(keys.slice(i, i + 10).map((k) => store.take(k))); });
  await time('done', async () => { for (let i = 0; i < N; i += 10) await Promise.all(keys.slice(i, i + 10).map((key) => store.done({ key, attempt: 1 }))); });
}

const src = readFileSync(new URL('../dist/src/workers/effects/effect-store.js', import.meta.url), 'utf8');
const DONE = /const DONE = `([^`]*)`/.exec(src)[1], TAKE = /const TAKE = `([^`]*)`/.exec(src)[1].replace(/\$\{SETTLED[^}]*\}/, `select substr(projection, length('reactor:') + 1) from checkpoints where caught_up and projection like 'reactor:%'`).replace(/\$\{CAUSE[^}]*\}/, 'cause_stream');
const H = /const HELD = `([^`]*)`/.exec(src)[1]; const sub = (x) => x.replace('${HELD}', H).replace('${FENCED}', 'h.attempt = ($2::int[])[array_position($1, h.key)]');
const some = (await pool.query(`select key from effects limit 9`)).rows.map((r) => r.key);
for (const [n, t, v] of [['d', DONE, `array['${some.join("','")}']::text[], array[${some.map(() => 1)}]::int[]`], ['t', TAKE, `array['${some.join("','")}']::text[], '[{"kind":"bench_x","lease_ms":1,"max_age_ms":2}]'::jsonb`]]) {
  await pool.query(`prepare ${n}(text[], ${n === 'd' ? 'int[]' : 'jsonb'}) as ${sub(t)}`);
  for (let i = 0; i < 7; i++) { const r = await pool.query(`explain (analyze, costs on) execute ${n}(${v})`); if (i === 0 || i === 6) console.log(r.rows.map((x) => x['QUERY PLAN']).join('\n')); }
}
await pool.end(); await stack.stop(); removeDataDir(dataDir); process.exit();
