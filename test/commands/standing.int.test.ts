import { expect } from 'chai';
import { changePassword } from '#commands/accounts/change-password.js';
import { changeStanding, deactivateOwnAccount } from '#commands/accounts/change-standing.js';
import { requestPasswordReset } from '#commands/recovery/request-password-reset.js';
import { refreshSession } from '#commands/sessions/refresh-session.js';
import { signIn } from '#commands/sessions/sign-in.js';
import { caller, later } from '#test/support/callers.js';
import { codeOf, failureOf } from '#test/support/failure.js';
import { useWriteSide } from '#test/support/write-side.js';
import { storedEvents } from '../eventlog/stored-events.js';
import { fresh, PASSWORD, register, somebody } from './people.js';

const NEW_PASSWORD = 'another long passphrase';

describe('the account of a person', () => {
  const side = useWriteSide();
  const deps = () => side().deps;
  const newcomer = async () => {
    const input = somebody();
    const { outcome, tokens } = await register(deps(), input);
    return { accountId: outcome.state.id, input, tokens };
  };
  const refresh = (token: string, seconds: number) =>
    refreshSession(deps(), caller({ at: later(seconds) }), token);
  const open = (name: string, password: string, seconds: number) =>
    signIn(deps(), caller({ at: later(seconds) }), { name, password });
  const asked = (accountId: number, at: string, key = fresh()) => caller({ accountId, at, key });

  describe('whose password is changed', () => {
    const change = (accountId: number, key = fresh(), currentPassword = PASSWORD) =>
      changePassword(deps(), asked(accountId, later(60), key), {
        currentPassword,
        newPassword: NEW_PASSWORD,
      });

    it('ends every session from before; the new one goes on', async () => {
      const { accountId, tokens, input } = await newcomer();
      const changed = await change(accountId);
      expect(await codeOf(refresh(tokens.refresh, 61))).to.equal('token_not_valid');
      await refresh(changed.tokens.refresh, 61);
      expect(await codeOf(open(input.email, PASSWORD, 62))).to.equal('invalid_credentials');
      expect((await open(input.email, NEW_PASSWORD, 62)).account.id).to.equal(accountId);
    });

    it('answers a retry with the same tokens', async () => {
      const { accountId } = await newcomer();
      const [key, first] = [fresh(), await change(accountId, 'first')];
      expect((await change(accountId, 'first')).tokens).to.deep.equal(first.tokens);
      expect(await codeOf(change(accountId, key))).to.equal('validation_error');
    });

    it('needs the old one', async () => {
      const { accountId } = await newcomer();
      const failure = await failureOf(change(accountId, fresh(), 'not the password'));
      expect(failure).to.have.nested.property('problems[0].attr', 'current_password');
    });

    it('changes once when two ask at the same time', async () => {
      const { accountId } = await newcomer();
      const results = await Promise.allSettled([change(accountId), change(accountId)]);
      expect(results.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    });
  });

  describe('that is deactivated', () => {
    const deactivate = (accountId: number, password = PASSWORD) =>
      deactivateOwnAccount(deps(), asked(accountId, later(60)), password);
    const reactivate = (accountId: number) =>
      changeStanding(deps(), caller({ at: later(120) }), { accountId, active: true });

    it('needs the password to be', async () => {
      const { accountId } = await newcomer();
      const failure = await failureOf(deactivate(accountId, 'not the password'));
      expect(failure).to.have.nested.property('problems[0].attr', 'password');
    });

    it('lets nobody in: no sign-in, no refresh, no link for a new password', async () => {
      const { accountId, tokens, input } = await newcomer();
      await deactivate(accountId);
      expect(await codeOf(open(input.email, PASSWORD, 61))).to.equal('account_deactivated');
      expect(await codeOf(open(input.email, 'not the password', 61))).to.equal('invalid_credentials');
      expect(await codeOf(refresh(tokens.refresh, 61))).to.equal('token_not_valid');
      await requestPasswordReset(deps(), caller({ at: later(61) }), input.email);
      expect(await storedEvents(side().client, `recovery-${accountId}`)).to.deep.equal([]);
    });

    it('keeps its names', async () => {
      const { accountId, input } = await newcomer();
      await deactivate(accountId);
      expect(await codeOf(register(deps(), somebody({ email: input.email })))).to.equal('email_taken');
    });

    it('is signed in to again once it is reactivated; sessions of before stay ended', async () => {
      const { accountId, tokens, input } = await newcomer();
      await deactivate(accountId);
      await reactivate(accountId);
      expect((await open(input.email, PASSWORD, 121)).account.id).to.equal(accountId);
      expect(await codeOf(refresh(tokens.refresh, 122))).to.equal('token_not_valid');
    });
  });
});
