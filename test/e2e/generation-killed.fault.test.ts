import { expect } from 'chai';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import { FAULT_POINTS, type FaultPoint } from '#platform/fault.js';
import type { ApiClient } from '#test/support/api-client.js';
import { auditEffects, deliveredMails } from '#test/support/effects-audit.js';
import { newPerson, type Person } from '#test/support/people.js';
import { eventsOf } from '#test/support/read-models.js';
import { newSystem, type Started, type System } from '#test/support/system.js';

/** Between two instructions of the worker that carries out a generation. */
const POINTS: readonly FaultPoint[] = ['after-take', ...FAULT_POINTS.generation, 'before-finish'];

const isEnd = (type: string): boolean => /^Generation(Completed|Failed|Cancelled)$/.test(type);

describe('a generation whose worker is killed', function () {
  this.timeout(240_000);
  let system: System;
  let api: ApiClient;
  let person: Person;
  let client: LogClient;
  let next: Started | undefined;
  /** What ended those that were killed at the steps of a mail. */
  const mailVictims: unknown[] = [];
  /** What was delivered, and how often, when each of them was dead. */
  const knownThen: Readonly<Record<string, number>>[] = [];

  before(async () => {
    system = await newSystem();
    await system.follower();
    api = (await system.api()).client;
    person = await newPerson(api);
    client = connectLog(system.environment['EVENTSTORE_URL'] ?? '');
    const first = await system.worker();
    await auditEffects(system.environment['EVENTSTORE_URL'] ?? '', system.mailbox.pageUrl);
    await first.stop();
    for (const point of FAULT_POINTS.mail) {
      const victim = await system.worker({ AIDESIGN_FAULT: `${point}:1` });
      await newPerson(api);
      mailVictims.push((await victim.process.exited).signal);
      knownThen.push(
        await deliveredMails(system.environment['EVENTSTORE_URL'] ?? '', system.mailbox.pageUrl),
      );
    }
  });
  afterEach(() => next?.stop());
  after(async () => {
    await client.dispose();
    await system.stop();
  });

  for (const point of POINTS) {
    it(`${point} has one result, of the worker that comes next; the quota counts it once`, async () => {
      const victim = await system.worker({ AIDESIGN_FAULT: `${point}:1` });
      const body = { prompt: `A poster about ${point}`, canvas_width: 800, canvas_height: 600 };
      const answer = await api.post('/api/v1/ai/generate-layout/?async=1', body, person.as);
      const { id } = answer.body as { id: number };
      expect((await victim.process.exited).signal).to.equal('SIGKILL');
      next = await system.worker();
      const log = system.environment['EVENTSTORE_URL'] ?? '';
      const { repeatedMails: _none, ...effects } = await auditEffects(log, system.mailbox.pageUrl);
      expect(Object.values(effects).flat()).to.deep.equal([]);
      const types = (await eventsOf(client))
        .filter(({ stream }) => stream === `generation-${id}`)
        .map(({ event }) => event.type);
      expect(types.filter(isEnd)).to.deep.equal(['GenerationCompleted']);
      expect(types.at(-1)).to.equal('GenerationCompleted');
    });
  }

  it('at every step of a mail has left it delivered in the log, and sent again only where nobody knew', async () => {
    expect(mailVictims).to.deep.equal(FAULT_POINTS.mail.map(() => 'SIGKILL'));
    const log = system.environment['EVENTSTORE_URL'] ?? '';
    const { repeatedMails, ...effects } = await auditEffects(log, system.mailbox.pageUrl);
    expect(Object.values(effects).flat()).to.deep.equal([]);
    expect(repeatedMails).to.not.have.length(0);
    const knownNow = await deliveredMails(log, system.mailbox.pageUrl);
    expect(knownThen.every((known) => Object.keys(known).length > 0)).to.equal(true);
    for (const known of knownThen) expect(knownNow).to.include(known);
  });
});
