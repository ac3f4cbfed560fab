import { expect } from 'chai';
import { reserveName } from '#commands/accounts/reserve-names.js';
import { emailKey, usernameKey } from '#commands/accounts/names.js';
import { stepOf } from '#commands/caller.js';
import { giveUpName, giveUpSlot } from '#commands/reservations/give-up.js';
import { account } from '#domain/account/index.js';
import { project } from '#domain/project/index.js';
import { quota } from '#domain/quota/index.js';
import { reservation } from '#domain/reservation/index.js';
import { integerIdOf } from '#platform/ids.js';
import { caller, NOON } from '#test/support/callers.js';
import { useWriteSide } from '#test/support/write-side.js';
import { fresh, newProject, person, register, somebody } from './people.js';

describe('a reservation that is given up', () => {
  const side = useWriteSide();
  const deps = () => side().deps;
  const holderOf = async (key: string) => (await deps().log.load(reservation, key)).state.holder;
  const slotsOf = async (accountId: number) => [...(await deps().log.load(quota, accountId)).state.projects];

  /** What a creation leaves that died between its slot and its project. */
  const slotOnly = async (accountId: number, key: string): Promise<number> => {
    const { context } = caller({ accountId, key });
    const projectId = integerIdOf(context.commandId, 0);
    const slot = { accountId, projectId, at: NOON };
    const command = { type: 'ReserveProjectSlot', slot, limit: 3 } as const;
    const step = stepOf(context, 'slot', projectId);
    await deps().log.execute({ aggregate: quota, id: accountId, command, context: step });
    return projectId;
  };

  it('frees the slot of a project that never came, and the project can come no longer', async () => {
    const accountId = await person(deps());
    const projectId = await slotOnly(accountId, fresh());
    expect(await giveUpSlot(deps(), caller(), { accountId, projectId })).to.equal('released');
    expect(await slotsOf(accountId)).to.deep.equal([]);
    expect((await deps().log.load(project, projectId)).state.status).to.equal('abandoned');
  });

  it('does not hinder the creation it belonged to: given again, it makes another project', async () => {
    const [accountId, key] = [await person(deps()), fresh()];
    const projectId = await slotOnly(accountId, key);
    await giveUpSlot(deps(), caller(), { accountId, projectId });
    const { state } = await newProject(deps(), accountId, { key });
    expect(state.id).not.to.equal(projectId);
    expect(await slotsOf(accountId)).to.deep.equal([state.id]);
    const again = await newProject(side().otherProcess(), accountId, { key });
    expect(again.state).to.deep.equal(state);
  });

  it('never is the slot of a project that exists', async () => {
    const accountId = await person(deps());
    const { state } = await newProject(deps(), accountId);
    expect(await giveUpSlot(deps(), caller(), { accountId, projectId: state.id })).to.equal('kept');
    expect(await slotsOf(accountId)).to.deep.equal([state.id]);
    expect((await deps().log.load(project, state.id)).state).to.deep.equal(state);
  });

  it('is either given up or a project, when both come at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [accountId, key] = [await person(deps()), fresh()];
      const projectId = await slotOnly(accountId, key);
      const [created] = await Promise.all([
        newProject(side().otherProcess(), accountId, { key }),
        giveUpSlot(deps(), caller(), { accountId, projectId }),
      ]);
      expect(await slotsOf(accountId)).to.deep.equal([created.state.id]);
    }
  });

  it('never is a name of an account that exists', async () => {
    const input = somebody();
    const { outcome } = await register(deps(), input);
    const accountId = outcome.state.id;
    const email = { key: emailKey(side().secrets, input.email), kind: 'email', accountId } as const;
    const username = {
      key: usernameKey(side().secrets, input.username!),
      kind: 'username',
      accountId,
    } as const;
    expect(await giveUpName(deps(), caller(), email)).to.equal('kept');
    expect(await giveUpName(deps(), caller(), username)).to.equal('kept');
    expect([await holderOf(email.key), await holderOf(username.key)]).to.deep.equal([accountId, accountId]);
    expect((await deps().log.load(account, accountId)).state).to.deep.equal(outcome.state);
  });

  it('may be a second username that an account reserved and did not take', async () => {
    const accountId = await person(deps());
    const name = fresh();
    const claim = { key: usernameKey(side().secrets, name), kind: 'username', accountId, name } as const;
    await reserveName(deps(), caller(), claim);
    expect(await giveUpName(deps(), caller(), claim)).to.equal('released');
    expect(await holderOf(claim.key)).to.equal(null);
  });
});
