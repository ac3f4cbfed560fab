import { join } from 'node:path';
import { expect } from 'chai';
import { loadSecrets, type Secrets } from '#commands/secrets.js';
import { CATALOG } from '#domain/catalog.js';
import { createCodec } from '#eventlog/codec.js';
import { createEventLog, type EventLog } from '#eventlog/event-log.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import { openLmdbVault } from '#integrations/vault/lmdb-vault.js';
import type { Answer, ApiClient } from '#test/support/api-client.js';
import { resetTokenOf, tokenFor } from '#test/support/mail-tokens.js';
import { newPerson, PASSWORD, uniqueName, type Person } from '#test/support/people.js';
import { newSystem, type System } from '#test/support/system.js';

const NEW_PASSWORD = 'another long passphrase';
const inADay = () => new Date(Date.now() + 86_400_000).toISOString();

describe('lost passwords and unconfirmed addresses over HTTP', function () {
  this.timeout(120_000);
  let system: System;
  let api: ApiClient;
  let secrets: Secrets;
  let client: LogClient;
  let log: EventLog;
  let person: Person;

  before(async () => {
    system = await newSystem();
    await system.follower();
    api = (await system.api({ SETTLE_TIMEOUT_MS: '10000' })).client;
    const vault = await openLmdbVault(join(system.dataDir, 'vault'));
    secrets = await loadSecrets(vault);
    await vault.close();
    client = connectLog(system.environment['EVENTSTORE_URL'] ?? '');
    log = createEventLog(client, createCodec(CATALOG));
  });
  beforeEach(async () => {
    person = await newPerson(api);
  });
  after(async () => {
    await client.dispose();
    await system.stop();
  });

  const ask = (email: string) => api.post('/api/v1/auth/password/reset/', { email });
  const confirm = (token: string, password = NEW_PASSWORD) =>
    api.post('/api/v1/auth/password/reset/confirm/', { token, new_password: password });
  const verify = (token: string) => api.post('/api/v1/auth/email/verify/', { token });
  const me = async () => (await api.get('/api/v1/auth/users/me/', person.as)).body as Record<string, unknown>;
  /** What a stranger can see of an answer, without what differs between any two. */
  const seen = ({ status, body, headers }: Answer) => {
    const changing = /^(date|x-request-id|x-response-time|x-ratelimit-\w+|keep-alive|connection)$/;
    const names = [...headers].filter(([name]) => !changing.test(name));
    return { status, body: body as unknown, headers: Object.fromEntries(names) };
  };

  it('answer an unknown address as a known one', async () => {
    const known = seen(await ask(person.email));
    expect(known.status).to.equal(200);
    expect(seen(await ask(`${uniqueName()}@example.org`))).to.deep.equal(known);
  });

  it('answer a known address in the same way when no more mails are sent', async () => {
    const first = seen(await ask(person.email));
    for (let count = 0; count < 5; count += 1) await ask(person.email);
    expect(seen(await ask(person.email))).to.deep.equal(first);
  });

  it('set a new password by the token of the mail', async () => {
    await ask(person.email);
    const answer = await confirm(await resetTokenOf(log, secrets, person));
    expect(answer.status).to.equal(200);
    const login = (password: string) => api.post('/api/auth/login/', { username: person.username, password });
    expect((await login(NEW_PASSWORD)).status).to.equal(200);
    expect((await login(PASSWORD)).status).to.equal(401);
    expect((await api.post('/api/token/refresh/', { refresh: person.refresh })).status).to.equal(401);
  });

  it('refuse a wrong token, and a weak password in the field it was sent in', async () => {
    expect((await confirm('wrong')).body).to.include({ code: 'link_not_valid' });
    await ask(person.email);
    const { status, body } = await confirm(await resetTokenOf(log, secrets, person), 'short');
    expect(status).to.equal(400);
    expect((body as { errors: { attr: string }[] }).errors[0]?.attr).to.equal('new_password');
  });

  it('show that the address is confirmed to the very next reader', async () => {
    expect(await me()).to.include({ is_email_verified: false, emailVerified: false });
    const token = tokenFor(secrets, person, { purpose: 'verify', expiresAt: inADay() });
    expect((await verify(token)).status).to.equal(200);
    expect(await me()).to.include({ is_email_verified: true, emailVerified: true });
  });

  it('refuse a token that confirms nothing', async () => {
    const { status, body } = await verify('0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b10');
    expect(status).to.equal(400);
    expect(body).to.include({ code: 'link_not_valid' });
  });

  it('send another confirmation only to whoever is signed in', async () => {
    const path = '/api/v1/auth/email/resend-verification/';
    expect((await api.call('POST', path, person.as)).status).to.equal(200);
    expect((await api.call('POST', path)).status).to.equal(401);
  });
});
