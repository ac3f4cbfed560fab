import { expect } from 'chai';
import { beginSignIn } from '#commands/oauth/begin-sign-in.js';
import { finishSignIn, identityKey } from '#commands/oauth/finish-sign-in.js';
import { identity } from '#domain/identity/index.js';
import type { IdentityProvider, SignInSecrets } from '#integrations/oauth/identity-provider.js';
import { caller, later } from '#test/support/callers.js';
import { startOpenId, type OpenIdServer } from '#test/support/openid-server.js';
import { useWriteSide } from '#test/support/write-side.js';
import { fresh, register } from '../people.js';
import { providerOf, refusalOf, signInThere, withOAuth } from './world.js';

/** The provider, but what ties answer and question is exchanged under way. */
const confused = (provider: IdentityProvider, change: Partial<SignInSecrets>): IdentityProvider => ({
  ...provider,
  finish: (answer, secrets) => provider.finish(answer, { ...secrets, ...change }),
});

describe('who attacks a sign-in by a provider', () => {
  const side = useWriteSide();
  let server: OpenIdServer;
  const lines: unknown[] = [];
  before(async () => {
    server = await startOpenId();
  });
  beforeEach(() => {
    const sub = fresh();
    server.person = { sub, email: `${sub}@example.com`, email_verified: true };
  });
  after(() => server.stop());

  const oauth = (change: Partial<SignInSecrets> = {}) => {
    const provider = providerOf(server.issuer);
    return withOAuth(side().deps, [confused(provider, change), { ...provider, name: 'other' }], lines);
  };
  const cameBack = async (deps = oauth(), asked = {}) => {
    const { url } = await beginSignIn(deps, caller(asked), 'oidc');
    return { deps, came: { provider: 'oidc', ...(await server.visit(url)) } };
  };

  it('cannot use a state twice', async () => {
    const { deps, came } = await cameBack();
    await finishSignIn(deps, caller(), came);
    expect(await refusalOf(finishSignIn(deps, caller(), came))).to.equal('oauth_state_not_valid');
  });

  it('cannot use a state twice at once', async () => {
    const { deps, came } = await cameBack();
    const both = [finishSignIn(deps, caller(), came), finishSignIn(deps, caller(), came)];
    expect(await Promise.all(both.map(refusalOf))).to.have.members(['none', 'oauth_state_not_valid']);
  });

  it('cannot bring the state of another provider', async () => {
    const { deps, came } = await cameBack();
    const mixed = finishSignIn(deps, caller(), { ...came, provider: 'other' });
    expect(await refusalOf(mixed)).to.equal('oauth_state_not_valid');
  });

  it('cannot come back after ten minutes', async () => {
    const { deps, came } = await cameBack();
    const late = finishSignIn(deps, caller({ at: later(600) }), came);
    expect(await refusalOf(late)).to.equal('oauth_state_not_valid');
  });

  it('cannot make up a state', async () => {
    const made = finishSignIn(oauth(), caller(), { provider: 'oidc', state: 'made up', code: 'x' });
    expect(await refusalOf(made)).to.equal('oauth_state_not_valid');
  });

  it('cannot bring a code that was got in another sign-in', async () => {
    const deps = oauth();
    const { came: stolen } = await cameBack(deps);
    const { came: own } = await cameBack(deps);
    const injected = finishSignIn(deps, caller(), { ...own, code: stolen.code });
    expect(await refusalOf(injected)).to.equal('oauth_exchange_failed');
  });

  it('cannot exchange a code without the PKCE verifier it was asked for with', async () => {
    const { deps, came } = await cameBack(oauth({ verifier: 'v'.repeat(43) }));
    expect(await refusalOf(finishSignIn(deps, caller(), came))).to.equal('oauth_exchange_failed');
  });

  it('cannot use an id_token that was made for another nonce', async () => {
    const { deps, came } = await cameBack(oauth({ nonce: 'n'.repeat(43) }));
    expect(await refusalOf(finishSignIn(deps, caller(), came))).to.equal('oauth_exchange_failed');
  });

  it('cannot pass off the answer of another issuer', async () => {
    const { deps, came } = await cameBack();
    const mixedUp = finishSignIn(deps, caller(), { ...came, iss: 'https://evil.example' });
    expect(await refusalOf(mixedUp)).to.equal('oauth_exchange_failed');
  });

  it('cannot have somebody else connect what was begun, nor end what somebody else began', async () => {
    const { outcome } = await register(side().deps);
    const victim = { accountId: outcome.state.id };
    const begunByNobody = await cameBack();
    const forced = finishSignIn(begunByNobody.deps, caller(victim), begunByNobody.came);
    expect(await refusalOf(forced)).to.equal('oauth_state_not_valid');
    const begunByVictim = await cameBack(oauth(), victim);
    const stolen = finishSignIn(begunByVictim.deps, caller(), begunByVictim.came);
    expect(await refusalOf(stolen)).to.equal('oauth_state_not_valid');
  });

  it('leaves no address, code or state in what is logged', async () => {
    expect(lines).not.to.deep.equal([]);
    expect(JSON.stringify(lines)).not.to.match(/@example|code|state|[\w-]{43}/);
  });

  it('cannot take part of a registration that died: the claim gives way and its account never comes', async () => {
    const key = identityKey(side().secrets, { issuer: server.issuer, subject: server.person.sub });
    const dead = { key, provider: 'oidc', accountId: 2 ** 41 + 5, at: caller().at };
    const connectionId = '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b99';
    const command = { type: 'ClaimIdentity', ...dead, connectionId, replaces: null } as const;
    await side().deps.log.execute({ aggregate: identity, id: key, command, context: caller().context });
    const entered = await signInThere(oauth(), server);
    expect([entered.isNew, entered.account.status]).to.deep.equal([true, 'active']);
  });
});
