import { expect } from 'chai';
import type { CommandDeps } from '#commands/command-deps.js';
import { endSession } from '#commands/sessions/end-session.js';
import { refreshSession } from '#commands/sessions/refresh-session.js';
import { signIn } from '#commands/sessions/sign-in.js';
import { verifyToken } from '#commands/sessions/tokens.js';
import { session } from '#domain/session/index.js';
import { caller, later, NOON } from '#test/support/callers.js';
import { codeOf, failureOf } from '#test/support/failure.js';
import { useWriteSide } from '#test/support/write-side.js';
import { storedEvents } from '../eventlog/stored-events.js';
import { fresh, PASSWORD, register, somebody } from './people.js';

describe('a session', () => {
  const side = useWriteSide();
  const deps = () => side().deps;
  const input = somebody({ email: `${fresh()}@Example.com` });
  let accountId = 0;
  before(async () => {
    accountId = (await register(deps(), input)).outcome.state.id;
  });

  const open = (name: string, { password = PASSWORD, ...asked }: { password?: string; key?: string } = {}) =>
    signIn(deps(), caller(asked), { name, password });
  const refresh = (token: string, at: string, by: CommandDeps = deps()) =>
    refreshSession(by, caller({ at }), token);
  const claimsOf = async (token: string) =>
    (await verifyToken(side().secrets.tokenKeys, token, new Date(NOON)))!;
  const historyOf = async (token: string) => {
    const { sessionId } = await claimsOf(token);
    return (await storedEvents(side().client, `session-${sessionId}`)).map(({ type }) => type);
  };

  describe('at sign-in', () => {
    for (const [what, name] of [
      ['the username', () => input.username!],
      ['the username in capitals', () => input.username!.toUpperCase()],
      ['the e-mail address', () => input.email],
      ['the e-mail address in another case', () => input.email.toUpperCase()],
    ] as const) {
      it(`opens for ${what}`, async () => {
        const { account, tokens } = await open(name());
        expect(account.id).to.equal(accountId);
        expect(await claimsOf(tokens.access)).to.include({ accountId, type: 'access' });
      });
    }

    it('opens anew each time', async () => {
      const [one, other] = [await open(input.email), await open(input.email)];
      expect(one.tokens.refresh).not.to.equal(other.tokens.refresh);
    });

    it('is the same one when the request is given again under its key', async () => {
      const key = fresh();
      const [one, other] = [await open(input.email, { key }), await open(input.email, { key })];
      expect(other.tokens).to.deep.equal(one.tokens);
      expect(await historyOf(one.tokens.refresh)).to.deep.equal(['SessionStarted']);
    });

    it('refuses a wrong password and an unknown name in the same words', async () => {
      const wrong = await failureOf(open(input.username!, { password: 'not the password' }));
      const unknown = await failureOf(open(fresh()));
      expect(wrong).to.include({ code: 'invalid_credentials', message: unknown.message });
      expect(unknown).to.include({ code: 'invalid_credentials' });
    });

    it('costs one look at the password hash for a wrong one as for an unknown name', async () => {
      const { passwordPepper, ...secrets } = side().secrets;
      let uses = 0;
      const counting = {
        ...secrets,
        /** Each computation of a hash, and nothing else, takes the pepper. */
        get passwordPepper() {
          uses += 1;
          return passwordPepper;
        },
      };
      const usesFor = async (name: string): Promise<number> => {
        uses = 0;
        const work = signIn({ ...deps(), secrets: counting }, caller(), {
          name,
          password: 'not the password',
        });
        expect(await codeOf(work)).to.equal('invalid_credentials');
        return uses;
      };
      const counted = [await usesFor(fresh()), await usesFor(input.username!), await usesFor(fresh())];
      expect(counted).to.deep.equal([1, 1, 1]);
    });
  });

  describe('that is refreshed', () => {
    it('has the next generation, and tokens of its own', async () => {
      const { tokens } = await open(input.email);
      const next = await refresh(tokens.refresh, later(60));
      expect(next.refresh).not.to.equal(tokens.refresh);
      expect(await claimsOf(next.refresh)).to.include({ accountId, generation: 1 });
      const third = await refresh(next.refresh, later(120));
      expect(await claimsOf(third.refresh)).to.include({ generation: 2 });
    });

    it('has the same successor for who asks again within ten seconds', async () => {
      const { tokens } = await open(input.email);
      const next = await refresh(tokens.refresh, later(60));
      expect(await refresh(tokens.refresh, later(70), side().otherProcess())).to.deep.equal(next);
      expect(await historyOf(tokens.refresh)).to.deep.equal(['SessionStarted', 'SessionRefreshed']);
    });

    it('ends for everyone when a replaced token comes back later', async () => {
      const { tokens } = await open(input.email);
      const next = await refresh(tokens.refresh, later(60));
      expect(await codeOf(refresh(tokens.refresh, later(71)))).to.equal('token_not_valid');
      expect(await codeOf(refresh(next.refresh, later(72)))).to.equal('token_not_valid');
      expect((await historyOf(tokens.refresh)).at(-1)).to.equal('SessionEnded');
    });

    it('ends when a token two generations old comes back at once', async () => {
      const { tokens } = await open(input.email);
      const next = await refresh(tokens.refresh, later(1));
      await refresh(next.refresh, later(2));
      expect(await codeOf(refresh(tokens.refresh, later(3)))).to.equal('token_not_valid');
    });

    it('has one successor for two who race', async () => {
      const { tokens } = await open(input.email);
      const racers = [1, 2, 3, 4, 5, 6].map((second) =>
        refresh(tokens.refresh, later(second), second % 2 ? deps() : side().otherProcess()),
      );
      const successors = new Set((await Promise.all(racers)).map((pair) => pair.refresh));
      expect(successors.size).to.equal(1);
      expect(await historyOf(tokens.refresh)).to.deep.equal(['SessionStarted', 'SessionRefreshed']);
    });

    it('takes neither an access token nor an expired one nor nonsense', async () => {
      const { tokens } = await open(input.email);
      expect(await codeOf(refresh(tokens.access, later(1)))).to.equal('token_not_valid');
      expect(await codeOf(refresh(tokens.refresh, later(604_801)))).to.equal('token_not_valid');
      expect(await codeOf(refresh('nonsense', later(1)))).to.equal('token_not_valid');
    });
  });

  describe('that is ended', () => {
    it('is refreshed no more', async () => {
      const { tokens } = await open(input.email);
      const { sessionId } = await claimsOf(tokens.refresh);
      await endSession(deps(), caller({ accountId }), { sessionId, reason: 'logout' });
      expect(await codeOf(refresh(tokens.refresh, later(1)))).to.equal('token_not_valid');
    });

    it('is ended once, however often it is asked', async () => {
      const { tokens } = await open(input.email);
      const { sessionId } = await claimsOf(tokens.refresh);
      const key = fresh();
      for (const asked of [{ key }, { key }, {}])
        await endSession(deps(), caller({ accountId, ...asked }), { sessionId, reason: 'logout' });
      expect(await historyOf(tokens.refresh)).to.deep.equal(['SessionStarted', 'SessionEnded']);
    });

    it('goes on when a stranger asked', async () => {
      const { tokens } = await open(input.email);
      const { sessionId } = await claimsOf(tokens.refresh);
      await endSession(deps(), caller({ accountId: accountId + 1 }), { sessionId, reason: 'logout' });
      expect((await deps().log.load(session, sessionId)).state.status).to.equal('active');
    });
  });
});
