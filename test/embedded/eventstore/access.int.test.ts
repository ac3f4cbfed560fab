import { request } from 'node:https';
import { once } from 'node:events';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IncomingMessage } from 'node:http';
import { jsonEvent, persistentSubscriptionToStreamSettingsFromDefaults } from '@eventstore/db-client';
import { expect } from 'chai';
import { loadUsers } from '#embedded/eventstore/access/users.js';
import { PASSWORDS, useSecureStore, type SecureStore } from './secure-support.js';
import { all, errorFrom, events, fresh, newFolder, removeFolder, take, useStore } from './support.js';

const typeOf = async (promise: Promise<unknown>): Promise<unknown> => (await errorFrom(promise))['type'];
const DENIED = 'access-denied';

/** What every call of a caller ends with. */
const everything = (store: SecureStore, stream: string, login?: string): Promise<unknown>[] => {
  const client = store.as(login);
  return [
    client.appendToStream(stream, events(1)),
    client.deleteStream(stream),
    client.tombstoneStream(stream),
    all(client.readStream(stream)),
    take(client.subscribeToStream(stream), 1),
    all(client.readAll({ maxCount: 1 })),
    take(client.subscribeToAll(), 1),
    client.setStreamMetadata(stream, { maxCount: 1 }),
    client.getStreamMetadata(stream),
  ];
};

describe('event store: a server with users', () => {
  const store = useSecureStore();

  it('says in its address that it speaks TLS', () => {
    expect(store.server().url).to.match(/^esdb:\/\/127\.0\.0\.1:\d+\?tls=true$/);
  });

  it('lets a user write and read', async () => {
    const stream = fresh();
    await store.as('bob').appendToStream(stream, events(2));
    expect(await all(store.as('ada').readStream(stream))).to.have.length(2);
  });

  it('lets nobody in who does not say who they are', async () => {
    const stream = fresh();
    await store.as('admin').appendToStream(stream, events(1));
    const types = await Promise.all(everything(store, stream).map(typeOf));
    expect(types).to.deep.equal(types.map(() => DENIED));
  });

  it('lets nobody in with a wrong password', async () => {
    const client = store.as('admin', 'wrong');
    const calls = [client.appendToStream(fresh(), events(1)), all(client.readAll({ maxCount: 1 }))];
    expect(await Promise.all(calls.map(typeOf))).to.deep.equal([DENIED, DENIED]);
  });

  it('lets a call have credentials of its own', async () => {
    const stream = fresh();
    const credentials = { username: 'bob', password: PASSWORDS.bob };
    await store.as().appendToStream(stream, events(1), { credentials });
    expect(await all(store.as().readStream(stream, { credentials }))).to.have.length(1);
  });

  it('keeps what belongs to the system for administrators', async () => {
    const client = store.as('bob');
    const calls = [all(client.readAll({ maxCount: 1 })), client.appendToStream('$mine', events(1))];
    expect(await Promise.all(calls.map(typeOf))).to.deep.equal([DENIED, DENIED]);
    expect(await all(store.as('admin').readAll({ maxCount: 1 }))).to.have.length(1);
  });

  it('lets only those who run it switch projections and groups', async () => {
    const settings = persistentSubscriptionToStreamSettingsFromDefaults();
    const create = (login: string) =>
      store.as(login).createPersistentSubscriptionToStream(fresh(), 'g', settings);
    const refused = [create('bob'), store.as('bob').enableProjection('$streams')];
    expect(await Promise.all(refused.map(typeOf))).to.deep.equal([DENIED, DENIED]);
    await create('ops');
    await store.as('ops').disableProjection('$streams');
  });
});

describe('event store: a stream with an access list', () => {
  const store = useSecureStore();
  const stream = fresh();
  before(async () => {
    await store.as('admin').appendToStream(stream, events(1));
    await store.as('admin').setStreamMetadata(stream, {
      acl: {
        readRoles: ['bob', 'writers'],
        writeRoles: ['writers'],
        deleteRoles: [],
        metaReadRoles: ['bob'],
      },
    });
  });

  it('is written by those it names by their group', async () => {
    const { success } = await store.as('ada').appendToStream(stream, events(1));
    expect(success).to.equal(true);
  });

  it('is not written by others', async () => {
    expect(await typeOf(store.as('bob').appendToStream(stream, events(1)))).to.equal(DENIED);
  });

  it('is not written by others through the unary call either', async () => {
    const credentials = { username: 'bob', password: PASSWORDS.bob };
    const error = typeOf(store.as('ada').appendToStream(stream, events(1), { credentials }));
    expect(await error).to.equal(DENIED);
  });

  it('is read by those it names by their login', async () => {
    expect((await all(store.as('bob').readStream(stream))).length).to.be.at.least(1);
  });

  it('is not read by others', async () => {
    const refused = [
      all(store.as('ops').readStream(stream)),
      take(store.as('ops').subscribeToStream(stream), 1),
    ];
    expect(await Promise.all(refused.map(typeOf))).to.deep.equal([DENIED, DENIED]);
  });

  it('is deleted by administrators alone when it names nobody', async () => {
    expect(await typeOf(store.as('ada').deleteStream(stream))).to.equal(DENIED);
    expect(await typeOf(store.as('ada').tombstoneStream(stream))).to.equal(DENIED);
  });

  it('shows its metadata to those it names for that', async () => {
    const { metadata } = await store.as('bob').getStreamMetadata(stream);
    expect(metadata?.acl?.metaReadRoles).to.deep.equal(['bob']);
    expect(await typeOf(store.as('ada').getStreamMetadata(stream))).to.equal(DENIED);
  });

  it('has no consumers who may not read it', async () => {
    const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start' });
    await store.as('ops').createPersistentSubscriptionToStream(stream, 'g', settings);
    const consume = (login: string) =>
      take(store.as(login).subscribeToPersistentSubscriptionToStream(stream, 'g'), 1);
    expect(await typeOf(consume('ops'))).to.equal(DENIED);
    expect(await consume('ada')).to.have.length(1);
  });

  it('does not show its events through links', async () => {
    const links = fresh('links');
    const link = { ...jsonEvent({ type: '$>', data: {} }), contentType: 'application/octet-stream' as const };
    await store.as('admin').appendToStream(links, { ...link, data: Buffer.from(`0@${stream}`) });
    const see = async (login: string) => {
      const [found] = await all(store.as(login).readStream(links, { resolveLinkTos: true }));
      return [found?.link?.streamId, found?.event?.streamId];
    };
    expect([await see('bob'), await see('ops')]).to.deep.equal([
      [links, stream],
      [links, undefined],
    ]);
  });
});

