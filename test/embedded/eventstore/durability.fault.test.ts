import { expect } from 'chai';
import { flawsIn, killUnderLoad, newTally, type Flaws } from './kills.js';
import { newFolder, removeFolder } from './support.js';

const KILLS = 5;
const ANSWERS = 150;

describe('event store: killed again and again under 64 writers', function () {
  this.timeout(60_000);
  const folder = newFolder();
  const tally = newTally();
  let flaws: Flaws;

  before(async () => {
    for (let kill = 0; kill < KILLS; kill++) await killUnderLoad(folder, tally, ANSWERS);
    flaws = await flawsIn(folder, tally);
  });
  after(() => {
    removeFolder(folder);
  });

  it('has every acknowledged event', () => {
    expect(tally.acknowledged.length).to.be.at.least(KILLS * ANSWERS);
    expect(flaws.lost).to.deep.equal([]);
  });

  it('has no append in part', () => {
    expect(flaws.torn).to.deep.equal([]);
  });

  it('has no event twice', () => {
    expect(flaws.doubled).to.deep.equal([]);
  });

  it('has no gap in any stream', () => {
    expect(flaws.gaps).to.deep.equal([]);
  });

  it('has strictly increasing positions across its lives', () => {
    expect(flaws.unordered).to.deep.equal([]);
  });

  it('reads the same by stream and as a whole', () => {
    expect(flaws.disagreeing).to.deep.equal([]);
  });

  it('leaves a folder after each kill in which verify finds nothing', () => {
    expect(tally.kills).to.equal(KILLS);
    expect(flaws.findings).to.deep.equal([]);
  });
});
