import { expect } from 'chai';
import { playFor, startChaos, type Loop } from '#test/support/chaos.js';
import { auditEffects, type EffectsAudit } from '#test/support/effects-audit.js';
import { newSystem, type System } from '#test/support/system.js';

describe('two APIs, a follower and two workers that are killed at random while people work', function () {
  this.timeout(300_000);
  let system: System;
  let loops: readonly Loop[];
  let killed: readonly string[];
  let audit: EffectsAudit;

  before(async () => {
    system = await newSystem();
    const chaos = await startChaos(system, 7);
    const playing = Promise.all(chaos.urls.map((url) => playFor(system, url, 0)));
    killed = await chaos.killUntil(playing, 2_000);
    loops = await playing;
    audit = await auditEffects(system.environment['EVENTSTORE_URL'] ?? '', system.mailbox.pageUrl);
  });
  after(() => system.stop());

  it('serve the whole story on both', () => {
    for (const { code, output } of loops) expect(code, output).to.equal(0);
    expect(killed.length).to.be.greaterThan(0);
  });

  it('end every generation once', () => {
    expect(audit.notEndedOnce).to.deep.equal([]);
  });

  it('leave quotas that are what the generations say', () => {
    expect(audit.wrongQuotas).to.deep.equal([]);
  });

  it('have one outcome for every mail, and every delivered mail in the mailbox', () => {
    const { notSettledOnce, missingMails, unknownMails } = audit;
    expect({ notSettledOnce, missingMails, unknownMails }).to.deep.equal({
      notSettledOnce: [],
      missingMails: [],
      unknownMails: [],
    });
  });

  it('send a mail again only when a worker was killed in the middle of it', () => {
    const workers = killed.filter((name) => name.startsWith('worker'));
    expect(audit.repeatedMails.length).to.be.at.most(workers.length);
  });
});
