// People of version 1, as a migration brings them over: their hashes, and addresses of several of them.
import { pbkdf2Sync } from 'node:crypto';
import { expect } from 'chai';
import { emailKey, usernameKey } from '#commands/accounts/names.js';
import { isV1Hash, verifyV1Password } from '#commands/accounts/v1-passwords.js';
import { requestPasswordReset } from '#commands/recovery/request-password-reset.js';
import { refreshSession } from '#commands/sessions/refresh-session.js';
import { signIn } from '#commands/sessions/sign-in.js';
import { account } from '#domain/account/index.js';
import { reservation } from '#domain/reservation/index.js';
import { integerIdOf, randomId } from '#platform/ids.js';
import { caller, later, NOON } from '#test/support/callers.js';
import { codeOf } from '#test/support/failure.js';
import { useWriteSide } from '#test/support/write-side.js';
import { storedEvents } from '../eventlog/stored-events.js';
import { fresh, register, somebody } from './people.js';

const V1_PASSWORD = 'пароль-密码-🔑';
const v1Hash = (password: string, rounds = 1_000): string => {
  const hash = pbkdf2Sync(password, 'saltOf22Characters1234', rounds, 32, 'sha256').toString('base64');
  return `pbkdf2_sha256$${rounds}$saltOf22Characters1234$${hash}`;
};

describe('a person of version 1', () => {
  const side = useWriteSide();
  const deps = () => side().deps;

  interface V1Person {
    readonly email?: string;
    readonly username?: string;
    readonly credential?: string;
  }

  /** As a migration writes one: both names, then the account. */
  const bringOver = async (person: V1Person = {}): Promise<number> => {
    const accountId = integerIdOf(randomId(), 0);
    const { email = `${fresh()}@example.com`, username = fresh(), credential = v1Hash(V1_PASSWORD) } = person;
    const keys = {
      emailKey: emailKey(side().secrets, email),
      usernameKey: usernameKey(side().secrets, username),
    };
    for (const [kind, key] of [
      ['email', keys.emailKey],
      ['username', keys.usernameKey],
    ] as const) {
      const command = { type: 'ShareName', key, kind, accountId, at: NOON } as const;
      await deps().log.execute({ aggregate: reservation, id: key, command, context: caller().context });
    }
    const registration = {
      accountId,
      email,
      username,
      profile: {},
      credential,
      plan: 'free',
      at: NOON,
    } as const;
    await deps().log.execute({
      aggregate: account,
      id: accountId,
      command: { type: 'RegisterAccount', registration: { ...registration, ...keys } },
      context: { ...caller().context, account: accountId },
    });
    return accountId;
  };
  const open = (name: string, password = V1_PASSWORD) =>
    signIn(deps(), caller({ at: later(60) }), { name, password });
  const typesOf = async (stream: string) =>
    (await storedEvents(side().client, stream)).map(({ type }) => type);
  const credentialOf = async (id: number) => (await deps().log.load(account, id)).state.credential;

  it('signs in with the password of before, and has an argon2id hash from then on', async () => {
    const username = fresh();
    const id = await bringOver({ username });
    const { tokens } = await open(username);
    expect(await credentialOf(id)).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await open(username)).account.id).to.equal(id);
    expect(await typesOf(`account-${id}`)).to.deep.equal(['AccountRegistered', 'AccountCredentialUpgraded']);
    await refreshSession(deps(), caller({ at: later(120) }), tokens.refresh);
  });

  it('is refused with another password, and the hash stays', async () => {
    const username = fresh();
    const id = await bringOver({ username });
    expect(await codeOf(open(username, 'not the password'))).to.equal('invalid_credentials');
    expect(await credentialOf(id)).to.equal(v1Hash(V1_PASSWORD));
  });

  for (const credential of [
    '!unusable',
    'pbkdf2_sha256$abc$$',
    v1Hash('', 2).replace('$2$', '$2000001$'),
    '',
  ]) {
    it(`has no password when the hash is ${credential.slice(0, 24) || 'empty'}`, async () => {
      const username = fresh();
      await bringOver({ username, credential });
      expect(isV1Hash(credential)).to.equal(false);
      expect(await codeOf(open(username, ''))).to.equal('invalid_credentials');
    });
  }

  it('waits for others: a bounded number of hashes, then 503', async () => {
    const stored = v1Hash(V1_PASSWORD);
    const tries = Array.from({ length: 20 }, () => verifyV1Password(stored, V1_PASSWORD));
    const results = await Promise.allSettled(tries);
    expect(results.filter(({ status }) => status === 'fulfilled')).to.have.length(16);
    const codes = results.flatMap((one) =>
      one.status === 'rejected' ? [(one.reason as { code: string }).code] : [],
    );
    expect(new Set(codes)).to.deep.equal(new Set(['service_unavailable']));
    expect(await verifyV1Password(stored, V1_PASSWORD)).to.equal(true);
  });

  describe('who shares an address with another one, in different case', () => {
    const local = fresh();
    const emails = [`${local}@example.com`, `${local.toUpperCase()}@Example.com`];
    const names = [fresh(), fresh()];
    let ids: number[] = [];
    before(async () => {
      const [one, other] = [0, 1].map((n) => bringOver({ email: emails[n]!, username: names[n]! }));
      ids = [await one!, await other!];
    });

    it('signs in by username', async () => {
      expect((await open(names[1]!)).account.id).to.equal(ids[1]);
    });

    it('is refused by the address, in every case of it, right password or not', async () => {
      for (const email of emails) {
        expect(await codeOf(open(email))).to.equal('ambiguous_email');
        expect(await codeOf(open(email, 'not the password'))).to.equal('ambiguous_email');
      }
    });

    it('keeps the address from newcomers', async () => {
      expect(await codeOf(register(deps(), somebody({ email: emails[0]! })))).to.equal('email_taken');
    });

    it('is sent a link of their own to set a new password', async () => {
      await requestPasswordReset(deps(), caller({ at: later(60) }), emails[1]!);
      for (const id of ids) expect(await typesOf(`recovery-${id}`)).to.deep.equal(['PasswordResetRequested']);
    });
  });

  it('is told from another one whose username differs in case by the case', async () => {
    const username = fresh();
    const ids = [await bringOver({ username }), await bringOver({ username: username.toUpperCase() })];
    expect((await open(username)).account.id).to.equal(ids[0]);
    expect((await open(username.toUpperCase())).account.id).to.equal(ids[1]);
  });
});
