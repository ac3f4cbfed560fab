import { expect } from 'chai';
import { account } from '#domain/account/index.js';
import { identity } from '#domain/identity/index.js';
import { disconnect } from '#commands/oauth/disconnect.js';
import { identityKey } from '#commands/oauth/finish-sign-in.js';
import { signIn } from '#commands/sessions/sign-in.js';
import { caller } from '#test/support/callers.js';
import { startOpenId, type OpenIdServer } from '#test/support/openid-server.js';
import { useWriteSide } from '#test/support/write-side.js';
import { fresh, register, somebody } from '../people.js';
import { providerOf, refusalOf, signInThere, withOAuth } from './world.js';

describe('a real OpenID provider', () => {
  const side = useWriteSide();
  let server: OpenIdServer;
  before(async () => {
    server = await startOpenId();
  });
  after(() => server.stop());

  const oauth = (deps = side().deps) => withOAuth(deps, [providerOf(server.issuer)]);
  const newPerson = (changes: object = {}) => {
    const sub = fresh();
    server.person = { sub, email: `${sub}@example.com`, email_verified: true, ...changes };
    return server.person;
  };
  const verify = (accountId: number) =>
    side().deps.log.execute({
      aggregate: account,
      id: accountId,
      command: { type: 'VerifyEmail', at: caller().at },
      context: caller({ accountId }).context,
    });

  it('opens an account for somebody new, with an address that counts as verified', async () => {
    const person = newPerson({ preferred_username: 'Ada', given_name: 'Ada' });
    const entered = await signInThere(oauth(), server);
    expect(entered.isNew).to.equal(true);
    expect(entered.account).to.deep.include({ email: person.email, emailVerified: true, credential: '' });
  });

  it('knows the person the next time, under another address too', async () => {
    const { sub } = newPerson();
    const first = await signInThere(oauth(), server);
    newPerson({ sub, email: `${fresh()}@example.com`, email_verified: false });
    const second = await signInThere(oauth(), server);
    expect([second.isNew, second.account.id]).to.deep.equal([false, first.account.id]);
  });

  it('opens one account when two callbacks of a new person race in two processes', async () => {
    newPerson();
    const processes = [oauth(), oauth(side().otherProcess()), oauth(side().otherProcess())];
    const entered = await Promise.all(processes.map((deps) => signInThere(deps, server)));
    expect(new Set(entered.map((one) => one.account.id)).size).to.equal(1);
    expect(entered.filter(({ isNew }) => isNew)).to.have.length(1);
  });

  it('connects with the account of the address when both sides verified it', async () => {
    const { email } = newPerson();
    const { outcome } = await register(side().deps, somebody({ email }));
    await verify(outcome.state.id);
    const entered = await signInThere(oauth(), server);
    expect([entered.account.id, entered.isNew]).to.deep.equal([outcome.state.id, false]);
  });

  it('does not let in who waits at an address that nobody verified here', async () => {
    const { email } = newPerson();
    await register(side().deps, somebody({ email }));
    expect(await refusalOf(signInThere(oauth(), server))).to.equal('oauth_link_refused');
  });

  it('does not take over an account by an address it has not verified itself', async () => {
    const { email } = newPerson({ email_verified: false });
    const { outcome } = await register(side().deps, somebody({ email }));
    await verify(outcome.state.id);
    expect(await refusalOf(signInThere(oauth(), server))).to.equal('oauth_email_not_verified');
  });

  it('is connected by a person who is signed in, whatever the address', async () => {
    const { outcome } = await register(side().deps);
    newPerson({ email_verified: false });
    const accountId = outcome.state.id;
    const connected = await signInThere(oauth(), server, { accountId });
    expect(connected.account.id).to.equal(accountId);
    expect((await signInThere(oauth(), server)).account.id).to.equal(accountId);
  });

  it('cannot be connected with two accounts', async () => {
    newPerson();
    await signInThere(oauth(), server);
    const { outcome } = await register(side().deps);
    const taken = await refusalOf(signInThere(oauth(), server, { accountId: outcome.state.id }));
    expect(taken).to.equal('identity_taken');
  });

  it('stays connected when it is the only way in', async () => {
    newPerson();
    const { account: opened } = await signInThere(oauth(), server);
    const ended = disconnect(side().deps, caller({ accountId: opened.id }), 'oidc');
    expect(await refusalOf(ended)).to.equal('only_way_in');
  });

  it('lets nobody in any more once it was disconnected, and may be connected elsewhere', async () => {
    const { outcome } = await register(side().deps);
    const accountId = outcome.state.id;
    const { sub } = newPerson();
    await signInThere(oauth(), server, { accountId });
    await disconnect(side().deps, caller({ accountId }), 'oidc');
    const again = await signInThere(oauth(), server);
    expect(again.account.id).not.to.equal(accountId);
    const key = identityKey(side().secrets, { issuer: server.issuer, subject: sub });
    const { state } = await side().deps.log.load(identity, key);
    expect(state.holder?.accountId).to.equal(again.account.id);
  });

  it('gives no password: nobody signs in with an empty one', async () => {
    const { email } = newPerson();
    await signInThere(oauth(), server);
    const tried = signIn(side().deps, caller(), { name: email, password: '' });
    expect(await refusalOf(tried)).to.equal('invalid_credentials');
  });
});
