import { expect } from 'chai';
import { directory } from '#embedded/eventstore/access/directory.js';
import { userAccess, type Access } from '#embedded/eventstore/access/sign-in.js';
import { openStore, type Store } from '#embedded/eventstore/store/store.js';
import { newFolder, removeFolder } from './support.js';

const header = (login: string, password: string): string =>
  `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;

describe('event store: those who guess passwords', () => {
  const folder = newFolder();
  let store: Store;
  let access: Access;
  const known = header('known', 'right');

  const isIn = (authorization: string): boolean => access.identify(authorization) !== 'wrong';

  before(async () => {
    store = await openStore({ dataDir: folder, sync: false, onError: () => undefined });
    const users = directory(store);
    for (const login of ['known', 'late'])
      await users.create({ login, password: 'right', fullName: '', groups: [] });
    access = userAccess(store.tables, users, 2);
    await access.check(known);
  });
  after(async () => {
    await store.close();
    removeFolder(folder);
  });

  it('do not keep out who is in already, however many wait', async () => {
    const guesses = [1, 2, 3].map((n) => access.check(header('known', `guess ${String(n)}`)));
    expect(isIn(known)).to.equal(true);
    await Promise.all(guesses);
  });

  it('are wrong unseen when too many wait, as is who is right, until they are through', async () => {
    const late = header('late', 'right');
    const guesses = [1, 2].map((n) => access.check(header('late', `guess ${String(n)}`)));
    await access.check(late);
    const before = isIn(late);
    await Promise.all(guesses);
    await access.check(late);
    expect([before, isIn(late)]).to.deep.equal([false, true]);
  });

  it('learn nothing from the header of another kind', () => {
    const headers = ['Bearer x', 'Basic', 'Basic !', header('', ''), header('nobody', 'right')];
    expect(headers.map(isIn)).to.deep.equal(headers.map(() => false));
  });
});
