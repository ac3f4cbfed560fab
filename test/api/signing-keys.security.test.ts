import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { SignJWT, type JWTHeaderParameters } from 'jose';
import { routeTable } from '#api/route-table.js';
import { createTokenKeys, type TokenKeys } from '#commands/sessions/token-keys.js';
import type { SigningKey } from '#commands/sessions/signing-keys.js';
import { issueTokens, TOKEN_AUDIENCE, TOKEN_ISSUER } from '#commands/sessions/tokens.js';
import type { RefusalReason } from '#domain/tokenrefusal/index.js';
import { bearer, startApi, storesOfNothing, type Api } from './support.js';

const GUARDED = '/api/v1/probe/empty/';
const KID = '8f14e45fceea167a';
const ACCOUNT = 2 ** 40 + 5;

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stored: SigningKey = {
  kid: KID,
  algorithm: 'ES256',
  material: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'),
  activeFrom: 0,
  retiredAt: null,
};
const publicKey = createPublicKey(createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })));

/** Everything about it is as it should be but the signature. */
const claims = () => {
  const now = Math.floor(Date.now() / 1000);
  const about = { user_id: ACCOUNT, token_type: 'access', sid: 'session', gen: 0, sub: String(ACCOUNT) };
  return { ...about, iss: TOKEN_ISSUER, aud: TOKEN_AUDIENCE, iat: now, exp: now + 600 };
};

describe('S1: a server whose tokens are signed with a key pair', () => {
  let api: Api;
  let published: Api;
  let ring: SigningKey[] = [stored];
  let tokenKeys: TokenKeys;
  const refused: RefusalReason[] = [];

  before(async () => {
    tokenKeys = createTokenKeys(() => ring, 604_800);
    const stores = storesOfNothing();
    const deps = { ...stores, secrets: { ...stores.secrets, tokenKeys } };
    const jwks = routeTable(deps).filter(({ name }) => name === 'auth.jwks');
    api = await startApi({ tokenKeys, onRefused: (why) => refused.push(why) });
    published = await startApi({ tokenKeys, routes: jwks });
  });
  after(async () => {
    await api.stop();
    await published.stop();
  });
  beforeEach(() => {
    refused.length = 0;
  });

  const ask = async (token: string): Promise<number> => (await api.send(GUARDED, '', bearer(token))).status;
  const ours = async (): Promise<string> => {
    const at = new Date().toISOString();
    const grant = { accountId: ACCOUNT, sessionId: 'session', generation: 0, issuedAt: at, startedAt: at };
    return (await issueTokens(tokenKeys, grant, { accessSeconds: 600, refreshSeconds: 600 })).access;
  };
  const forged = (secret: Uint8Array, header: Partial<JWTHeaderParameters> = {}): Promise<string> =>
    new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: KID, ...header }).sign(secret);

  it('lets in who has a token of it', async () => {
    expect(await ask(await ours())).to.equal(200);
  });

  it('publishes the public half, and only that, under every spelling', async () => {
    for (const prefix of ['', '/api', '/api/v1', '/v1']) {
      const answer = await published.call(`${prefix}/.well-known/jwks.json`);
      const { keys } = (await answer.json()) as { keys: Record<string, unknown>[] };
      expect(answer.headers.get('Cache-Control')).to.match(/^public, max-age=\d+$/);
      expect(keys.map(({ kid, alg }) => [kid, alg])).to.deep.equal([[KID, 'ES256']]);
      expect(keys[0]).to.not.have.property('d');
    }
  });

  for (const [form, bytes] of [
    ['PEM', Buffer.from(publicKey.export({ format: 'pem', type: 'spki' }))],
    ['DER', publicKey.export({ format: 'der', type: 'spki' })],
    ['JWK', Buffer.from(JSON.stringify(publicKey.export({ format: 'jwk' })))],
  ] as const) {
    it(`takes no token that was signed with the public half as a secret: ${form}`, async () => {
      expect(await ask(await forged(bytes))).to.equal(401);
      expect(refused).to.deep.equal(['algorithm']);
    });
  }

  it('takes no token of another key pair under the same name', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const header = { alg: 'ES256', typ: 'JWT', kid: KID };
    const token = await new SignJWT(claims()).setProtectedHeader(header).sign(other);
    expect(await ask(token)).to.equal(401);
    expect(refused).to.deep.equal(['signature']);
  });

  it('tells apart for auditors what looks the same from outside', async () => {
    const secret = new Uint8Array(32).fill(9);
    await ask(await forged(secret, { kid: '../../dev/null' }));
    await ask('a.b.c');
    await ask(`${await ours()}${'a'.repeat(20_000)}`).catch(() => undefined);
    expect(refused.slice(0, 1)).to.deep.equal(['key']);
    expect(refused.length).to.be.within(2, 3);
  });

  it('refuses a token it let in before, once its key is retired', async () => {
    const token = await ours();
    expect(await ask(token)).to.equal(200);
    ring = [{ ...stored, material: null, retiredAt: Date.now() }];
    tokenKeys.reload();
    expect(await ask(token)).to.equal(401);
    expect(refused).to.deep.equal(['key']);
  });
});
