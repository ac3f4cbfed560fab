import { expect } from 'chai';
import type pg from 'pg';
import { createPool } from '#platform/postgres/pool.js';
import { listEvents, type EventFilter, type IndexPlace } from '#projections/event-index/queries.js';
import { explained } from '#test/support/explained.js';
import { postgresForTests } from '#test/support/services.js';

const EVENTS = 12_000;
const LIMIT = 7;
const MINUTE_MS = 60_000;
const BEGIN = Date.parse('2026-01-01T00:00:00.000Z');

const instant = (minute: number): string => new Date(BEGIN + minute * MINUTE_MS).toISOString();

/**
 * One event a minute, some of another clock that is two hours behind. One of four is the system's, on the
 * account of whoever asked for it; account 9 also works on what belongs to account 7.
 */
const FILL = `
insert into event_index_v2 select n * 10, n * 10 + n % 3, 'event-' || n,
  case when n % 4 = 0 then 'GenerationStarted' when n < 6000 and n % 4 = 1 then 'ActivityTracked' when n % 4 = 2 then 'DesignSaved'
    when n = 7 then 'ParkedEventSkipped' else 'SessionStarted' end,
  'project-' || n % 400, n,
  case when n % 4 = 0 then 'system' when n % 1001 = 0 then 'operator' else 'account' end,
  case when n % 4 = 0 then 'worker' when n % 1001 = 0 then 'root' when n % 40 = 7 then '9' else (n % 13)::text end,
  case when n % 500 = 3 then null when n % 40 = 7 then 7 else n % 13 end,
  'command-' || n, 'request-' || n / 5, case when n % 5 < 2 then 'request-' || n / 5 else 'command-' || n - 1 end, 1,
  timestamptz '2026-01-01' + n * interval '1 min' - case when n % 90 = 0 then interval '2 h' else interval '0' end
from generate_series(1, ${String(EVENTS)}) n;
insert into event_hours_v2
select to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24'), max(commit_position), max(-commit_position)
from event_index_v2 group by 1`;

const PROJECT = ['ProjectCreated', 'DesignSaved', 'ProjectDeleted'];

const ALONE: Readonly<Record<string, EventFilter>> = {
  everything: {},
  'a common type': { types: ['DesignSaved'] },
  'a type of long ago': { types: ['ActivityTracked'] },
  'a rare type': { types: ['ParkedEventSkipped'] },
  'no such type': { types: ['SessionEnded'] },
  'a category': { types: PROJECT },
  'a category of long ago': { types: ['ActivityTracked', 'ParkedEventSkipped'] },
  'a stream': { stream: 'project-31' },
  'an account': { account: 7 },
  people: { actorKind: 'account' },
  operators: { actorKind: 'operator' },
  'the system': { actorKind: 'system' },
  'a person on her account and on another': { actorKind: 'account', actorId: '9' },
  'a worker': { actorKind: 'system', actorId: 'worker' },
  'a name no account has': { actorKind: 'account', actorId: '09' },
  'a request': { correlation: 'request-77' },
  'the first cause of a request': { causation: 'request-77' },
  'a later cause': { causation: 'command-388' },
  'the beginning': { to: instant(1000) },
  'a day long ago': { from: instant(3000), to: instant(4440) },
  'the last hours': { from: instant(EVENTS - 200) },
  'before everything': { to: instant(-500) },
  'after everything': { from: instant(EVENTS + 500) },
};

const PAIRS: Readonly<Record<string, EventFilter>> = {
  'a type and an account': { types: ['DesignSaved'], account: 7 },
  'a category and an account': { types: PROJECT, account: 7 },
  'a type and the system, which never': { types: ['DesignSaved'], actorKind: 'system' },
  'a category and people': { types: PROJECT, actorKind: 'account' },
  'a type and a time it is not of': { types: ['ActivityTracked'], from: instant(7000) },
  'a category and a time': { types: PROJECT, from: instant(3000), to: instant(3500) },
  'an account and a time': { account: 7, to: instant(2000) },
  'an account and somebody else': { account: 7, actorKind: 'account', actorId: '9' },
  'a person and a type': { actorKind: 'account', actorId: '9', types: ['DesignSaved', 'SessionStarted'] },
  'a stream and a type': { stream: 'project-31', types: ['SessionStarted'] },
  'a request and a cause in it': { correlation: 'request-77', causation: 'command-387' },
  'the system and a time': { actorKind: 'system', from: instant(100), to: instant(600) },
};

/** The filter as anybody would write it, and no index in mind. */
const plain = (filter: EventFilter): string => {
  const quoted = (value: string | number): string => `'${String(value)}'`;
  const { types, stream, account, actorKind, actorId, correlation, causation, from, to } = filter;
  const is = { stream, account, actor_kind: actorKind, actor_id: actorId };
  const equal = Object.entries({ ...is, correlation_id: correlation, causation_id: causation });
  return [
    'true',
    ...equal.flatMap(([name, value]) => (value === undefined ? [] : [`${name} = ${quoted(value)}`])),
    ...(types ? [`type in (${types.map(quoted).join(', ')})`] : []),
    ...(from === undefined ? [] : [`at >= ${quoted(from)}`]),
    ...(to === undefined ? [] : [`at < ${quoted(to)}`]),
  ].join(' and ');
};

describe('the event index of many events', () => {
  let pool: pg.Pool;

  before(async () => {
    pool = createPool({ url: (await postgresForTests()).ownerUrl, max: 2, applicationName: 'test' });
    await pool.query(FILL);
    for (const table of ['event_index_v2', 'event_hours_v2']) await pool.query(`vacuum analyze ${table}`);
  });

  after(() => pool.end());

  const expected = async (filter: EventFilter, direction: string): Promise<unknown[]> => {
    const order = `order by commit_position ${direction}, prepare_position ${direction} limit ${String(3 * LIMIT)}`;
    const { rows } = await pool.query<{ id: unknown }>(
      `select event_id as id from event_index_s2 where ${plain(filter)} ${order}`,
    );
    return rows.map(({ id }) => id);
  };

  /** Three pages, one after another. */
  const found = async (filter: EventFilter, order: 'newest' | 'oldest'): Promise<unknown[]> => {
    const ids: unknown[] = [];
    let after: IndexPlace | undefined;
    for (let page = 1; page <= 3; page += 1) {
      const rows = await listEvents(pool, { filter, order, after, limit: LIMIT });
      ids.push(...rows.map(({ eventId }) => eventId));
      const last = rows.at(-1);
      if (last) after = { commit: last.commitPosition, prepare: last.preparePosition };
    }
    return ids;
  };

  for (const [name, filter] of Object.entries({ ...ALONE, ...PAIRS })) {
    it(`shows what a plain query finds, from both ends: ${name}`, async () => {
      expect(await found(filter, 'newest')).to.deep.equal(await expected(filter, 'desc'));
      expect(await found(filter, 'oldest')).to.deep.equal(await expected(filter, 'asc'));
    });

    it(`is never read from end to end: ${name}`, async () => {
      const db = explained(pool);
      await listEvents(db, { filter, order: 'newest', after: undefined, limit: LIMIT });
      expect(db.plans.join('\n')).to.not.match(/Seq Scan on event_index/);
    });
  }
});
