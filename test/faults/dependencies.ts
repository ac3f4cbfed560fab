import { expect } from 'chai';
import { until } from '#test/support/until.js';
import {
  askAll,
  slackOf,
  slowestOf,
  startSickSystem,
  statusesOf,
  type SickSystem,
  type Told,
} from './sick-system.js';

/** Longest answer while something is down; the last append of a command may have half a second more. */
const ANSWER_S = 5;
const DEADLINE_S = 9;
/** A store that says nothing is noticed within this. */
const NOTICED_S = 30;

const asNobody = (): SickSystem => {
  throw new Error('The system runs only while tests run.');
};

/** F9, F10 and F12, one after another on one system: nothing is ever started again. */
export const dependenciesFail = (exact: boolean): void => {
  const slack = slackOf(exact);
  let get: () => SickSystem = asNobody;

  before(async () => {
    const system = await startSickSystem();
    get = () => system;
  });
  after(() => get().close());

  describe('F9 · Postgres is down', () => {
    let told: { readonly commands: Record<string, Told>; readonly queries: Record<string, Told> };
    before(async () => {
      const { database, commands, queries } = get();
      await get().caughtUp();
      database.refuse();
      told = { commands: await askAll(commands), queries: await askAll(queries) };
    });

    it('every command that needs the log alone is carried out', () => {
      const statuses = { rename: 200, 'save design': 200, create: 201, register: 201 };
      expect(statusesOf(told.commands)).to.deep.equal(statuses);
    });

    it('what is read from tables is a clear 503 that says when to come again', () => {
      const { list } = told.queries;
      expect(list).to.include({ status: 503, retryAfter: '2' });
    });

    it('nobody waits for longer than five seconds', () => {
      expect(slowestOf({ ...told.commands, ...told.queries })).to.be.below(ANSWER_S * slack);
    });

    it('everything is served again when it is back, and nothing is lost', async () => {
      get().database.heal();
      await get().caughtUp();
      expect(new Set(Object.values(statusesOf(await askAll(get().queries))))).to.deep.equal(new Set([200]));
      await get().expectInvariants();
    });
  });

  describe('F10 · the event log is down', () => {
    let told: Record<string, Told>;
    before(async () => {
      get().log.refuse();
      told = await askAll(get().commands);
    });

    it('every command is refused as unavailable, none is answered as done', () => {
      const refused = { rename: 503, 'save design': 503, create: 503, register: 503 };
      expect(statusesOf(told)).to.deep.equal(refused);
    });

    it('they say when to come again, within the deadline', () => {
      expect(Object.values(told).map(({ retryAfter }) => retryAfter)).to.deep.equal(['2', '2', '2', '2']);
      expect(slowestOf(told)).to.be.below(DEADLINE_S * slack);
    });

    it('lists are read all the same', async () => {
      expect((await askAll(get().queries))['list']?.status).to.equal(200);
    });

    it('all is followed again when it is back, and nothing is there twice', async () => {
      get().log.heal();
      await get().caughtUp();
      await get().expectInvariants();
    });
  });

  for (const store of ['log', 'database'] as const) {
    describe(`F12 · nothing comes back from the ${store}, and nothing says so`, () => {
      it('health is red in time', async () => {
        get()[store].blackHole();
        const started = performance.now();
        await until(async () => ((await get().health()).status === 503 ? true : undefined), 300_000);
        expect((performance.now() - started) / 1_000).to.be.below(NOTICED_S * slack);
      });

      it('all goes on when packets pass again, and nothing is delivered twice', async () => {
        get()[store].heal();
        await get().caughtUp();
        expect((await get().health()).status).to.equal(200);
        await get().expectInvariants();
      });
    });
  }

  describe('F12 · nothing comes back from Redis, and nothing says so', () => {
    it('commands and health do not notice; their mails go out once when packets pass again', async () => {
      get().redis.blackHole();
      const { register } = await askAll({ register: get().commands['register'] ?? get().health });
      expect(register?.status).to.equal(201);
      expect((await get().health()).status).to.equal(200);
      get().redis.heal();
      await get().expectInvariants();
    });
  });
};
