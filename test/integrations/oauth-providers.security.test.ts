import { expect } from 'chai';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gitHubProvider } from '#integrations/oauth/github-provider.js';
import type { IdentityProvider } from '#integrations/oauth/identity-provider.js';
import { OAuthError } from '#integrations/oauth/oauth-error.js';
import { openIdProvider } from '#integrations/oauth/openid-provider.js';
import { CLIENT, closed, listening } from '#test/support/openid-server.js';

const SECRETS = { verifier: 'v'.repeat(43), nonce: 'the nonce' };
const ANSWER = { code: 'a-code', state: 'a-state' };
const LIMITS = { ...CLIENT, timeoutMs: 1_000, allowLoopback: true };

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const json =
  (value: unknown, status = 200): Answer =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const reasonOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (error instanceof OAuthError) return `${error.failure}: ${error.reason}`;
    throw error;
  }
};

describe('a provider that is not what it should be', () => {
  let server: Server;
  let url: string;
  let answers: Record<string, Answer> = {};

  before(async () => {
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://provider');
      (answers[pathname] ?? json({}, 404))(response, request);
    });
    url = await listening(server);
  });
  after(() => closed(server));

  const openId = (): IdentityProvider =>
    openIdProvider({ ...LIMITS, name: 'oidc', label: 'It', issuer: url });
  const metadata = () => ({
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/keys`,
    id_token_signing_alg_values_supported: ['none', 'RS256'],
  });
  const METADATA = '/.well-known/openid-configuration';

  const BAD: Record<string, Answer> = {
    hangs: () => undefined,
    'answers a page': (response) => void response.setHeader('content-type', 'text/html').end('<p>Hello</p>'),
    redirects: (response) => void response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    fails: json({}, 500),
    'sends without end': (response) => void response.end('x'.repeat(600_000)),
    'cuts the connection': (response) => void response.destroy(),
  };
  for (const [does, answer] of Object.entries(BAD)) {
    it(`is unavailable when it ${does}, and asked anew the next time`, async () => {
      answers = { [METADATA]: answer };
      const provider = openId();
      expect(await reasonOf(provider.begin('a-state', SECRETS))).to.match(/^unavailable: /);
      answers = { [METADATA]: json(metadata()) };
      expect(await provider.begin('a-state', SECRETS)).to.contain(`${url}/authorize?`);
    });

    it(`does not sign in when it ${does} at the exchange`, async () => {
      answers = { [METADATA]: json(metadata()), '/token': answer };
      expect(await reasonOf(openId().finish(ANSWER, SECRETS))).to.match(/^unavailable: /);
    });
  }

  it('does not sign in by an id_token with alg none', async () => {
    const now = Math.floor(Date.now() / 1_000);
    const { nonce } = SECRETS;
    const claims = { iss: url, aud: CLIENT.clientId, sub: 'ada', iat: now, exp: now + 60, nonce };
    const token = `${part({ alg: 'none' })}.${part(claims)}.`;
    const tokens = { access_token: 'x', token_type: 'bearer', id_token: token };
    answers = { [METADATA]: json(metadata()), '/token': json(tokens), '/keys': json({ keys: [] }) };
    expect(await reasonOf(openId().finish(ANSWER, SECRETS))).to.match(/^(refused|unavailable): /);
  });

  it('is not believed under another issuer, nor asked in the clear beyond this machine', async () => {
    answers = { [METADATA]: json({ ...metadata(), issuer: 'https://other.example' }) };
    expect(await reasonOf(openId().begin('a-state', SECRETS))).to.match(/^(refused|unavailable): /);
    answers = { [METADATA]: json({ ...metadata(), token_endpoint: 'http://192.0.2.1/token' }) };
    expect(await reasonOf(openId().finish(ANSWER, SECRETS))).to.equal('unavailable: NO_TLS');
  });

  it('is not asked over plain http at all in production', async () => {
    const provider = openIdProvider({ ...LIMITS, allowLoopback: false, name: 'o', label: 'O', issuer: url });
    expect(await reasonOf(provider.begin('a-state', SECRETS))).to.equal('unavailable: NO_TLS');
  });

  describe('GitHub', () => {
    const gitHub = (): IdentityProvider => gitHubProvider({ ...LIMITS, siteUrl: url, apiUrl: url });
    const TOKEN = '/login/oauth/access_token';
    const mails = (verified: boolean) => [
      { email: 'other@example.com', primary: false, verified: true },
      { email: 'ada@example.com', primary: true, verified },
    ];
    const world = (verified: boolean): Record<string, Answer> => ({
      [TOKEN]: json({ access_token: 'gho_x', token_type: 'bearer', scope: 'user:email' }),
      '/user': json({ id: 42, login: 'ada', name: 'Ada King Lovelace' }),
      '/user/emails': json(mails(verified)),
    });

    it('names the person by id, with the primary address it has verified', async () => {
      answers = world(true);
      expect(await gitHub().finish(ANSWER, SECRETS)).to.deep.equal({
        issuer: url,
        subject: '42',
        email: 'ada@example.com',
        emailVerified: true,
        username: 'ada',
        firstName: 'Ada',
        lastName: 'King Lovelace',
      });
    });

    it('does not vouch for a primary address it has not verified, though it has verified another', async () => {
      answers = world(false);
      const { email, emailVerified } = await gitHub().finish(ANSWER, SECRETS);
      expect([email, emailVerified]).to.deep.equal(['ada@example.com', false]);
    });

    it('is asked with state and PKCE, and with the verifier at the exchange', async () => {
      const asked = new URL(await gitHub().begin('a-state', SECRETS));
      expect(asked.searchParams.get('state')).to.equal('a-state');
      expect(asked.searchParams.get('code_challenge_method')).to.equal('S256');
      expect(asked.searchParams.get('redirect_uri')).to.equal(CLIENT.redirectUri);
      let sent = '';
      const exchange: Answer = (response, request) => {
        request.on('data', (chunk: Buffer) => (sent += chunk.toString()));
        request.on('end', () => json({ error: 'bad_verification_code' })(response, request));
      };
      answers = { [TOKEN]: exchange };
      expect(await reasonOf(gitHub().finish(ANSWER, SECRETS))).to.match(/^refused: /);
      expect(new URLSearchParams(sent).get('code_verifier')).to.equal(SECRETS.verifier);
    });

    it('does not sign in when its API redirects or answers a page', async () => {
      for (const does of ['redirects', 'answers a page']) {
        answers = { ...world(true), '/user': BAD[does] ?? json({}) };
        expect(await reasonOf(gitHub().finish(ANSWER, SECRETS)), does).to.match(/^unavailable: /);
      }
    });
  });
});
