import { expect } from 'chai';
import { emailKey } from '#commands/accounts/names.js';
import { reserveName } from '#commands/accounts/reserve-names.js';
import { aiQuota } from '#domain/aiquota/index.js';
import { quota } from '#domain/quota/index.js';
import { reservation } from '#domain/reservation/index.js';
import { integerIdOf } from '#platform/ids.js';
import type { Logger } from '#platform/logger.js';
import type { Db } from '#platform/postgres/db.js';
import type { OpenReservation } from '#projections/open-reservations/queries.js';
import { sweep } from '#workers/reservations/sweeper.js';
import { caller, later, NOON } from '#test/support/callers.js';
import { useWriteSide } from '#test/support/write-side.js';
import { MONTH, newGeneration, usedRequests } from '#test/commands/generations/support.js';
import { fresh, newProject, person } from '#test/commands/people.js';

/** A database that knows these open reservations, and keeps what it was asked. */
const databaseOf = (rows: readonly OpenReservation[]) => {
  const asked: (readonly unknown[])[] = [];
  const query = async (_text: string, values: unknown[] = []) => {
    asked.push(values);
    return { rows: [...rows], rowCount: rows.length, command: 'SELECT', oid: 0, fields: [] };
  };
  return { db: { query } as Db, asked };
};

const slotRow = (accountId: number, projectId: number, due = false): OpenReservation => ({
  id: `slot:${projectId}`,
  kind: 'slot',
  accountId,
  targetId: projectId,
  nameKey: null,
  nameKind: null,
  month: null,
  since: NOON,
  due,
});
const nameRow = (accountId: number, key: string): OpenReservation => ({
  ...slotRow(accountId, accountId),
  id: `name:${key}`,
  kind: 'name',
  nameKey: key,
  nameKind: 'email',
});

describe('a round of the sweeper', () => {
  const side = useWriteSide();
  const clock = { now: () => new Date(later(90)) };
  const warnings: unknown[] = [];
  const warn: Logger['warn'] = (...line: unknown[]) => void warnings.push(line);
  const silent = () => undefined;
  const logger = { debug: silent, info: silent, warn, error: silent, fatal: silent };
  const sweeping = (rows: readonly OpenReservation[]) => {
    const { db, asked } = databaseOf(rows);
    return sweep({ ...side().deps, db, clock, logger }).then((count) => ({ count, asked }));
  };
  const slotsOf = async (id: number) => [...(await side().deps.log.load(quota, id)).state.projects];

  /** A slot that was reserved and nothing else. */
  const slotOf = async (accountId: number): Promise<number> => {
    const projectId = integerIdOf(fresh(), 0);
    const command = {
      type: 'ReserveProjectSlot',
      slot: { accountId, projectId, at: NOON },
      limit: 3,
    } as const;
    await side().deps.log.execute({ aggregate: quota, id: accountId, command, context: caller().context });
    return projectId;
  };

  it('looks at reservations that are older than a minute', async () => {
    const { count, asked } = await sweeping([]);
    expect(count).to.equal(0);
    expect(asked[0]).to.include(later(30));
  });

  it('frees what nothing confirmed', async () => {
    const accountId = await person(side().deps);
    const [projectId, name] = [await slotOf(accountId), `${fresh()}@example.com`];
    const [key, nobody] = [emailKey(side().secrets, name), integerIdOf(fresh(), 0)];
    await reserveName(side().deps, caller(), { key, kind: 'email', accountId: nobody, name });
    await sweeping([slotRow(accountId, projectId), nameRow(nobody, key)]);
    expect(await slotsOf(accountId)).to.deep.equal([]);
    expect((await side().deps.log.load(reservation, key)).state.holder).to.equal(null);
  });

  it('leaves alone what exists, although the read model does not show it yet', async () => {
    const accountId = await person(side().deps);
    const { state } = await newProject(side().deps, accountId);
    await sweeping([slotRow(accountId, state.id)]);
    expect(await slotsOf(accountId)).to.deep.equal([state.id]);
  });

  it('frees the slot of a deleted project at once', async () => {
    const accountId = await person(side().deps);
    const projectId = await slotOf(accountId);
    await sweeping([slotRow(accountId, projectId, true)]);
    expect(await slotsOf(accountId)).to.deep.equal([]);
  });

  it('comes to the same when it is done twice, also at once', async () => {
    const accountId = await person(side().deps);
    const projectId = await slotOf(accountId);
    await Promise.all([sweeping([slotRow(accountId, projectId)]), sweeping([slotRow(accountId, projectId)])]);
    await sweeping([slotRow(accountId, projectId)]);
    const stream = side().deps.log.read(`quota-${accountId}`);
    const types: string[] = [];
    for await (const { event } of stream) types.push(event.type);
    expect(types).to.deep.equal(['ProjectSlotReserved', 'ProjectSlotReleased']);
  });

  it('gives back the AI request of a generation that never came', async () => {
    const accountId = await person(side().deps);
    await newGeneration(side().deps, accountId);
    const request = { accountId, generationId: integerIdOf(fresh(), 0), month: MONTH, at: NOON };
    const command = { type: 'ReserveAiRequest', request, limit: 50 } as const;
    await side().deps.log.execute({ aggregate: aiQuota, id: accountId, command, context: caller().context });
    await sweeping([{ ...slotRow(accountId, request.generationId), kind: 'ai', month: MONTH }]);
    expect(await usedRequests(side().deps, accountId)).to.equal(1);
  });

  it('goes on with the others when one cannot be ended, and reports it', async () => {
    const accountId = await person(side().deps);
    const projectId = await slotOf(accountId);
    warnings.length = 0;
    const impossible = slotRow(accountId, -1);
    await sweeping([impossible, slotRow(accountId, projectId)]);
    expect(await slotsOf(accountId)).to.deep.equal([]);
    expect(warnings).to.have.length(1);
  });
});
