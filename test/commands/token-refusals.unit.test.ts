import { expect } from 'chai';
import { createTokenRefusals } from '#commands/sessions/token-refusals.js';
import type { TokenRefusalCommand } from '#domain/tokenrefusal/index.js';
import { tokenRefusals } from '#domain/tokenrefusal/index.js';
import type { EventLog } from '#eventlog/event-log.js';

const clock = { now: () => new Date('2026-02-08T08:30:00.000Z') };

const logOf = (told: TokenRefusalCommand['refused'][], isAway: () => boolean): Pick<EventLog, 'execute'> => ({
  execute: ({ aggregate, command }) => {
    if (isAway()) return Promise.reject(new Error('away'));
    told.push((command as unknown as TokenRefusalCommand).refused);
    return Promise.resolve({ state: aggregate.initial, revision: 0, events: 1 } as never);
  },
});

describe('S1: refused tokens', () => {
  const told: TokenRefusalCommand['refused'][] = [];
  let away = false;
  let errors = 0;
  const onError = (): void => void (errors += 1);
  const open = () => createTokenRefusals({ log: logOf(told, () => away) as EventLog, clock, onError });

  beforeEach(() => {
    told.length = 0;
    away = false;
    errors = 0;
  });

  it('are one event for each reason, however many they were', async () => {
    const refusals = open();
    for (let i = 0; i < 10_000; i += 1) refusals.note(i % 2 === 0 ? 'signature' : 'expired');
    await refusals.close();
    const facts = told.map(({ reason, count }) => ({ reason, count }));
    expect(facts).to.deep.equal([
      { reason: 'signature', count: 5_000 },
      { reason: 'expired', count: 5_000 },
    ]);
  });

  it('are no event where there were none', async () => {
    await open().close();
    expect(told).to.deep.equal([]);
  });

  it('are counted on while the log is away, and told when it is back', async () => {
    const refusals = open();
    refusals.note('key');
    away = true;
    await refusals.tell();
    refusals.note('key');
    away = false;
    await refusals.close();
    expect({ errors, counts: told.map(({ count }) => count) }).to.deep.equal({ errors: 1, counts: [2] });
  });

  it('fill no more than a thousand places of an hour', () => {
    const at = clock.now().toISOString();
    const refused = { reason: 'key', count: 1, from: at, at } as const;
    const command = { type: 'RecordRefusals', refused } as const;
    expect(tokenRefusals.decide({ recorded: 999 }, command)).to.have.length(1);
    expect(tokenRefusals.decide({ recorded: 1_000 }, command)).to.deep.equal([]);
  });
});
