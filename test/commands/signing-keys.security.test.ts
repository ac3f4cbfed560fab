import { expect } from 'chai';
import { Buffer } from 'node:buffer';
import { createPublicKey, createSecretKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { bearerToken } from '#api/access/bearer-token.js';
import { listKeys, retireKey, rotateKey, type KeyDeps } from '#commands/sessions/change-keys.js';
import type { SigningAlgorithm } from '#commands/sessions/signing-keys.js';
import { createTokenKeys, vaultRing, type TokenKeys } from '#commands/sessions/token-keys.js';
import { issueTokens, TOKEN_AUDIENCE, TOKEN_ISSUER, verifyToken } from '#commands/sessions/tokens.js';
import type { EventLog } from '#eventlog/event-log.js';
import { systemCaller } from '#commands/system-caller.js';
import { openLmdbVault } from '#integrations/vault/lmdb-vault.js';
import { temporaryFolder } from '#test/support/process-stores.js';

const START = Date.parse('2026-02-08T08:30:00.000Z');
const DAY = 86_400_000;
const LIFETIMES = { accessSeconds: 3_600, refreshSeconds: 7 * 86_400 };

const callerAt = (at: number) =>
  systemCaller({ now: () => new Date(at) }, { kind: 'operator', id: 'ada' });

const issueAt = async (keys: TokenKeys, at: number): Promise<string> => {
  const issuedAt = new Date(at).toISOString();
  const grant = { accountId: 7, sessionId: 'session', generation: 0, issuedAt, startedAt: issuedAt };
  return (await issueTokens(keys, grant, LIFETIMES)).refresh;
};

const isGood = async (keys: TokenKeys, token: string, at: number): Promise<boolean> =>
  (await verifyToken(keys, token, new Date(at))) !== undefined;

describe('S1: the keys that sign tokens', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let vault: Awaited<ReturnType<typeof openLmdbVault>>;
  let events: { type: string; data: object }[];
  let deps: KeyDeps;
  let keys: TokenKeys;

  beforeEach(async () => {
    folder = await temporaryFolder();
    vault = await openLmdbVault(folder.path);
    events = [];
    const execute: EventLog['execute'] = ({ aggregate, command }) => {
      events.push(...(aggregate.decide(aggregate.initial, command) as { type: string; data: object }[]));
      return Promise.resolve({ state: aggregate.initial, revision: 0, events: 1 } as never);
    };
    deps = { log: () => Promise.resolve({ execute }), vault, refreshSeconds: LIFETIMES.refreshSeconds };
    const ring = vaultRing(vault, await vault.secret('token-key'));
    keys = createTokenKeys(ring, LIFETIMES.refreshSeconds);
  });
  afterEach(async () => {
    await vault.close();
    await folder.remove();
  });

  const rotate = async (algorithm: SigningAlgorithm, at = START) => {
    const listed = await rotateKey(deps, callerAt(at), algorithm);
    keys.reload();
    return listed.at(-1)?.kid ?? '';
  };
  const statesAt = async (at: number) => (await listKeys(deps, at)).map(({ state }) => state);

  it('are one secret before the first rotation', async () => {
    expect(await statesAt(START)).to.deep.equal(['active']);
  });

  it('accept a new key before anybody signs with it', async () => {
    const kid = await rotate('HS256');
    expect(keys.signer(START).kid).not.to.equal(kid);
    expect(keys.find(kid, START)?.kid).to.equal(kid);
    expect(keys.signer(START + 10_000).kid).to.equal(kid);
  });

  for (const algorithm of ['HS256', 'ES256'] as const) {
    it(`sign with ${algorithm} what they verify afterwards`, async () => {
      await rotate(algorithm);
      const token = await issueAt(keys, START + 20_000);
      expect(await isGood(keys, token, START + 20_000)).to.equal(true);
    });
  }

  it('verify what an older key signed until its last token has expired, and no longer', async () => {
    const old = keys.signer(START).kid;
    await rotate('ES256');
    expect(await isGood(keys, await issueAt(keys, START), START + 6 * DAY)).to.equal(true);
    expect(keys.find(old, START + 7 * DAY + 10_000)).not.to.equal(undefined);
    expect(keys.find(old, START + 8 * DAY)).to.equal(undefined);
  });

  it('refuse tokens of a retired key at once, and its material is gone', async () => {
    const token = await issueAt(keys, START);
    const old = keys.signer(START).kid;
    await rotate('ES256');
    await retireKey(deps, callerAt(START + DAY), old);
    keys.reload();
    expect(await isGood(keys, token, START + DAY)).to.equal(false);
    const stored = Buffer.from(vault.document('signing-keys') ?? []).toString('utf8');
    const secret = Buffer.from(await vault.secret('token-key')).toString('base64url');
    expect(stored).to.contain(old).and.not.to.contain(secret);
  });

  it('never lose the one that signs', async () => {
    const error = await retireKey(deps, callerAt(START), keys.signer(START).kid).catch((e: unknown) => e);
    expect(error).to.have.property('code', 'conflict');
  });

  it('are not rotated twice before the new one signs', async () => {
    await rotate('HS256');
    const error = await rotateKey(deps, callerAt(START + 1_000), 'HS256').catch((e: unknown) => e);
    expect(error).to.have.property('code', 'conflict');
  });

  it('are changed by one of two who change them at once', async () => {
    const both = [rotateKey(deps, callerAt(START), 'HS256'), rotateKey(deps, callerAt(START), 'ES256')];
    const outcomes = (await Promise.allSettled(both)).map(({ status }) => status);
    expect(outcomes.sort()).to.deep.equal(['fulfilled', 'rejected']);
  });

  it('leave in the log who they are and not what they are', async () => {
    const kid = await rotate('ES256');
    expect(events.map(({ type }) => type)).to.deep.equal(['SigningKeyRotated']);
    expect(Object.keys(events[0]?.data ?? {}).sort()).to.deep.equal(
      ['activeFrom', 'algorithm', 'at', 'kid', 'previousKid'],
    );
    expect(events[0]?.data).to.include({ kid, algorithm: 'ES256' });
  });

  it('stay as they were when the log does not take the change', async () => {
    const away = { ...deps, log: () => Promise.reject(new Error('away')) };
    await rotateKey(away, callerAt(START), 'HS256').catch(() => undefined);
    expect(await statesAt(START + DAY)).to.deep.equal(['active']);
  });

  it('are published without anything secret, and not at all while they are secrets', async () => {
    expect(await keys.published(START)).to.deep.equal([]);
    const kid = await rotate('ES256');
    const [published, ...others] = await keys.published(START);
    expect(others).to.deep.equal([]);
    expect(Object.keys(published ?? {}).sort()).to.deep.equal('alg crv kid kty use x y'.split(' '));
    expect(published).to.include({ kid, alg: 'ES256' });
  });

  for (const format of ['pem', 'der'] as const) {
    it(`refuse HS256 made with the public key of ES256 (${format}), for the algorithm`, async () => {
      const kid = await rotate('ES256', Date.now() - 20_000);
      const [jwk] = await keys.published(Date.now());
      const publicKey = createPublicKey({ key: { ...jwk }, format: 'jwk' });
      const bytes = Buffer.from(publicKey.export({ type: 'spki', format }));
      const now = Math.floor(Date.now() / 1_000);
      const claims = { user_id: 7, token_type: 'access', sid: 'session', gen: 0, sub: '7' };
      const token = await new SignJWT({ ...claims, iss: TOKEN_ISSUER, aud: TOKEN_AUDIENCE, exp: now + 600 })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid })
        .sign(createSecretKey(bytes));
      const reasons: string[] = [];
      const onRefused = (reason: string): void => void reasons.push(reason);
      const credential = bearerToken({ tokenKeys: keys, isOver: () => false, onRefused });
      const headers = { authorization: `Bearer ${token}` };
      const ctx = {
        ...{ state: {}, headers, header: headers, cookies: { get: () => undefined } },
        get: () => headers.authorization,
        throw: (status: number, message: string, props: object): never => {
          throw Object.assign(new Error(message), { status }, props);
        },
      };
      const error = await credential(ctx as never).catch((e: unknown) => e);
      expect(error).to.have.property('code', 'token_not_valid');
      expect(reasons).to.deep.equal(['algorithm']);
      expect(await isGood(keys, token, Date.now())).to.equal(false);
    });
  }
});
