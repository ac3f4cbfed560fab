import { expect } from 'chai';
import { requestPasswordReset } from '#commands/recovery/request-password-reset.js';
import { resetPassword } from '#commands/recovery/reset-password.js';
import { requestVerification, verifyEmail } from '#commands/recovery/verify-email.js';
import { refreshSession } from '#commands/sessions/refresh-session.js';
import { signIn } from '#commands/sessions/sign-in.js';
import { caller, later, NOON } from '#test/support/callers.js';
import { codeOf, failureOf } from '#test/support/failure.js';
import { resetTokenOf, tokenFor } from '#test/support/mail-tokens.js';
import { useWriteSide } from '#test/support/write-side.js';
import { storedEvents } from '../eventlog/stored-events.js';
import { fresh, PASSWORD, register, somebody } from './people.js';

const NEW_PASSWORD = 'another long passphrase';

describe('a person who lost the password', () => {
  const side = useWriteSide();
  const deps = () => side().deps;
  const newcomer = async () => {
    const input = somebody();
    const { outcome, tokens } = await register(deps(), input);
    return { id: outcome.state.id, email: input.email, username: input.username ?? '', tokens };
  };
  type Newcomer = Awaited<ReturnType<typeof newcomer>>;
  const ask = (email: string, at = later(60)) => requestPasswordReset(deps(), caller({ at }), email);
  const tokenNow = (person: Newcomer) => resetTokenOf(deps().log, side().secrets, person);
  const reset = (token: string, { at = later(120), password = NEW_PASSWORD, key = fresh() } = {}) =>
    resetPassword(deps(), caller({ at, key }), { token, password });
  const requestsOf = ({ id }: Newcomer) => storedEvents(side().client, `recovery-${id}`);
  const signInWith = (person: Newcomer, password: string) =>
    signIn(deps(), caller({ at: later(180) }), { name: person.email, password });

  it('sets a new one by the link, and the old one is refused', async () => {
    const person = await newcomer();
    await ask(person.email);
    await reset(await tokenNow(person));
    expect((await signInWith(person, NEW_PASSWORD)).account.id).to.equal(person.id);
    expect(await codeOf(signInWith(person, PASSWORD))).to.equal('invalid_credentials');
  });

  it('asks in any case of the address', async () => {
    const person = await newcomer();
    await ask(person.email.toUpperCase());
    expect(await requestsOf(person)).to.have.length(1);
  });

  it('does not ask by username: only the address is answered', async () => {
    const person = await newcomer();
    await ask(person.username);
    expect(await requestsOf(person)).to.deep.equal([]);
  });

  it('is sent five mails an hour and no more, however often somebody asks', async () => {
    const person = await newcomer();
    for (let count = 0; count < 7; count += 1) await ask(person.email, later(count));
    expect(await requestsOf(person)).to.have.length(5);
  });

  it('waits as long for an answer as somebody without an account', async () => {
    const person = await newcomer();
    const duration = async (email: string): Promise<number> => {
      const start = performance.now();
      await ask(email);
      return performance.now() - start;
    };
    expect(await duration(person.email)).to.be.at.least(249);
    expect(await duration(`${fresh()}@example.com`)).to.be.at.least(249);
  });

  it('is not told apart by a key that was used for another request', async () => {
    const person = await newcomer();
    const asked = (request: string) => caller({ key: 'the same key', request });
    await requestPasswordReset(deps(), asked('one'), person.email);
    await requestPasswordReset(deps(), asked('two'), person.email);
    expect(await requestsOf(person)).to.have.length(2);
  });

  it('ends the sessions that began before: they cannot be refreshed', async () => {
    const person = await newcomer();
    await ask(person.email);
    await reset(await tokenNow(person));
    const refreshing = refreshSession(deps(), caller({ at: later(130) }), person.tokens.refresh);
    expect(await codeOf(refreshing)).to.equal('token_not_valid');
  });

  it('keeps the sessions that begin afterwards', async () => {
    const person = await newcomer();
    await ask(person.email);
    await reset(await tokenNow(person));
    const { tokens } = await signInWith(person, NEW_PASSWORD);
    const refreshed = await refreshSession(deps(), caller({ at: later(240) }), tokens.refresh);
    expect(refreshed.refresh).not.to.equal(tokens.refresh);
  });

  it('gets the same answer when the request is given again under its key', async () => {
    const person = await newcomer();
    await ask(person.email);
    const [token, key] = [await tokenNow(person), fresh()];
    await reset(token, { key });
    expect((await reset(token, { key })).repeated).to.equal(true);
  });

  for (const [what, password] of [
    ['short', 'short'],
    ['common', 'password123'],
    ['the own name', undefined],
  ] as const) {
    it(`cannot choose a password that is ${what}, and may try again with the same link`, async () => {
      const person = await newcomer();
      await ask(person.email);
      const token = await tokenNow(person);
      const error = await failureOf(reset(token, { password: password ?? person.username }));
      expect(error).to.include({ code: 'validation_error' });
      expect((error as { problems?: unknown }).problems).to.deep.include.members([
        { code: 'weak_password', detail: error.message, attr: 'new_password' },
      ]);
      await reset(token);
    });
  }
});

describe('a person with an address to confirm', () => {
  const side = useWriteSide();
  const deps = () => side().deps;
  const newcomer = async () => {
    const input = somebody();
    const { outcome } = await register(deps(), input);
    return { id: outcome.state.id, email: input.email };
  };
  const verifyToken = (person: { id: number; email: string }) =>
    tokenFor(side().secrets, person, { purpose: 'verify', expiresAt: later(3_600) });

  it('confirms it by the link; twice is once', async () => {
    const person = await newcomer();
    const token = verifyToken(person);
    const [first, second] = [
      await verifyEmail(deps(), caller({ at: NOON }), token),
      await verifyEmail(deps(), caller({ at: later(1) }), token),
    ];
    expect([first.events, second.events]).to.deep.equal([1, 0]);
    expect(second.state.emailVerified).to.equal(true);
  });

  it('asks for another mail', async () => {
    const { id: accountId } = await newcomer();
    expect(await requestVerification(deps(), caller({ accountId }))).to.equal('requested');
    const [event] = await storedEvents(side().client, `recovery-${accountId}`);
    expect(event?.data).to.include({ accountId, expiresAt: later(86_400) });
  });

  it('is told when there were too many mails', async () => {
    const { id: accountId } = await newcomer();
    for (let count = 0; count < 5; count += 1) await requestVerification(deps(), caller({ accountId }));
    expect(await requestVerification(deps(), caller({ accountId }))).to.equal('too many');
  });

  it('is told when it is confirmed already, and gets no mail', async () => {
    const person = await newcomer();
    await verifyEmail(deps(), caller(), verifyToken(person));
    const asking = requestVerification(deps(), caller({ accountId: person.id }));
    expect(await asking).to.equal('verified already');
    expect(await storedEvents(side().client, `recovery-${person.id}`)).to.deep.equal([]);
  });
});
