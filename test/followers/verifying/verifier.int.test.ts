import { expect } from 'chai';
import { EventEmitter, once } from 'node:events';
import type { Found } from '#followers/verifying/findings.js';
import { startVerifier, type Verifier, type VerifierOptions } from '#followers/verifying/verifier.js';
import { PROJECTIONS } from '#projections/index.js';
import { codec } from '#test/support/history.js';
import { until } from '#test/support/until.js';
import { createMenu, type Menu } from '../rebuild/menu.js';
import { createOperators, type Operators } from '../rebuild/operators.js';

describe('a verifier beside the follower', () => {
  let world: Operators;
  let menu: Menu;
  const verifiers: Verifier[] = [];
  const failures: unknown[] = [];

  const start = (options: Partial<VerifierOptions> = {}): EventEmitter => {
    const told = new EventEmitter();
    const verifier = startVerifier({
      log: world.url,
      codec,
      pool: world.pool,
      projections: PROJECTIONS,
      onFound: (found) => told.emit('found', found),
      onFailure: (error) => failures.push(error),
      times: { everyMs: 20, standbyMs: 20 },
      ...options,
    });
    verifiers.push(verifier);
    return told;
  };

  /** How many hold the lock of the verification. */
  const holders = async (): Promise<number> => {
    const { rows } = await world.pool.query<{ held: number }>(
      `select count(*) as held from pg_locks l join pg_database d on d.oid = l.database
       where l.locktype = 'advisory' and l.granted and d.datname = current_database()
         and l.objid = ((-2)::bigint & 4294967295)::oid`,
    );
    return rows[0]?.held ?? 0;
  };

  before(async () => {
    world = await createOperators();
    menu = await createMenu(world);
    await world.start().settled(await menu.rename());
  });
  after(async () => {
    await Promise.all(verifiers.map((verifier) => verifier.stop()));
    await world.close();
  });

  it('counts what comes, by itself', async () => {
    start();
    const { commit } = await menu.rename();
    await until(async () => {
      const { rows } = await world.pool.query<{ behind: number }>(
        'select count(*) as behind from verifications where reached_commit is null or reached_commit < $1',
        [commit.toString()],
      );
      return rows[0]?.behind === 0 || undefined;
    });
    expect(failures).to.deep.equal([]);
  });

  it('finds a row that somebody changes, and tells it once', async () => {
    const told = start();
    const first = verifiers[0];
    const found: Found[] = [];
    told.on('found', (one: Found) => found.push(one));
    await first?.stop();
    const telling = once(told, 'found');
    await world.owner.query(`update projects_v1 set canvas_width = 77`);
    const [one] = (await telling) as [Found];
    expect(one).to.deep.include({ kind: 'row', table: 'projects', columns: ['canvas_width'] });
    expect(found).to.have.lengthOf(1);
  });

  it('is one of however many there are', async () => {
    start();
    start();
    await until(async () => (await holders()) > 0 || undefined);
    expect(await holders()).to.equal(1);
  });

  it('leaves nothing held when it ends', async () => {
    await Promise.all(verifiers.map((verifier) => verifier.stop()));
    await until(async () => (await holders()) === 0 || undefined);
    expect(failures).to.deep.equal([]);
  });
});
