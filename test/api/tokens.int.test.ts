import { expect } from 'chai';
import { generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { keyIdOf } from '#commands/sessions/token-keys.js';
import { TOKEN_AUDIENCE, TOKEN_ISSUER } from '#commands/sessions/tokens.js';
import { bearer, errorIn, startApi, TOKEN_KEY, tokensOf, type Api } from './support.js';

const GUARDED = '/api/v1/probe/empty/';
const CLAIMS = {
  user_id: 2 ** 40 + 5,
  token_type: 'access',
  sid: 'session',
  gen: 0,
  sub: String(2 ** 40 + 5),
};
const KID = keyIdOf(TOKEN_KEY);
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** Seconds; asked when a token is made: this file may be read long before its tests run. */
const now = (): number => Math.floor(Date.now() / 1000);
const payload = () => ({ ...CLAIMS, iss: TOKEN_ISSUER, aud: TOKEN_AUDIENCE, iat: now(), exp: now() + 600 });

/** A token of ours but for the parts given. */
const signed = (claims: JWTPayload, header: object = {}, key: Uint8Array = TOKEN_KEY): Promise<string> =>
  new SignJWT({ ...payload(), ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: KID, ...header })
    .sign(key);

const signedByKeyPair = async (): Promise<string> => {
  const { privateKey } = await generateKeyPair('RS256');
  return new SignJWT(payload()).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: KID }).sign(privateKey);
};

const altered = async (): Promise<string> => {
  const [header = '', , signature = ''] = (await signed({})).split('.');
  return `${header}.${base64({ ...payload(), user_id: 1 })}.${signature}`;
};

const endless = (): Promise<string> => {
  const { exp: _exp, ...claims } = payload();
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: KID }).sign(TOKEN_KEY);
};

const INVALID: Readonly<Record<string, () => Promise<string>>> = {
  'that has expired': () => signed({ iat: now() - 600, exp: now() - 1 }),
  'that is not valid yet': () => signed({ nbf: now() + 600 }),
  'signed with another key': () => signed({}, {}, new Uint8Array(32).fill(9)),
  'that was altered': altered,
  'without a signature (alg none)': () =>
    Promise.resolve(`${base64({ alg: 'none', kid: KID })}.${base64(payload())}.`),
  'signed with RS256': signedByKeyPair,
  'signed with HS512': () => signed({}, { alg: 'HS512' }, new Uint8Array(64).fill(7)),
  'for another audience': () => signed({ aud: 'someone-else' }),
  'of another issuer': () => signed({ iss: 'someone-else' }),
  'that names no key': () => signed({}, { kid: undefined }),
  'that names an unknown key': () => signed({}, { kid: '../../etc/passwd' }),
  'meant for refreshing': async () => (await tokensOf()).refresh,
  'without an account': () => signed({ user_id: 'admin' }),
  'of another type': () => signed({ token_type: 'id' }),
  'that never expires': endless,
  'without a signature (alg None)': () =>
    Promise.resolve(`${base64({ alg: 'None', kid: KID })}.${base64(payload())}.`),
  'without a signature (alg NONE)': () =>
    Promise.resolve(`${base64({ alg: 'NONE', kid: KID })}.${base64(payload())}.`),
  'that names a key by SQL': () => signed({}, { kid: "' OR 1=1 --" }),
  'that names a key by a URL': () => signed({}, { kid: 'https://attacker.example/key' }),
  'that brings its own key (jwk)': () =>
    signed({}, { kid: 'own', jwk: { kty: 'oct', k: 'CQkJCQ' } }, new Uint8Array(32).fill(9)),
  'that says where its key is (jku)': () =>
    signed({}, { jku: 'https://attacker.example/jwks.json' }, new Uint8Array(32).fill(9)),
  'that says where its key is (x5u)': () =>
    signed({}, { x5u: 'https://attacker.example/chain.pem' }, new Uint8Array(32).fill(9)),
  'of another kind (typ)': () => signed({}, { typ: 'at+jwt' }),
  'that carries a key beside a good signature (jwk)': () => signed({}, { jwk: { kty: 'oct', k: 'CQkJCQ' } }),
  'longer than any of ours': () => signed({ padding: 'a'.repeat(6_000) }),
  'that is no token at all': () => Promise.resolve('a.b.c'),
};

describe('S1: a request to a route for signed-in people', () => {
  let api: Api;
  before(async () => {
    api = await startApi();
  });
  after(() => api.stop());

  const ask = (headers: Readonly<Record<string, string>>): Promise<Response> =>
    api.send(GUARDED, '', headers);

  it('with a valid access token is answered', async () => {
    expect((await ask(bearer((await tokensOf()).access))).status).to.equal(200);
  });

  it('with a token made like ours is answered: the refusals below are for what they say', async () => {
    expect((await ask(bearer(await signed({})))).status).to.equal(200);
  });

  it('is refused once its token has expired, although it was answered before', async () => {
    const token = await signed({ exp: now() + 60 });
    const real = Date.now;
    expect((await ask(bearer(token))).status).to.equal(200);
    try {
      Date.now = () => real() + 3_600_000;
      expect((await ask(bearer(token))).status).to.equal(401);
    } finally {
      Date.now = real;
    }
  });

  it('without a token is 401', async () => {
    const answer = await ask({});
    expect(answer.status).to.equal(401);
    expect(answer.headers.get('WWW-Authenticate')).to.equal('Bearer');
    expect((await errorIn(answer)).code).to.equal('not_authenticated');
  });

  for (const [what, make] of Object.entries(INVALID)) {
    it(`with a token ${what} is 401 and does not say why`, async () => {
      const answer = await ask({ ...bearer(await make()), 'X-Request-ID': 'same' });
      const reference = await ask({ ...bearer('nonsense'), 'X-Request-ID': 'same' });
      expect(answer.status).to.equal(401);
      expect(answer.headers.get('WWW-Authenticate')).to.equal('Bearer');
      expect(await answer.text()).to.equal(await reference.text());
    });
  }

  it('is refused once its session was ended, although it was answered before', async () => {
    let over = false;
    const watching = await startApi({ isOver: () => over });
    const token = (await tokensOf()).access;
    const first = await watching.send(GUARDED, '', bearer(token));
    over = true;
    const second = await watching.send(GUARDED, '', bearer(token));
    await watching.stop();
    expect([first.status, second.status]).to.deep.equal([200, 401]);
  });

  it('with a token nobody signed asks nobody whether its session was ended', async () => {
    let asked = 0;
    const watching = await startApi({ isOver: () => (asked += 1) < 0 });
    await watching.send(GUARDED, '', bearer(await signed({}, {}, new Uint8Array(32).fill(9))));
    await watching.stop();
    expect(asked).to.equal(0);
  });

  it('with a token of a megabyte is refused, and others are answered', async () => {
    const answer = await ask(bearer(`${await signed({})}${'a'.repeat(1024 * 1024)}`)).catch(() => undefined);
    expect(answer === undefined || [401, 431].includes(answer.status)).to.equal(true);
    expect((await ask(bearer(await signed({})))).status).to.equal(200);
  });

  it('with credentials of another scheme is 401', async () => {
    expect((await ask({ Authorization: 'Basic YWRhOmFkYQ==' })).status).to.equal(401);
  });

  it('with the token in the address is 401', async () => {
    const { access } = await tokensOf();
    expect((await api.send(`${GUARDED}?token=${access}`, '')).status).to.equal(401);
  });

  it('is refused before its body is read', async () => {
    expect((await api.send(GUARDED, '{ not json')).status).to.equal(401);
  });
});
