import { createHash } from 'node:crypto';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { openTables } from '#embedded/eventstore/store/tables.js';
import { verify } from '#embedded/eventstore/tools/verify/verify.js';
import { startChild } from '../child-process.js';
import { copyFixture, failureOf, useFolder } from './support.js';

const PAGE = 4096;

/** The same numbers in every run. */
const numbers = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
};

const flip = (bytes: Buffer, at: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 0xff;
  return changed;
};

const contentOf = async (folder: string): Promise<string> => {
  const tables = openTables(folder, false);
  const hash = createHash('sha256');
  for (const { key, value } of tables.log.getRange()) hash.update(String(key)).update(value);
  for (const { key, value } of tables.index.getRange()) hash.update(String(key)).update(value);
  for (const { key, value } of tables.streams.getRange()) hash.update(key).update(value);
  await tables.root.close();
  return hash.digest('hex');
};

describe('event store: a data file with flipped bytes', function () {
  this.timeout(60_000);
  const at = useFolder();

  it('is not in order when the head of a page is hit', async () => {
    const folder = copyFixture(2, at('store'));
    const file = join(folder, 'data.mdb');
    const bytes = readFileSync(file);
    const unnoticed: number[] = [];
    for (let page = 2; page < bytes.length / PAGE; page++) {
      writeFileSync(file, flip(bytes, page * PAGE + 18));
      if ((await verify(folder)).ok) unnoticed.push(page);
    }
    expect(unnoticed).to.deep.equal([]);
  });

  it('is only said to be in order when nothing that is stored was hit', async () => {
    const folder = copyFixture(2, at('store'));
    const file = join(folder, 'data.mdb');
    const bytes = readFileSync(file);
    const next = numbers(7);
    const content = await contentOf(copyFixture(2, at('original')));
    const good = { found: 0, harmless: 0 };
    for (let n = 0; n < 120; n++) {
      const where = 2 * PAGE + Math.floor(next() * (bytes.length - 2 * PAGE));
      writeFileSync(file, flip(bytes, where));
      const { ok } = await verify(folder);
      if (ok) expect(await contentOf(folder), `byte ${String(where)}`).to.equal(content);
      good[ok ? 'harmless' : 'found']++;
    }
    expect(good.found).to.be.greaterThan(30);
  });
});

describe('event store: a data file that was cut', function () {
  this.timeout(120_000);
  const at = useFolder();

  const grown = async (folder: string): Promise<string> => {
    const child = await startChild({ args: ['--data', folder, '--port', '0', '--no-sync'] });
    const client = EventStoreDBClient.connectionString(child.url);
    const appends = Array.from({ length: 200 }, (_, n) =>
      client.appendToStream(`cut-${String(n % 7)}`, [
        jsonEvent({ type: 'One', data: { n } }),
        jsonEvent({ type: 'Two', data: { n, text: 'x'.repeat(n * 10) } }),
      ]),
    );
    await Promise.all(appends);
    await client.dispose();
    await child.kill('SIGTERM');
    return folder;
  };

  /** 'whole', or why it was refused. A process that fell is neither. */
  const open = async (folder: string): Promise<string> => {
    const args = ['--data', folder, '--port', '0'];
    const failed = await failureOf(startChild({ args }).then((child) => child.kill('SIGTERM')));
    if (failed === '') return (await verify(folder)).ok ? 'whole' : 'damaged';
    return failed.replace('It did not start: embedded event store: ', '');
  };

  it('opens whole, or is refused with a reason', async () => {
    const folder = await grown(at('store'));
    const file = join(folder, 'data.mdb');
    const bytes = readFileSync(file);
    const next = numbers(11);
    for (let n = 0; n < 12; n++) {
      const length = n === 0 ? bytes.length - 1 : Math.floor(next() * bytes.length);
      writeFileSync(file, bytes);
      truncateSync(file, length);
      const outcome = await open(folder);
      expect(outcome, `cut at ${String(length)} of ${String(bytes.length)}`).to.match(
        /^(?:whole|data folder cannot be used: data.mdb is (?:cut short: \d+ bytes of \d+|not an event store)\n)$/,
      );
    }
  });

  it('opens when only free pages at its end are missing', async () => {
    const folder = copyFixture(2, at('store'));
    const file = join(folder, 'data.mdb');
    const bytes = readFileSync(file);
    const lastPage = 144 + (bytes.readBigUInt64LE(152) > bytes.readBigUInt64LE(PAGE + 152) ? 0 : PAGE);
    bytes.writeBigUInt64LE(bytes.readBigUInt64LE(lastPage) + 3n, lastPage);
    writeFileSync(file, bytes);
    expect(await open(folder)).to.equal('whole');
  });
});
