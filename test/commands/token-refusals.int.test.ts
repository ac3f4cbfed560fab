import { expect } from 'chai';
import { createTokenRefusals, type TokenRefusals } from '#commands/sessions/token-refusals.js';
import { NOON } from '#test/support/callers.js';
import { useWriteSide } from '#test/support/write-side.js';
import { storedEvents } from '../eventlog/stored-events.js';

describe('S1: access tokens that are refused', () => {
  const side = useWriteSide();
  const failures: unknown[] = [];
  let refusals: TokenRefusals;

  beforeEach(() => {
    failures.length = 0;
  });
  afterEach(() => refusals.close());

  const start = (log = side().deps.log): void => {
    const clock = { now: () => new Date(NOON) };
    refusals = createTokenRefusals({ log, clock, onError: (error) => failures.push(error) });
  };
  const told = () => storedEvents(side().client, `tokenrefusal-${NOON.slice(0, 13)}`);

  it('are one event for each reason, however many there were', async () => {
    start();
    for (let count = 0; count < 5_000; count += 1) refusals.note(count % 2 === 0 ? 'signature' : 'expired');
    await refusals.tell();
    await refusals.tell();
    const data = (await told()).map((event) => event.data as { reason: string; count: number });
    expect(data.map(({ reason, count }) => [reason, count])).to.deep.equal([
      ['signature', 2_500],
      ['expired', 2_500],
    ]);
  });

  it('are counted on while the log is away', async () => {
    const { log } = side().deps;
    let away = true;
    const execute: typeof log.execute = (request) =>
      away ? Promise.reject(new Error('away')) : log.execute(request);
    start({ ...log, execute });
    refusals.note('algorithm');
    await refusals.tell();
    refusals.note('algorithm');
    away = false;
    await refusals.tell();
    expect(failures).to.have.length(1);
    const last = (await told()).at(-1)?.data as { reason: string; count: number } | undefined;
    expect(last).to.include({ reason: 'algorithm', count: 2 });
  });
});
