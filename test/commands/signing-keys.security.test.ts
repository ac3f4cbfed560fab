import { expect } from 'chai';
import { decodeProtectedHeader } from 'jose';
import { listKeys, retireKey, rotateKey, type KeyDeps } from '#commands/sessions/change-keys.js';
import { refreshSession } from '#commands/sessions/refresh-session.js';
import { signIn } from '#commands/sessions/sign-in.js';
import { createTokenKeys, vaultRing, type TokenKeys } from '#commands/sessions/token-keys.js';
import { verifyToken } from '#commands/sessions/tokens.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { openLmdbVault } from '#integrations/vault/lmdb-vault.js';
import type { Vault } from '#integrations/vault/vault.js';
import { caller, later } from '#test/support/callers.js';
import { codeOf } from '#test/support/failure.js';
import { useWriteSide } from '#test/support/write-side.js';
import { storedEvents } from '../eventlog/stored-events.js';
import { PASSWORD, register, somebody } from './people.js';

const REFRESH_SECONDS = 604_800;

describe('S1: keys that sign tokens', () => {
  const side = useWriteSide();
  const person = somebody();
  let vault: Vault;
  let desk: KeyDeps;
  /** The keys as another process has them. */
  let elsewhere: TokenKeys;

  before(async () => {
    vault = await openLmdbVault(`${side().folder}/vault`);
    desk = { log: () => Promise.resolve(side().deps.log), vault, refreshSeconds: REFRESH_SECONDS };
    elsewhere = createTokenKeys(vaultRing(vault, await vault.secret('token-key')), REFRESH_SECONDS);
    await register(side().deps, person);
  });
  after(() => vault.close());

  const deps = (): CommandDeps => side().deps;
  const reload = (): void => {
    deps().secrets.tokenKeys.reload();
    elsewhere.reload();
  };
  const open = async (seconds: number) =>
    (await signIn(deps(), caller({ at: later(seconds) }), { name: person.email, password: PASSWORD })).tokens;
  const kidOf = (token: string): unknown => decodeProtectedHeader(token).kid;
  const holds = async (token: string, seconds: number, keys = elsewhere): Promise<boolean> =>
    (await verifyToken(keys, token, new Date(later(seconds)))) !== undefined;
  const rotate = (seconds: number, algorithm?: 'HS256' | 'ES256') =>
    rotateKey(desk, caller({ at: later(seconds) }), algorithm);

  it('are one at first, which nobody else can check tokens with', async () => {
    const [first, ...others] = await listKeys(desk, Date.parse(later(0)));
    expect(others).to.deep.equal([]);
    expect(first).to.include({ algorithm: 'HS256', state: 'active' });
    expect(await elsewhere.published(Date.parse(later(0)))).to.deep.equal([]);
  });

  it('are announced before they sign, so that every process knows them by then', async () => {
    const before = await open(10);
    const [old, next] = await rotate(20, 'ES256');
    expect([old?.state, next?.state]).to.deep.equal(['active', 'announced']);
    reload();
    const during = await open(21);
    const after = await open(40);
    expect([kidOf(before.access), kidOf(during.access)]).to.deep.equal([old?.kid, old?.kid]);
    expect(kidOf(after.access)).to.equal(next?.kid);
    expect(decodeProtectedHeader(after.access).alg).to.equal('ES256');
    for (const { access } of [before, during, after]) expect(await holds(access, 50)).to.equal(true);
  });

  it('do not end a session: its refresh token is exchanged for one of the new key', async () => {
    const { refresh } = await open(15);
    const next = await refreshSession(deps(), caller({ at: later(60) }), refresh);
    expect(kidOf(next.refresh)).to.not.equal(kidOf(refresh));
    expect(await holds(next.refresh, 61)).to.equal(true);
  });

  it('are published with their public halves alone', async () => {
    const [published, ...others] = await elsewhere.published(Date.parse(later(60)));
    expect(others).to.deep.equal([]);
    expect(published).to.have.all.keys('kty', 'crv', 'x', 'y', 'kid', 'alg', 'use');
  });

  it('are rotated to the same algorithm when nobody says another', async () => {
    const keys = await rotate(100);
    reload();
    expect(keys.map(({ algorithm }) => algorithm)).to.deep.equal(['HS256', 'ES256', 'ES256']);
  });

  it('are not rotated while a new one is only announced', async () => {
    expect(await codeOf(rotate(101))).to.equal('conflict');
  });

  it('are not retired while they sign', async () => {
    const signing = (await listKeys(desk, Date.parse(later(200)))).find(({ state }) => state === 'active');
    const retired = retireKey(desk, caller({ at: later(200) }), signing?.kid ?? '');
    expect(await codeOf(retired)).to.equal('conflict');
    expect(await codeOf(retireKey(desk, caller({ at: later(200) }), '0'.repeat(16)))).to.equal('not_found');
  });

  it('once retired let nobody in, on any process, and leave no material', async () => {
    const token = (await open(15)).access;
    const [oldest] = await listKeys(desk, Date.parse(later(200)));
    expect(await holds(token, 201)).to.equal(true);
    await retireKey(desk, caller({ at: later(201) }), oldest?.kid ?? '');
    reload();
    expect(await holds(token, 202)).to.equal(false);
    expect(await holds(token, 202, deps().secrets.tokenKeys)).to.equal(false);
    const kept = JSON.parse(Buffer.from(vault.document('signing-keys') ?? []).toString()) as {
      keys: { kid: string; material: string | null }[];
    };
    expect(kept.keys.find(({ kid }) => kid === oldest?.kid)?.material).to.equal(null);
  });

  it('no longer check what they signed once the last of it has expired', async () => {
    const { refresh } = await open(60);
    const long = 60 + REFRESH_SECONDS + 600;
    expect(elsewhere.find(kidOf(refresh), Date.parse(later(61)))).to.not.equal(undefined);
    expect(elsewhere.find(kidOf(refresh), Date.parse(later(long)))).to.equal(undefined);
  });

  it('are changed in the log, with who did it and without the keys', async () => {
    const events = await storedEvents(side().client, 'signingkeys-tokens');
    expect(events.map(({ type }) => type)).to.deep.equal([
      'SigningKeyRotated',
      'SigningKeyRotated',
      'SigningKeyRetired',
    ]);
    const stored = Buffer.from(vault.document('signing-keys') ?? []).toString();
    const materials = [...stored.matchAll(/"material":"([^"]+)"/g)].map(([, material = '']) => material);
    expect(materials.length).to.be.greaterThan(0);
    const told = JSON.stringify(events.map(({ data, metadata }) => [data, metadata]));
    for (const material of materials) expect(told).to.not.include(material);
  });
});