describe('event store: default access lists', () => {
  const store = useSecureStore();

  it('count for streams that have none, from the moment they are set', async () => {
    const stream = fresh();
    await store.as('bob').appendToStream(stream, events(1));
    const defaults = { $userStreamAcl: { $r: 'ada', $w: ['ada'] }, $systemStreamAcl: { $r: '$all' } };
    await store.as('admin').appendToStream('$settings', jsonEvent({ type: '$settings', data: defaults }));
    expect(await all(store.as('ada').readStream(stream))).to.have.length(1);
    expect(await typeOf(store.as('bob').appendToStream(stream, events(1)))).to.equal(DENIED);
    expect(await all(store.as('bob').readAll({ maxCount: 1 }))).to.have.length(1);
  });
});

describe('event store: pages of a server with users', () => {
  const store = useSecureStore();

  const get = async (path: string, login?: string): Promise<[number | undefined, string]> => {
    const auth = login === undefined ? {} : { auth: `${login}:${PASSWORDS.bob}` };
    const ca = readFileSync(join(store.folder, 'server.crt'));
    const asked = request({ host: '127.0.0.1', port: store.server().port, path, ca, ...auth }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    let body = '';
    for await (const part of answer) body += String(part);
    return [answer.statusCode, body];
  };

  it('ask who looks', async () => {
    const codes = await Promise.all(
      ['/', '/metrics', '/subscriptions'].map(async (path) => (await get(path))[0]),
    );
    expect(codes).to.deep.equal([401, 401, 401]);
  });

  it('are shown to a user', async () => {
    const [code, body] = await get('/', 'bob');
    expect([code, body.includes('seen by bob')]).to.deep.equal([200, true]);
  });

  it('tell everyone that the server is alive, what it is, and how the page looks', async () => {
    const paths = ['/health/live', '/ping', '/gossip', '/info', '/style.css', '/live.js', '/icon.svg'];
    const codes = await Promise.all(paths.map(async (path) => (await get(path))[0]));
    expect(codes).to.deep.equal([204, 200, 200, 200, 200, 200, 200]);
  });
});

describe('event store: the users of a server', () => {
  const folder = newFolder();
  after(() => {
    removeFolder(folder);
  });

  it('are made with passwords of their own when there are none', () => {
    const path = join(folder, 'made');
    const users = loadUsers(path);
    expect(users.map(({ login, groups }) => [login, ...groups])).to.deep.equal([
      ['admin', '$admins'],
      ['ops', '$ops'],
    ]);
    expect(new Set(users.map(({ password }) => password.length >= 20))).to.deep.equal(new Set([true]));
    expect(statSync(path).mode & 0o777).to.equal(0o600);
  });

  it('stay the same once they are made', () => {
    const path = join(folder, 'kept');
    expect(loadUsers(path)).to.deep.equal(loadUsers(path));
  });

  it('are refused from a file that others can read', () => {
    const path = join(folder, 'open');
    loadUsers(path);
    chmodSync(path, 0o640);
    expect(() => loadUsers(path)).to.throw(/others can read it/);
  });

  it('are refused from a file that is none, without telling what is in it', () => {
    const path = join(folder, 'broken');
    writeFileSync(path, '{"users":[{"login":"ada","password":"hunter2"', { mode: 0o600 });
    expect(() => loadUsers(path)).to.throw(/^users cannot be read from [^ ]+: it is no list of users$/);
  });
});

describe('event store: a server without users', () => {
  const store = useStore();

  it('lets everyone do everything, whatever access lists say', async () => {
    const stream = fresh();
    await store.client().setStreamMetadata(stream, { acl: { writeRoles: ['nobody'], readRoles: [] } });
    await store.client().appendToStream(stream, events(1));
    expect(await all(store.client().readStream(stream))).to.have.length(1);
  });
});
