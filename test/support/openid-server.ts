// A real OpenID provider in this process. A browser that signs in there is a few requests with cookies.
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import { Provider } from 'oidc-provider';

export interface Person {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly preferred_username?: string;
  readonly given_name?: string;
}

export interface OpenIdServer {
  readonly issuer: string;
  /** The next person who signs in there. */
  person: Person;
  /** What the provider sends the browser back with. */
  visit(authorizationUrl: string): Promise<{ readonly code: string; readonly state: string }>;
  stop(): Promise<void>;
}

const REDIRECT = 'http://localhost:3000/auth/oidc/callback';
export const CLIENT = { clientId: 'aidesign', clientSecret: 'a-secret-of-the-client', redirectUri: REDIRECT };

export const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

export const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const configuration = (person: () => Person) => ({
  clients: [
    {
      client_id: CLIENT.clientId,
      client_secret: CLIENT.clientSecret,
      redirect_uris: [REDIRECT],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  claims: {
    openid: ['sub'],
    email: ['email', 'email_verified'],
    profile: ['preferred_username', 'given_name'],
  },
  findAccount: () => ({ accountId: person().sub, claims: () => ({ ...person() }) }),
  interactions: { url: () => '/interaction' },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  cookies: { keys: ['only for tests'] },
});

/** Follows redirections with cookies, as a browser does, until it would leave the provider. */
const browse = async (start: string, leaves: string): Promise<URL> => {
  const cookies = new Map<string, string>();
  let url = start;
  for (let steps = 0; steps < 10; steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`The provider answered ${answer.status}: ${await answer.text()}`);
    const next = new URL(location, url);
    if (next.href.startsWith(leaves)) return next;
    url = next.href;
  }
  throw new Error('The provider sends the browser round and round.');
};

export const startOpenId = async (): Promise<OpenIdServer> => {
  const at: { handle: (request: object, response: object) => void } = { handle: () => undefined };
  const server = createServer((request, response) => at.handle(request, response));
  const issuer = await listening(server);
  const known: { person: Person } = {
    person: { sub: 'ada', email: 'ada@example.com', email_verified: true },
  };
  const provider = new Provider(
    issuer,
    configuration(() => known.person),
  );
  const interact = async (request: object, response: object): Promise<void> => {
    const grant = new provider.Grant({ accountId: known.person.sub, clientId: CLIENT.clientId });
    grant.addOIDCScope('openid email profile');
    const result = { login: { accountId: known.person.sub }, consent: { grantId: await grant.save() } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };
  const callback = provider.callback();
  at.handle = (request, response) => {
    if ((request as { url: string }).url.startsWith('/interaction')) void interact(request, response);
    else callback(request, response);
  };
  return {
    issuer,
    get person() {
      return known.person;
    },
    set person(next) {
      known.person = next;
    },
    visit: async (authorizationUrl) => {
      const { searchParams } = await browse(authorizationUrl, REDIRECT);
      return { code: searchParams.get('code') ?? '', state: searchParams.get('state') ?? '' };
    },
    stop: () => closed(server),
  };
};
