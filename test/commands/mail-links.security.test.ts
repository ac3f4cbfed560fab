import { expect } from 'chai';
import { requestPasswordReset } from '#commands/recovery/request-password-reset.js';
import { resetPassword } from '#commands/recovery/reset-password.js';
import { verifyEmail } from '#commands/recovery/verify-email.js';
import { caller, later, NOON } from '#test/support/callers.js';
import { codeOf } from '#test/support/failure.js';
import { resetTokenOf, tokenFor, type Holder } from '#test/support/mail-tokens.js';
import { useWriteSide } from '#test/support/write-side.js';
import { register, somebody } from './people.js';

const HOUR = 3_600;
const NEW_PASSWORD = 'another long passphrase';
const LINK_NOT_VALID = 'link_not_valid';

describe('the token of a link', () => {
  const side = useWriteSide();
  const deps = () => side().deps;
  const secrets = () => side().secrets;
  const newcomer = async (): Promise<Holder> => {
    const input = somebody();
    const { outcome } = await register(deps(), input);
    return { id: outcome.state.id, email: input.email };
  };
  const asked = async (at = NOON): Promise<{ person: Holder; token: string }> => {
    const person = await newcomer();
    await requestPasswordReset(deps(), caller({ at }), person.email);
    return { person, token: await resetTokenOf(deps().log, secrets(), person) };
  };
  const reset = (token: string, at = later(60)) =>
    resetPassword(deps(), caller({ at }), { token, password: NEW_PASSWORD });
  const verify = (token: string, at = later(60)) => verifyEmail(deps(), caller({ at }), token);
  const verifyTokenOf = (person: Holder, changes: object = {}) =>
    tokenFor(secrets(), person, { purpose: 'verify', expiresAt: later(24 * HOUR), ...changes });

  it('that sets a password works until the hour is over', async () => {
    const { token } = await asked();
    expect(await codeOf(reset(token, later(HOUR)))).to.equal(LINK_NOT_VALID);
    expect((await reset(token, later(HOUR - 1))).events).to.equal(1);
  });

  it('that sets a password works once', async () => {
    const { token } = await asked();
    await reset(token);
    expect(await codeOf(reset(token))).to.equal(LINK_NOT_VALID);
  });

  it('that sets a password works once, also when two come at the same time', async () => {
    const { token } = await asked();
    const outcomes = await Promise.allSettled([reset(token), reset(token), reset(token)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
  });

  it('that sets a password is void when a newer one was asked for', async () => {
    const { person, token } = await asked();
    await requestPasswordReset(deps(), caller({ at: later(30) }), person.email);
    expect(await codeOf(reset(token))).to.equal(LINK_NOT_VALID);
    expect((await reset(await resetTokenOf(deps().log, secrets(), person))).events).to.equal(1);
  });

  it('that sets a password nobody asked for does nothing', async () => {
    const person = await newcomer();
    const token = tokenFor(secrets(), person, { purpose: 'reset', expiresAt: later(HOUR) });
    expect(await codeOf(reset(token))).to.equal(LINK_NOT_VALID);
  });

  it('that confirms an address works until the day is over', async () => {
    const token = verifyTokenOf(await newcomer());
    expect(await codeOf(verify(token, later(24 * HOUR)))).to.equal(LINK_NOT_VALID);
    expect((await verify(token, later(24 * HOUR - 1))).events).to.equal(1);
  });

  it('is good for its purpose only', async () => {
    const { person, token } = await asked();
    expect(await codeOf(verify(token))).to.equal(LINK_NOT_VALID);
    expect(await codeOf(reset(verifyTokenOf(person)))).to.equal(LINK_NOT_VALID);
  });

  it('is good for its account only', async () => {
    const { token } = await asked();
    const { person: other } = await asked();
    const stolen = [other.id.toString(36), ...token.split('.').slice(1)].join('.');
    expect(await codeOf(reset(stolen))).to.equal(LINK_NOT_VALID);
  });

  it('is good for the address it was sent to only', async () => {
    const person = await newcomer();
    const token = verifyTokenOf({ ...person, email: 'another@example.com' });
    expect(await codeOf(verify(token))).to.equal(LINK_NOT_VALID);
  });

  it('cannot be made to last longer, or to answer another request', async () => {
    const { token } = await asked();
    const [account = '', id = '', ends = '', mac = ''] = token.split('.');
    const longer = (Number.parseInt(ends, 36) + 1).toString(36);
    const otherId = `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;
    for (const forged of [
      [account, id, longer, mac],
      [account, otherId, ends, mac],
    ]) {
      expect(await codeOf(reset(forged.join('.')))).to.equal(LINK_NOT_VALID);
    }
  });

  it('is of another key worthless', async () => {
    const person = await newcomer();
    const forged = tokenFor({ ...secrets(), linkKey: secrets().requestPepper }, person, {
      purpose: 'verify',
      expiresAt: later(HOUR),
    });
    expect(await codeOf(verify(forged))).to.equal(LINK_NOT_VALID);
  });

  it('has no other spelling', async () => {
    const token = verifyTokenOf(await newcomer());
    for (const spelling of [` ${token}`, `${token} `, `0${token}`, token.toUpperCase(), `${token}=`]) {
      expect(await codeOf(verify(spelling)), spelling).to.equal(LINK_NOT_VALID);
    }
  });

  it('may be any text: it is refused and nothing breaks', async () => {
    const uuid = '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b10';
    const mac = 'A'.repeat(43);
    const texts = ['', '.', '...', `1.${uuid}.1.${mac}`, `zzzzzzzzzzz.${uuid}.zzzzzzzzz.${mac}`];
    for (const text of [...texts, uuid, '\u0000', `1.${'-'.repeat(36)}.1.${mac}`, 'x'.repeat(500)]) {
      expect(await codeOf(verify(text)), text).to.equal(LINK_NOT_VALID);
    }
  });
});
