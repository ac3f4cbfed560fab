import { expect } from 'chai';
import { emailKey, usernameKey } from '#commands/accounts/names.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { account } from '#domain/account/index.js';
import { reservation } from '#domain/reservation/index.js';
import { session } from '#domain/session/index.js';
import { verifyToken } from '#commands/sessions/tokens.js';
import { NOON } from '#test/support/callers.js';
import { codeOf, failureOf } from '#test/support/failure.js';
import { useWriteSide } from '#test/support/write-side.js';
import { fresh, register, somebody } from './people.js';

const holderOf = async (deps: CommandDeps, key: string): Promise<number | null> =>
  (await deps.log.load(reservation, key)).state.holder;

describe('a registration', () => {
  const side = useWriteSide();
  const deps = () => side().deps;
  const emailHolder = (email: string) => holderOf(deps(), emailKey(side().secrets, email));
  const nameHolder = (name: string) => holderOf(deps(), usernameKey(side().secrets, name));

  it('makes an account that holds both names, and a session its tokens belong to', async () => {
    const input = somebody();
    const { outcome, tokens } = await register(deps(), input);
    const { state } = await deps().log.load(account, outcome.state.id);
    expect(state).to.include({
      status: 'active',
      email: input.email,
      username: input.username,
      plan: 'free',
    });
    expect([await emailHolder(input.email), await nameHolder(input.username!)]).to.deep.equal([
      state.id,
      state.id,
    ]);
    const claims = await verifyToken(side().secrets.tokenKeys, tokens.refresh, new Date(NOON));
    expect(claims).to.include({ accountId: state.id, generation: 0 });
    const opened = await deps().log.load(session, claims!.sessionId);
    expect(opened.state).to.include({ status: 'active', accountId: state.id });
  });

  it('shows the password to nobody: the log has an argon2id hash', async () => {
    const { outcome } = await register(deps());
    expect(outcome.state.credential).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('knows a name in capital letters that have two small forms', async () => {
    const name = fresh();
    await register(deps(), somebody({ username: `${name}ΟΔΟΣ` }));
    for (const spelling of [`${name}οδος`, `${name}οδοσ`, `${name.toUpperCase()}οδος`]) {
      expect(await codeOf(register(deps(), somebody({ username: spelling })))).to.equal('username_taken');
    }
  });

  describe('without a username', () => {
    it('gets one made of the address', async () => {
      const local = fresh();
      const input = somebody({ email: `${local}+news@example.com`, username: undefined });
      const { outcome } = await register(deps(), input);
      expect(outcome.state.username).to.equal(`${local}news`);
    });

    it('gets one of its own each time the first choice is taken', async () => {
      const local = fresh();
      const inputs = Array.from({ length: 8 }, (_, index) =>
        somebody({ email: `${local}@host${index}.example.com`, username: undefined }),
      );
      const registered = await Promise.all(inputs.map((input) => register(deps(), input)));
      const names = registered.map(({ outcome }) => outcome.state.username as string);
      expect(new Set(names).size).to.equal(8);
      expect(names.filter((name) => name === local)).to.have.length(1);
      expect(names.every((name) => name.startsWith(local))).to.equal(true);
    });

    it('gets a well-formed one from the longest address', async () => {
      const email = `${fresh()}${'a'.repeat(66)}𝒜𝒜@example.com`;
      const { outcome } = await register(deps(), somebody({ email, username: undefined }));
      expect((outcome.state.username as string).isWellFormed()).to.equal(true);
    });
  });

  describe('with a password that is easily guessed', () => {
    const weak: readonly [string, (name: string) => string][] = [
      ['seven characters', () => 'abc4567'],
      ['a common one', () => 'Password1'],
      ['a common one in full width', () => 'ｐassword1'],
      ['the username', (name) => name.toUpperCase()],
      ['the e-mail address', (name) => `${name}@example.com`],
    ];
    for (const [what, password] of weak) {
      it(`is refused and leaves nothing behind: ${what}`, async () => {
        const name = fresh();
        const input = somebody({ username: name, email: `${name}@example.com`, password: password(name) });
        const failure = await failureOf(register(deps(), input));
        expect(failure).to.have.nested.property('problems[0].code', 'weak_password');
        expect([await emailHolder(input.email), await nameHolder(name)]).to.deep.equal([null, null]);
      });
    }
  });
});

const SIGN_UPS = 200;

describe('F21: a registration of one address, two hundred times at once, in every spelling of it', () => {
  const side = useWriteSide();
  const local = fresh();
  const address = `${local}éïi@example.com`;
  const spellings: readonly string[] = [
    address,
    address.toUpperCase(),
    ` ${address}\u3000`,
    `${address}\t`,
    address.normalize('NFD'),
    address.toUpperCase().normalize('NFD'),
    // Full width.
    `${local}éïｉ＠ｅｘａｍｐｌｅ．ｃｏｍ`,
    // Ligatures and compatibility forms, which NFKC takes apart.
    `${local}éïⅰ@example.com`,
    // The small i without a dot has the same capital as the one with it.
    `${local}éïı@example.com`,
    `${local}ÉÏI@EXAMPLE.COM`,
  ];
  const names = Array.from({ length: SIGN_UPS }, fresh);
  const holding = (key: string) => holderOf(side().deps, key);
  let codes: unknown[] = [];

  /** Who is told that the log cannot be reached right now asks again under the same key, as clients do. */
  const signUp = async (by: CommandDeps, index: number): Promise<unknown> => {
    const email = spellings[index % spellings.length] ?? '';
    const input = somebody({ email, username: names[index] });
    for (let tries = 0; tries < 50; tries += 1) {
      const code = await register(by, input, { key: `sign-up ${names[index]}` }).then(
        () => 'registered',
        (error: unknown) => (error as { code: unknown }).code,
      );
      if (code !== 'service_unavailable') return code;
    }
    return 'service_unavailable';
  };

  before(async function () {
    this.timeout(120_000);
    const processes = [side().otherProcess(), side().otherProcess()] as const;
    codes = await Promise.all(names.map((_, index) => signUp(processes[index % 2 ? 1 : 0], index)));
  });

  it('makes exactly one account; the others are told that the address is taken', () => {
    expect(codes.filter((code) => code === 'registered')).to.have.length(1);
    expect(codes.filter((code) => code === 'email_taken')).to.have.length(SIGN_UPS - 1);
  });

  it('leaves the address with that account', async () => {
    const keys = new Set(spellings.map((spelling) => emailKey(side().secrets, spelling)));
    expect(keys.size).to.equal(1);
    const holder = await holding([...keys][0]!);
    const { state } = await side().deps.log.load(account, holder!);
    expect(state).to.include({ status: 'active', username: names[codes.indexOf('registered')] });
  });

  it('leaves no username with an account that does not exist', async () => {
    const held = await Promise.all(names.map((name) => holding(usernameKey(side().secrets, name))));
    expect(held.filter((holder) => holder !== null)).to.have.length(1);
  });

  it('is not one with an address that is written with other letters', () => {
    const key = emailKey(side().secrets, address);
    // A dot more is another domain's name, which no request may have; a capital I with its dot is a letter of its own.
    for (const other of [`${address}.`, `${local}éïİ@example.com`, `${local}eii@example.com`])
      expect(emailKey(side().secrets, other)).to.not.equal(key);
  });
});
