import { expect } from 'chai';
import { createClient, memoryTokens, storageTokens, type KeyValueStorage } from '../../client/src/index.js';
import { json, refusal, scriptedFetch, type Scripted } from './scripted-fetch.js';

const OLD = { access: 'old', refresh: 'r1' };
const NEW = { access: 'new', refresh: 'r2' };

const signedIn = (...script: readonly Scripted[]) => {
  const tokens = memoryTokens(OLD);
  const signedOut: string[] = [];
  const { fetch, sent } = scriptedFetch(...script);
  const onSignedOut = ({ code }: { code: string }): void => void signedOut.push(code);
  const client = createClient({ baseUrl: 'http://x/api', tokens, fetch, onSignedOut, random: () => 0 });
  return { client, tokens, sent, signedOut };
};

const expired = () => refusal(401, 'token_not_valid');

describe('an access token that is not taken any more', () => {
  it('is renewed once, and the call is repeated with the new one', async () => {
    const { client, tokens, sent } = signedIn(expired(), json(NEW), json([]));
    await client.projects.mine();
    expect(sent.map(({ url }) => new URL(url).pathname)).to.deep.equal([
      '/api/v1/projects/my_projects/',
      '/api/v1/auth/refresh/',
      '/api/v1/projects/my_projects/',
    ]);
    expect(sent[2]?.headers.get('Authorization')).to.equal('Bearer new');
    expect(tokens.get()).to.deep.equal(NEW);
  });

  it('does not start a second refresh when the new one is refused too', async () => {
    const { client, sent } = signedIn(expired(), json(NEW), expired());
    const error = await client.projects.mine().catch((thrown: unknown) => thrown);
    expect(error).to.have.property('code', 'token_not_valid');
    expect(sent).to.have.length(3);
  });

  it('signs out, once, when the refresh token is refused', async () => {
    const { client, tokens, signedOut } = signedIn(expired(), expired(), refusal(401, 'token_reused'));
    const calls = [client.projects.mine(), client.users.me()].map((call) => call.catch(() => undefined));
    await Promise.all(calls);
    expect(signedOut).to.deep.equal(['token_reused']);
    expect(tokens.get()).to.equal(null);
  });

  it('keeps the tokens when the refresh fails for a reason that may pass', async () => {
    const { client, tokens, signedOut } = signedIn(expired(), refusal(500, 'internal_error'));
    await client.projects.mine().catch(() => undefined);
    expect(tokens.get()).to.deep.equal(OLD);
    expect(signedOut).to.deep.equal([]);
  });

  it('does not overwrite who signed in meanwhile', async () => {
    const other = { access: 'other', refresh: 'r9' };
    const { client, tokens, sent } = signedIn(
      expired(),
      async () => {
        await tokens.set(other);
        return json(NEW);
      },
      json([]),
    );
    await client.projects.mine();
    expect(tokens.get()).to.deep.equal(other);
    expect(sent[2]?.headers.get('Authorization')).to.equal('Bearer other');
  });
});

describe('a session that was ended elsewhere', () => {
  it('signs out without a refresh', async () => {
    const { client, sent, signedOut } = signedIn(refusal(401, 'session_ended'));
    await client.projects.mine().catch(() => undefined);
    expect(sent).to.have.length(1);
    expect(signedOut).to.deep.equal(['session_ended']);
  });
});

describe('tokens in the browser', () => {
  const entries = new Map<string, string>();
  const storage: KeyValueStorage = {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  };

  beforeEach(() => entries.clear());

  it('have the names the front end uses', async () => {
    await storageTokens(storage).set(NEW);
    expect(Object.fromEntries(entries)).to.deep.equal({
      access_token: 'new',
      auth_token: 'new',
      refresh_token: 'r2',
    });
  });

  it('are renewed by one tab while the others wait', async () => {
    const tokens = storageTokens(storage);
    await tokens.set(OLD);
    const names: string[] = [];
    const request = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      names.push(name);
      // Another tab was first.
      await tokens.set(NEW);
      return work();
    };
    const { fetch, sent } = scriptedFetch(expired(), json([]));
    await createClient({ baseUrl: 'http://x', tokens, fetch, locks: { request } }).projects.mine();
    expect(names).to.have.length(1);
    expect(sent.at(-1)?.headers.get('Authorization')).to.equal('Bearer new');
  });
});
