import { expect } from 'chai';
import { PASSWORDS, useSecureStore } from './secure-support.js';
import { all, errorFrom, events, fresh } from './support.js';
import { supportedOfUsers, usersAs, type As, type Ended } from './users-support.js';

const ADMIN: As = ['admin', PASSWORDS.admin];
const BOB: As = ['bob', PASSWORDS.bob];
const DENIED: Ended = { code: 7, exception: 'access-denied', login: '' };
const notFound = (login: string): Ended => ({ code: 5, exception: 'user-not-found', login });

describe('event store: users made while it runs', () => {
  const store = useSecureStore();
  const admin = () => usersAs(store, ADMIN);
  const made = async (groups: readonly string[] = []): Promise<string> => {
    const login = fresh('user');
    await admin().create({ login, password: 'first', fullName: 'A Name', groups });
    return login;
  };
  /** Whether somebody may append with this password: the type of the error, if not. */
  const append = async (login: string, password: string, stream = fresh()): Promise<unknown> => {
    const appending = store.as(login, password).appendToStream(stream, events(1));
    return appending.then(
      () => undefined,
      (error: unknown) => (error instanceof Error && 'type' in error ? error.type : error),
    );
  };

  it('may write from the moment they are there', async () => {
    const login = await made();
    expect(await append(login, 'first')).to.equal(undefined);
    expect(await append(login, 'wrong')).to.equal('access-denied');
  });

  it('are told by name, groups and whether they are disabled', async () => {
    const login = await made(['writers', 'readers']);
    const before = Date.now();
    const { found } = await admin().details(login);
    const { lastUpdated, ...rest } = found[0] ?? {};
    expect(rest).to.deep.equal({
      ...{ loginName: login, fullName: 'A Name', groupsList: ['writers', 'readers'], disabled: false },
    });
    const updated = Number(BigInt(lastUpdated?.ticksSinceEpoch ?? 0) / 10_000n);
    expect(Math.abs(updated - before)).to.be.below(60_000);
  });

  it('are all told when none is named, those of the file among them', async () => {
    const login = await made();
    const { found } = await admin().details();
    expect(found.map((one) => one?.loginName)).to.include.members(['admin', 'ops', 'ada', 'bob', login]);
  });

  it('cannot be made twice', async () => {
    const login = await made();
    const again = await admin().create({ login, password: 'x' });
    expect(again).to.deep.equal({ code: 9, exception: 'user-conflict', login });
    expect(await append(login, 'first')).to.equal(undefined);
  });

  it('cannot be made with a name or a password that can be none', async () => {
    const asked = [
      { login: '', password: 'x' },
      { login: 'a:b', password: 'x' },
      { login: '$admins', password: 'x' },
      { login: fresh(), password: '' },
    ];
    const ended = await Promise.all(asked.map((user) => admin().create(user)));
    expect(ended.map((one) => one?.code)).to.deep.equal([3, 3, 3, 3]);
  });

  it('get other groups, and with them other rights, on connections they have', async () => {
    const [login, stream] = [await made(), fresh()];
    await store.as('admin').setStreamMetadata(stream, { acl: { writeRoles: ['editors'] } });
    const before = await append(login, 'first', stream);
    await admin().update({ login, password: 'ignored', fullName: 'Another', groups: ['editors'] });
    expect([before, await append(login, 'first', stream)]).to.deep.equal(['access-denied', undefined]);
    const { found } = await admin().details(login);
    expect([found[0]?.fullName, found[0]?.groupsList]).to.deep.equal(['Another', ['editors']]);
  });

  it('are out while disabled, on connections they have, and in again when enabled', async () => {
    const login = await made();
    const found = [await append(login, 'first')];
    await admin().disable(login);
    found.push(await append(login, 'first'), (await admin().details(login)).found[0]?.disabled);
    await admin().enable(login);
    found.push(await append(login, 'first'));
    expect(found).to.deep.equal([undefined, 'access-denied', true, undefined]);
  });

  it('are gone when deleted, and may be made anew', async () => {
    const login = await made();
    await append(login, 'first');
    await admin().delete(login);
    expect(await append(login, 'first')).to.equal('access-denied');
    expect((await admin().details(login)).ended).to.deep.equal(notFound(login));
    await admin().create({ login, password: 'second' });
    expect(await append(login, 'second')).to.equal(undefined);
  });

  it('change their own password when they give the current one', async () => {
    const login = await made();
    const refused = await usersAs(store, [login, 'first']).changePassword(login, 'guess', 'second');
    const done = await usersAs(store, [login, 'first']).changePassword(login, 'first', 'second');
    expect([refused, done]).to.deep.equal([DENIED, undefined]);
    const ends = [await usersAs(store, [login, 'first']).details(login), await append(login, 'second')];
    expect(ends).to.deep.equal([{ found: [], ended: { code: 16, exception: '', login: '' } }, undefined]);
  });

  it('get a new password from an administrator', async () => {
    const login = await made();
    await append(login, 'first');
    await admin().resetPassword(login, 'third');
    expect((await usersAs(store, [login, 'first']).details(login)).ended?.code).to.equal(16);
    expect(await append(login, 'third')).to.equal(undefined);
  });

  it('who are not there cannot be changed', async () => {
    const login = fresh('nobody');
    const ended = await Promise.all([
      admin().update({ login, password: 'x' }),
      admin().delete(login),
      admin().enable(login),
      admin().disable(login),
      admin().changePassword(login, 'a', 'b'),
      admin().resetPassword(login, 'x'),
    ]);
    expect(ended).to.deep.equal(ended.map(() => notFound(login)));
  });

  it('may be made where somebody else wrote what says nothing', async () => {
    const login = fresh('user');
    await store.as('admin').appendToStream(`$user-${login}`, events(1));
    expect((await admin().details(login)).ended).to.deep.equal(notFound(login));
    await admin().create({ login, password: 'first' });
    expect(await append(login, 'first')).to.equal(undefined);
  });

  it('are there after a restart, with their passwords', async () => {
    const login = await made();
    await admin().resetPassword(login, 'kept');
    await store.restart();
    expect(await append(login, 'kept')).to.equal(undefined);
  });

  it('have no password in the log, and streams administrators alone can read', async () => {
    const password = fresh('secret');
    const login = fresh('user');
    await admin().create({ login, password });
    const texts = (await all(store.as('admin').readAll())).map(({ event }) =>
      JSON.stringify(event?.data ?? null),
    );
    expect(texts.filter((text) => text.includes(password))).to.deep.equal([]);
    const { metadata } = await store.as('admin').getStreamMetadata(`$user-${login}`);
    expect(metadata?.acl?.readRoles).to.equal('$admins');
    const read = all(store.as(login, password).readStream(`$user-${login}`));
    expect((await errorFrom(read))['type']).to.equal('access-denied');
  });
});

