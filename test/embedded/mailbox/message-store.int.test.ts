import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { openMessages, type MessageStore } from '#embedded/mailbox/message-store.js';
import { temporaryFolder } from '#test/support/process-stores.js';

const facts = (subject: string) => ({
  at: '2026-03-01T12:00:00.000Z',
  from: 'noreply@mail.test',
  to: ['ada@example.com'],
  subject,
  messageId: '<a@mail.test>',
  bytes: 4,
});
const KEEP = 3;

describe('the messages of a mailbox', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let store: MessageStore;
  const open = async (): Promise<void> => {
    store = await openMessages(folder.path, KEEP);
  };
  const add = (subject: string) => store.add(facts(subject), Buffer.from(`raw ${subject}`));
  const subjects = () => store.list().map(({ subject }) => subject);

  beforeEach(async () => {
    folder = await temporaryFolder();
    await open();
  });
  afterEach(() => folder.remove());

  it('are there, newest first, when the mailbox is opened again', async () => {
    await add('one');
    await add('two\nlines');
    await open();
    expect(store.list()).to.deep.equal([
      { ...facts('two\nlines'), id: 2 },
      { ...facts('one'), id: 1 },
    ]);
  });

  it('are kept byte for byte', async () => {
    const raw = Buffer.from([0, 10, 13, 255, 10, 10]);
    const { id } = await store.add(facts('bytes'), raw);
    expect(await store.raw(id)).to.deep.equal(raw);
  });

  it('are the newest ones; how many others there were is known', async () => {
    for (const subject of ['one', 'two', 'three', 'four', 'five']) await add(subject);
    expect(subjects()).to.deep.equal(['five', 'four', 'three']);
    expect(store.dropped()).to.equal(2);
    expect(await readdir(folder.path)).to.have.length(KEEP);
  });

  it('are counted on when the mailbox is opened again: no number is used twice', async () => {
    for (const subject of ['one', 'two', 'three', 'four']) await add(subject);
    await open();
    expect(store.dropped()).to.equal(1);
    expect((await add('five')).id).to.equal(5);
  });

  it('that came at once have a number and a file each', async () => {
    const added = await Promise.all([add('one'), add('two'), add('three')]);
    expect(added.map(({ id }) => id)).to.deep.equal([1, 2, 3]);
    expect(await readdir(folder.path)).to.have.length(3);
  });

  it('do not include one whose writing was cut off', async () => {
    await add('one');
    await writeFile(join(folder.path, '000000000002.mail.unfinished'), '{"at":"2026');
    await open();
    expect(subjects()).to.deep.equal(['one']);
    expect(await readdir(folder.path)).to.deep.equal(['000000000001.mail']);
  });

  it('that were dropped cannot be read', async () => {
    for (const subject of ['one', 'two', 'three', 'four']) await add(subject);
    expect(store.find(1)).to.equal(undefined);
    expect(await store.raw(1)).to.equal(undefined);
  });
});
