import { expect } from 'chai';
import { playFor, startChaos } from '#test/support/chaos.js';
import { auditEffects } from '#test/support/effects-audit.js';
import { slice } from '#test/support/long-slice.js';
import { newSystem, type System } from '#test/support/system.js';

const MINUTES = 5;
const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1);

describe(`two APIs, a follower and two workers that are killed at random for ${MINUTES} minutes`, function () {
  this.timeout(20 * 60_000);
  let system: System;

  beforeEach(async () => {
    system = await newSystem();
  });
  afterEach(() => system.stop());

  for (const seed of slice(SEEDS)) {
    it(`lose nothing and do nothing twice that can be done once: seed ${seed}`, async () => {
      const chaos = await startChaos(system, seed);
      const playing = Promise.all(chaos.urls.map((url) => playFor(system, url, MINUTES * 60_000)));
      const killed = await chaos.killUntil(playing, 3_000);
      for (const { code, output } of await playing) expect(code, output).to.equal(0);
      const log = system.environment['EVENTSTORE_URL'] ?? '';
      const { repeatedMails, ...effects } = await auditEffects(log, system.mailbox.pageUrl);
      console.log(
        `      killed ${killed.length} times; sent again: ${repeatedMails.join(', ') || 'nothing'}`,
      );
      expect(Object.values(effects).flat()).to.deep.equal([]);
      expect(repeatedMails.length).to.be.at.most(killed.length);
    });
  }
});
