import { expect } from 'chai';
import { registerAccount } from '#commands/accounts/register-account.js';
import { emailKey, usernameKey } from '#commands/accounts/names.js';
import { reserveName } from '#commands/accounts/reserve-names.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { giveUpName } from '#commands/reservations/give-up.js';
import { account } from '#domain/account/index.js';
import { reservation } from '#domain/reservation/index.js';
import { integerIdOf } from '#platform/ids.js';
import { caller, later } from '#test/support/callers.js';
import { codeOf } from '#test/support/failure.js';
import { useWriteSide } from '#test/support/write-side.js';
import { fresh, person, register, somebody } from './people.js';

describe('a registration given again under its key', () => {
  const side = useWriteSide();
  const deps = () => side().deps;
  const holderOf = async (key: string) => (await deps().log.load(reservation, key)).state.holder;
  const nameHolder = (name: string) => holderOf(usernameKey(side().secrets, name));
  const emailHolder = (email: string) => holderOf(emailKey(side().secrets, email));

  /** Dependencies whose log lets something happen right before the first reservation of a name. */
  const justBefore = (name: string, happen: () => Promise<unknown>): CommandDeps => {
    const { log } = deps();
    let pending = true;
    const execute: typeof log.execute = async (execution) => {
      if (pending && execution.id === usernameKey(side().secrets, name)) {
        pending = false;
        await happen();
      }
      return log.execute(execution);
    };
    return { ...deps(), log: { ...log, execute } };
  };

  it('is answered with the same account and the same tokens, by any process, at any time', async () => {
    const [input, key] = [somebody(), fresh()];
    const first = await register(deps(), input, { key });
    for (const process of [deps(), side().otherProcess()]) {
      const again = await register(process, input, { key, at: later(500) });
      expect(again.tokens).to.deep.equal(first.tokens);
      expect(again.outcome.state).to.deep.equal(first.outcome.state);
      expect(again.outcome.revision).to.equal(first.outcome.revision);
    }
  });

  it('makes one account when it comes to two processes at once', async () => {
    const [input, key] = [somebody({ username: undefined }), fresh()];
    const both = await Promise.all(
      [1, 2, 3, 4].map((second) =>
        register(second % 2 ? deps() : side().otherProcess(), input, { key, at: later(second) }),
      ),
    );
    expect(new Set(both.map(({ outcome }) => outcome.state.id)).size).to.equal(1);
    expect(new Set(both.map(({ tokens }) => tokens.refresh)).size).to.equal(1);
  });

  it('is refused when it asks for another account', async () => {
    const key = fresh();
    await register(deps(), somebody(), { key, request: 'one' });
    expect(await codeOf(register(deps(), somebody(), { key, request: 'two' }))).to.equal(
      'idempotency_key_reused',
    );
  });

  it('works after a refusal, once the address is free', async () => {
    const [input, key, other] = [somebody(), fresh(), await person(deps())];
    const claim = { key: emailKey(side().secrets, input.email), kind: 'email' as const, name: input.email };
    const accountId = integerIdOf(fresh(), 0);
    await reserveName(deps(), caller(), { ...claim, accountId });
    expect(await codeOf(register(deps(), input, { key }))).to.equal('email_taken');
    await giveUpName(deps(), caller(), { ...claim, accountId });
    const { outcome } = await register(deps(), input, { key });
    expect(outcome.state).to.include({ status: 'active', email: input.email });
    expect(outcome.state.id).not.to.equal(other);
  });

  describe('that lost its username to somebody quicker', () => {
    it('gave the address back', async () => {
      const input = somebody();
      const thief = integerIdOf(fresh(), 0);
      const key = usernameKey(side().secrets, input.username!);
      const claim = { key, kind: 'username' as const, name: input.username!, accountId: thief };
      const deps = justBefore(input.username!, () => reserveName(side().deps, caller(), claim));
      expect(await codeOf(register(deps, input))).to.equal('username_taken');
      expect(await emailHolder(input.email)).to.equal(null);
      expect(await nameHolder(input.username!)).to.equal(thief);
    });

    it('works when that one has given it up', async () => {
      const [input, key] = [somebody(), fresh()];
      const thief = integerIdOf(fresh(), 0);
      const name = usernameKey(side().secrets, input.username!);
      const claim = { key: name, kind: 'username' as const, name: input.username!, accountId: thief };
      const raced = justBefore(input.username!, () => reserveName(deps(), caller(), claim));
      expect(await codeOf(register(raced, input, { key }))).to.equal('username_taken');
      await giveUpName(deps(), caller(), claim);

      const { outcome } = await register(deps(), input, { key });
      expect(outcome.state).to.include({ status: 'active', username: input.username });
      expect(await nameHolder(input.username!)).to.equal(outcome.state.id);
      expect(await emailHolder(input.email)).to.equal(outcome.state.id);
    });
  });

  it('is refused for the same reason however often, while the username is taken', async () => {
    const { outcome } = await register(deps());
    const [input, key] = [somebody({ username: outcome.state.username as string }), fresh()];
    for (let time = 0; time < 7; time += 1) {
      expect(await codeOf(register(deps(), input, { key }))).to.equal('username_taken');
    }
    expect(await emailHolder(input.email)).to.equal(null);
  });

  it('works after the sweeper gave up what an earlier try had reserved before it died', async () => {
    const [input, asked] = [somebody(), { key: fresh() }];
    const { commandId } = caller(asked).context;
    const accountId = integerIdOf(commandId, 0);
    const dying = justBefore(input.username!, () => Promise.reject(new Error('killed')));
    await registerAccount(dying, caller(asked), input).catch(() => undefined);
    expect(await emailHolder(input.email)).to.equal(accountId);
    const key = emailKey(side().secrets, input.email);
    expect(await giveUpName(deps(), caller(), { key, kind: 'email', accountId })).to.equal('released');

    const { outcome } = await register(deps(), input, asked);
    expect(outcome.state).to.include({ status: 'active', email: input.email });
    expect((await deps().log.load(account, accountId)).state.status).to.equal('abandoned');
    expect(await emailHolder(input.email)).to.equal(outcome.state.id);
    expect(await nameHolder(input.username!)).to.equal(outcome.state.id);
    const again = await register(side().otherProcess(), input, asked);
    expect(again.outcome.state.id).to.equal(outcome.state.id);
  });
});
