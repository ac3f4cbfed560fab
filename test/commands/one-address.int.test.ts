import { expect } from 'chai';
import { emailKey, usernameKey } from '#commands/accounts/names.js';
import { account } from '#domain/account/index.js';
import { reservation } from '#domain/reservation/index.js';
import { useWriteSide } from '#test/support/write-side.js';
import { fresh, register, somebody } from './people.js';

const SIGN_UPS = 200;

describe('F21: one address, two hundred registrations at once, in every spelling of it', () => {
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
  const holderOf = async (key: string) => (await side().deps.log.load(reservation, key)).state.holder;
  let codes: unknown[] = [];

  before(async function () {
    this.timeout(60_000);
    const processes = [side().otherProcess(), side().otherProcess()];
    codes = await Promise.all(
      names.map((username, index) =>
        register(
          processes[index % 2]!,
          somebody({ email: spellings[index % spellings.length]!, username }),
        ).then(
          () => 'registered',
          (error: unknown) => (error as { code: unknown }).code,
        ),
      ),
    );
  });

  it('make exactly one account; the others are told that the address is taken', () => {
    expect(codes.filter((code) => code === 'registered')).to.have.length(1);
    expect(codes.filter((code) => code === 'email_taken')).to.have.length(SIGN_UPS - 1);
  });

  it('leave the address with that account', async () => {
    const keys = new Set(spellings.map((spelling) => emailKey(side().secrets, spelling)));
    expect(keys.size).to.equal(1);
    const holder = await holderOf([...keys][0]!);
    const { state } = await side().deps.log.load(account, holder!);
    expect(state).to.include({ status: 'active', username: names[codes.indexOf('registered')] });
  });

  it('leave no username with an account that does not exist', async () => {
    const held = await Promise.all(names.map((name) => holderOf(usernameKey(side().secrets, name))));
    expect(held.filter((holder) => holder !== null)).to.have.length(1);
  });

  it('are not one with an address that is written with other letters', () => {
    const key = emailKey(side().secrets, address);
    // A dot more is another domain's name, which no request may have; a capital I with its dot is a letter of its own.
    for (const other of [`${address}.`, `${local}éïİ@example.com`, `${local}eii@example.com`])
      expect(emailKey(side().secrets, other)).to.not.equal(key);
  });
});
