import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { selfSigned } from '#test/support/self-signed.js';
import { startChild, startRefused } from './child-process.js';
import { errorFrom, events, fresh, newFolder, removeFolder } from './support.js';

describe('event store: a process with a certificate', () => {
  const folder = newFolder();
  const [cert, key, users] = ['cert', 'key', 'users'].map((name) => join(folder, name));
  const data = ['--data', join(folder, 'data'), '--port', '0'];
  const tls = ['--tls-cert', String(cert), '--tls-key', String(key)];

  before(() => {
    const made = selfSigned();
    writeFileSync(String(cert), made.cert);
    writeFileSync(String(key), made.key);
  });
  after(() => {
    removeFolder(folder);
  });

  it('lets in the users it made at its first start, and nobody else', async () => {
    const child = await startChild({ args: [...data, ...tls] });
    const made = join(folder, 'data', 'users.json');
    const [admin] = (JSON.parse(readFileSync(made, 'utf8')) as { users: { password: string }[] }).users;
    const at = `127.0.0.1:${String(child.port)}?tls=true&tlsCAFile=${String(cert)}`;
    const known = EventStoreDBClient.connectionString(`esdb://admin:${String(admin?.password)}@${at}`);
    const unknown = EventStoreDBClient.connectionString(`esdb://${at}`);
    const { success } = await known.appendToStream(fresh(), events(1));
    const { type } = await errorFrom(unknown.appendToStream(fresh(), events(1)));
    await Promise.all([known.dispose(), unknown.dispose()]);
    await child.kill('SIGTERM');
    expect([success, type, statSync(made).mode & 0o777]).to.deep.equal([true, 'access-denied', 0o600]);
  });

  it('does not start with half of it, or without its file', async () => {
    const half = await startRefused({ args: [...data, '--tls-cert', String(cert)] });
    const gone = await startRefused({ args: [...data, '--tls-cert', '/nowhere', '--tls-key', String(key)] });
    expect([half.code, gone.code]).to.deep.equal([2, 5]);
    expect(gone.stderr).to.match(/^embedded event store: \/nowhere cannot be read: [^\n]+\n$/);
  });

  it('does not start with a user that cannot be one', async () => {
    const file = JSON.stringify({ users: [{ login: '$all', password: 'x', groups: [] }] });
    writeFileSync(String(users), file, { mode: 0o600 });
    const { code, stderr } = await startRefused({ args: [...data, ...tls, '--users', String(users)] });
    expect(code).to.equal(5);
    expect(stderr).to.contain('user $all of').and.to.contain('The login name cannot be one');
  });
});

const NOBODY = 65_534;

describe('event store: a process that may not use its folder', () => {
  const folder = newFolder();
  /** Root may do everything, so the process is somebody else then. */
  const other = process.getuid?.() === 0 ? { uid: NOBODY } : {};

  before(async function () {
    chmodSync(folder, 0o711);
    const { code } = await startRefused({ args: [], ...other });
    // Where nobody else may read the program, there is nothing to try.
    if (code !== 2) this.skip();
  });
  after(() => {
    removeFolder(folder);
  });

  const refusal = async (data: string) => startRefused({ args: ['--data', data, '--port', '0'], ...other });

  it('says so in one line when it may not make it', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o555 });
    const { code, stderr } = await refusal(join(closed, 'data'));
    expect(code).to.equal(5);
    expect(stderr).to.match(/^embedded event store: data folder cannot be used: EACCES[^\n]+\n$/);
  });

  it('says so in one line when it may not write there, and leaves what is there', async () => {
    const data = join(folder, 'data');
    const child = await startChild({ args: ['--data', data, '--port', '0'] });
    await child.kill('SIGTERM');
    const before = readFileSync(join(data, 'data.mdb'));
    for (const name of ['data.mdb', 'lock.mdb']) chmodSync(join(data, name), 0o444);
    chmodSync(data, 0o555);
    const { code, stderr } = await refusal(data);
    chmodSync(data, 0o755);
    expect(code).to.equal(5);
    expect(stderr).to.match(/^embedded event store: data folder cannot be used: [^\n]+\n$/);
    expect(readFileSync(join(data, 'data.mdb')).equals(before)).to.equal(true);
  });
});
