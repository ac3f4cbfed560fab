import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { open } from 'lmdb';
import { randomFrom } from '#test/support/seeded-random.js';
import { cutsOf, flawOf, makeOriginal, openCut, type Opening, type Original } from './cut-files.js';
import { removeFolder } from './support.js';

const CUTS = 60;
const HALF_A_HEAD = 4096 + 50;

/** Takes pages at the end of the file and gives them back in one transaction. */
const leaveFreePagesUnwritten = async (path: string): Promise<void> => {
  const root = open({ path, noSubdir: false, overlappingSync: false, noSync: true, maxDbs: 16 });
  const log = root.openDB<Buffer, number>({ name: 'log', encoding: 'binary' });
  root.transactionSync(() => {
    const keys = Array.from({ length: 300 }, (_, n) => 1_000_000 + n);
    for (const key of keys) log.putSync(key, Buffer.alloc(3000));
    for (const key of keys) log.removeSync(key);
  });
  await root.close();
};

/** The last page the newer head counts: see file/page-file.ts for the places. */
const lastPageOf = (path: string): number => {
  const bytes = readFileSync(path);
  const newer = bytes.readBigUInt64LE(152) > bytes.readBigUInt64LE(4096 + 152) ? 0 : 4096;
  return Number(bytes.readBigUInt64LE(newer + 144));
};

describe('event store: a data file that was cut off', function () {
  this.timeout(60_000);
  const random = randomFrom(4);
  let original: Original;
  let opening: Opening;

  before(async () => {
    original = await makeOriginal(random);
    opening = openCut(original, cutsOf(original, CUTS, random));
  });
  after(() => {
    removeFolder(original.dataDir);
  });

  it('never ends the process that opens it', () => {
    expect([opening.signal, opening.stderr, opening.opened.length]).to.deep.equal([null, '', CUTS]);
  });

  it('opens to a prefix of whole appends or is refused with a reason', () => {
    const flaws = opening.opened.flatMap((opened) => flawOf(original, opened) ?? []);
    expect(flaws).to.deep.equal([]);
  });

  it('is refused with how much of it is there', () => {
    expect(openCut(original, [HALF_A_HEAD]).opened[0]?.refused).to.match(/data\.mdb is not an event store$/);
    expect(openCut(original, [10 * 4096]).opened[0]?.refused).to.match(/cut short: \d+ bytes of \d+$/);
  });

  it('opens to everything when it is whole', () => {
    const { size } = statSync(join(original.dataDir, 'data.mdb'));
    const [opened] = openCut(original, [size]).opened;
    expect(opened?.ids).to.deep.equal(original.appends.flat());
  });

  it('opens to an empty store when nothing is left of it', () => {
    expect(openCut(original, [0]).opened[0]?.ids).to.have.length(1);
  });

  it('opens to everything when only pages nobody uses are missing, as LMDB itself leaves it', async () => {
    const path = join(original.dataDir, 'data.mdb');
    await leaveFreePagesUnwritten(original.dataDir);
    const { size } = statSync(path);
    const [opened] = openCut(original, [size]).opened;
    expect(size).to.be.below((lastPageOf(path) + 1) * 4096);
    expect(opened?.ids).to.deep.equal(original.appends.flat());
  });
});
