import { Connection, expectAnswer, register } from '../lib/api.mjs';
import { filled, ownerPool, tablesOf } from '../lib/database.mjs';
import { latencies } from '../lib/stats.mjs';
import { grantRole } from './people.mjs';

const LIMIT = 50;
const BIG = 7_000_000_000_000_001;
/** After whatever the log holds. */
const FIRST = 1_000_000_000;

/** An event every 20 seconds: a year in half a million. Some types ended half-way, some never went with some actors. */
const eventsOf = (table, events) => `
insert into ${table} (commit_position, prepare_position, event_id, type, stream, revision, actor_kind, actor_id, account,
  command_id, correlation_id, causation_id, schema, at)
select ${FIRST} + n * 500, ${FIRST} + n * 500, md5('event' || n)::uuid, type, stream, n / 1000,
  case when worker then 'system' else 'account' end, case when worker then 'worker' else account::text end, account,
  md5('command' || n)::uuid, md5('request' || n / 5)::uuid,
  case when n % 5 = 4 then md5('command' || n - 1)::uuid else md5('request' || n / 5)::uuid end,
  1, timestamptz '2026-01-01' + n * interval '20 seconds'
from (
  select n, n % 50 between 35 and 44 as worker, ${BIG} + case when n % 10 = 0 then 0 else n * 31 % 44000 end as account,
    case when n % 50 between 30 and 44 then 'generation-' || n / 50 when n % 50 < 25 then 'project-' || n * 7919::bigint % 100003
      else 'session-' || n end as stream,
    case when n between 1000 and 1002 then 'ParkedEventSkipped' when n % 50 < 20 then 'DesignSaved'
      when n % 50 < 25 then 'ProjectCreated' when n % 50 < 30 then 'SessionStarted' when n % 50 < 35 then 'GenerationRequested'
      when n % 50 < 40 then 'GenerationStarted' when n % 50 < 45 then 'GenerationCompleted'
      when n < ${events} * 0.4 then 'ActivityTracked' else 'DesignSaved' end as type
  from generate_series(1, ${events}) n
) e`;

const hoursOf = (table, from) => `
insert into ${table} (hour, last_commit, first_commit_negated)
select to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24'), max(commit_position), max(-commit_position) from ${from}
group by 1 on conflict (hour) do update set last_commit = excluded.last_commit,
  first_commit_negated = excluded.first_commit_negated`;

/** Name, filter as in an address, the same in SQL. Shares are those of all events, from the first to the last. */
const casesOf = (events) => {
  const at = (share) => new Date(Date.parse('2026-01-01T00:00:00Z') + events * share * 20_000).toISOString();
  const type = (name) => [`type=${name}`, `type = '${name}'`];
  const account = [`account=${BIG}`, `account = ${BIG}`];
  const system = ['actor=system', "actor_kind = 'system'"];
  const until = (share) => [`to=${at(share)}`, `at < '${at(share)}'`];
  const since = (share) => [`from=${at(share)}`, `at >= '${at(share)}'`];
  const both = (one, other) => [`${one[0]}&${other[0]}`, `${one[1]} and ${other[1]}`];
  const sql = (name, [query, where]) => ({ name, query, where });
  return [
    sql('no filter', ['', 'true']),
    sql('type, common', type('DesignSaved')),
    sql('type, none for long', type('ActivityTracked')),
    sql('type, three events', type('ParkedEventSkipped')),
    sql('type, no event', type('SessionEnded')),
    sql('category', ['category=generation', "type like 'Generation%'"]),
    sql('category, none for long', ['category=activity', "type = 'ActivityTracked'"]),
    sql('stream', ['stream=generation-77', "stream = 'generation-77'"]),
    sql('account, a tenth of all', account),
    sql('actor, most events', ['actor=account', "actor_kind = 'account'"]),
    sql('actor, one person', [`actor=account:${BIG}`, `actor_kind = 'account' and actor_id = '${BIG}'`]),
    sql('actor, no event', ['actor=operator', "actor_kind = 'operator'"]),
    sql('correlation', ['correlation=x', "correlation_id = 'x'"]),
    sql('causation', ['causation=x', "causation_id = 'x'"]),
    sql('time, everything', since(0)),
    sql('time, nothing', since(2)),
    sql('time, the first tenth', until(0.1)),
    sql('time, the middle', both(since(0.3), until(0.6))),
    sql('type and account, no event', both(type('SessionStarted'), account)),
    sql('type and actor, no event', both(type('DesignSaved'), system)),
    sql('type and time, no event', both(type('ActivityTracked'), since(0.5))),
    sql('type and time, long ago', both(type('DesignSaved'), until(0.1))),
    sql('account and time, long ago', both(account, until(0.1))),
    sql('actor and time, long ago', both(system, until(0.1))),
  ];
};

const plainly = async (pool, where, order) => {
  const direction = order === 'newest' ? 'desc' : 'asc';
  const place = `order by commit_position ${direction}, prepare_position ${direction} limit ${LIMIT}`;
  const text = `select event_id as id from event_index_s2 where commit_position >= ${FIRST} and ${where} ${place}`;
  return (await pool.query(text)).rows.map(({ id }) => id);
};

const measured = async ({ connection, pool, calls }, { name, query, where }) => {
  const times = [];
  for (const order of ['newest', 'oldest']) {
    const ids = await plainly(pool, where, order);
    const own = `${query === '' ? '' : `${query}&`}order=${order}&limit=${LIMIT}`;
    // What the log really holds comes first: it is passed by.
    const path = `/api/audit/events/?${own}${order === 'oldest' ? `&cursor=${FIRST}.${FIRST}` : ''}`;
    for (let at = 0; at < calls; at += 1) {
      const answer = await connection.call('GET', path);
      const found = expectAnswer(answer, 200).results.filter(({ position }) => Number(position) >= FIRST);
      if (found.length !== ids.length || found.some(({ id }, place) => id !== ids[place]))
        throw new Error(`${name}: the event index does not show what a plain query finds`);
      times.push(answer.milliseconds);
    }
  }
  return { name, ...latencies(times) };
};

/** Filters of the event index, alone and in pairs, from both ends; many match everything, little or nothing. */
export const eventFilters = async ({ stack, events, calls, say }) => {
  const auditor = await register(stack.url, 'auditor');
  grantRole(auditor, 'auditor', stack.dataDir);
  const pool = await ownerPool(stack);
  const connection = new Connection(stack.url, auditor.token);
  try {
    const { event_index: index, event_hours: hours } = await tablesOf('event_index');
    await filled(pool, index, eventsOf(index.physical, events));
    await filled(pool, hours, hoursOf(hours.physical, index.physical));
    const results = [];
    for (const one of casesOf(events)) results.push(await measured({ connection, pool, calls }, one));
    const slowest = Math.max(...results.map(({ p50 }) => p50));
    say(`event index of ${events}: slowest filter p50 ${slowest.toFixed(1)} ms`);
    return { events, results };
  } finally {
    await connection.close();
    await pool.end();
  }
};