describe('event store: the Users service', () => {
  const store = useSecureStore();

  const everything = async (as: As): Promise<(Ended | undefined)[]> => {
    const asked = usersAs(store, as);
    const ended = await Promise.all([
      asked.create({ login: fresh(), password: 'x' }),
      asked.update({ login: 'ada', password: 'x' }),
      asked.delete('ada'),
      asked.enable('ada'),
      asked.disable('ada'),
      asked.changePassword('ada', PASSWORDS.ada, 'x'),
      asked.resetPassword('ada', 'x'),
    ]);
    const details = await Promise.all([asked.details('ada'), asked.details()]);
    return [...ended, ...details.map((one) => one.ended)];
  };

  it('is refused to users for others, and to operators', async () => {
    const ended = [...(await everything(BOB)), ...(await everything(['ops', PASSWORDS.ops]))];
    expect(ended).to.deep.equal(ended.map(() => DENIED));
  });

  it('is refused to those who do not say who they are', async () => {
    const ended = await everything(undefined);
    expect(ended).to.deep.equal(ended.map(() => DENIED));
  });

  it('is refused with a wrong password', async () => {
    const ended = await everything(['admin', 'wrong']);
    expect(ended.map((one) => one?.code)).to.deep.equal(ended.map(() => 16));
  });

  it('is among what the server says it can do', async () => {
    const methods = ['create', 'update', 'delete', 'enable', 'disable', 'details'];
    const expected = [...methods, 'changepassword', 'resetpassword'];
    expect(await supportedOfUsers(store)).to.deep.equal(expected);
  });

  it('shows users themselves', async () => {
    const { found } = await usersAs(store, BOB).details('bob');
    expect(found.map((one) => one?.loginName)).to.deep.equal(['bob']);
  });
});

describe('event store: users of the file', () => {
  const store = useSecureStore();
  const codeOf = async (login: string, password: string): Promise<number | undefined> =>
    (await usersAs(store, [login, password]).details(login)).ended?.code;

  it('keep the password they were given since, over restarts', async () => {
    await usersAs(store, BOB).changePassword('bob', PASSWORDS.bob, 'mine');
    await store.restart();
    expect([await codeOf('bob', 'mine'), await codeOf('bob', PASSWORDS.bob)]).to.deep.equal([undefined, 16]);
  });

  it('are as the file says again once it was changed', async () => {
    await usersAs(store, ADMIN).disable('ada');
    store.writeUsers({ ada: 'other' });
    await store.restart();
    const codes = [await codeOf('ada', 'other'), await codeOf('ada', PASSWORDS.ada)];
    expect(codes).to.deep.equal([undefined, 16]);
  });
});
