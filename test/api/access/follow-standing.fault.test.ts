import { expect } from 'chai';
import type { History } from '#audit/history.js';
import type { LogRecord } from '#audit/log-record.js';
import { followStanding, type FollowedStanding } from '#api/access/follow-standing.js';
import { createStanding } from '#api/access/standing.js';

const HOUR = 3_600_000;
const tokenOf = (sessionId: string) => ({ accountId: 7, sessionId, startedAt: 1_000 });
const positionOf = (n: bigint) => ({ commit: n, prepare: n }) as unknown as LogRecord['position'];
const ended = (sessionId: string, n: bigint): LogRecord => {
  const data = { sessionId, at: new Date().toISOString() };
  return { type: 'SessionEnded', data, position: positionOf(n) } as unknown as LogRecord;
};

/** A log that the test holds in its hand: records, silence, cuts. */
const fakeLog = () => {
  const asked: (LogRecord['position'] | null)[] = [];
  const waiting: ((step: LogRecord | Error) => void)[] = [];
  const steps: (LogRecord | Error)[] = [];
  let told: ((state: 'lost' | 'back') => void) | undefined;
  const next = (signal: AbortSignal | undefined): Promise<LogRecord | Error | undefined> =>
    new Promise((resolve) => {
      const step = steps.shift();
      if (step) resolve(step);
      else waiting.push(resolve);
      signal?.addEventListener('abort', () => resolve(undefined), { once: true });
    });
  const follow: History['follow'] = async function* ({ after, signal, onConnection }) {
    asked.push(after ?? null);
    told = onConnection;
    for (let step = await next(signal); step !== undefined; step = await next(signal)) {
      if (step instanceof Error) throw step;
      yield step;
    }
  };
  const send = (step: LogRecord | Error): void => {
    const receiver = waiting.shift();
    if (receiver) receiver(step);
    else steps.push(step);
  };
  return { follow, send, asked, connection: (state: 'lost' | 'back') => told?.(state) };
};

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('S1: a process that follows which sessions end', () => {
  let log: ReturnType<typeof fakeLog>;
  let followed: FollowedStanding;
  let database: 'up' | 'down';
  let errors: number;
  const lookedUp: string[] = [];

  beforeEach(() => {
    log = fakeLog();
    database = 'up';
    errors = 0;
    lookedUp.length = 0;
  });
  afterEach(() => followed.close());

  const start = (): void => {
    followed = followStanding({
      standing: createStanding(HOUR, Date.now),
      history: log,
      lookUp: ({ sessionId }) => {
        lookedUp.push(sessionId);
        return Promise.resolve(sessionId === 'ended before');
      },
      onError: () => void (errors += 1),
      past: () =>
        database === 'down'
          ? Promise.reject(new Error('Postgres is away'))
          : Promise.resolve({ after: positionOf(1n), endings: [{ kind: 'session', id: 'past', at: Date.now() }] }),
    });
  };
  const following = () => until(() => log.asked.length > 0);

  it('is deaf, and asks the log about every token, while Postgres is away after its start', async () => {
    database = 'down';
    start();
    await until(() => errors > 0);
    expect(followed.deafSince()).to.be.a('number');
    expect(await followed.isOver(tokenOf('ended before'))).to.equal(true);
    expect(await followed.isOver(tokenOf('good'))).to.equal(false);
    expect(lookedUp).to.deep.equal(['ended before', 'good']);
  });

  it('knows the past and asks nobody as soon as Postgres is back', async () => {
    database = 'down';
    start();
    await until(() => errors > 0);
    database = 'up';
    await following();
    expect(followed.deafSince()).to.equal(null);
    expect([followed.isOver(tokenOf('past')), followed.isOver(tokenOf('good'))]).to.deep.equal([true, false]);
  });

  it('keeps what it knows in force while the log is away, and says since when', async () => {
    start();
    await following();
    log.connection('lost');
    expect(followed.deafSince()).to.be.a('number');
    expect([followed.isOver(tokenOf('past')), followed.isOver(tokenOf('good'))]).to.deep.equal([true, false]);
  });

  it('refuses what was ended meanwhile as soon as the log is back', async () => {
    start();
    await following();
    log.connection('lost');
    log.connection('back');
    log.send(ended('meanwhile', 2n));
    await until(() => followed.isOver(tokenOf('meanwhile')) === true);
    expect(followed.deafSince()).to.equal(null);
  });

  it('goes on where it stopped when the log was restarted', async () => {
    start();
    await following();
    log.send(ended('first', 2n));
    await until(() => followed.isOver(tokenOf('first')) === true);
    log.send(new Error('the log was restarted'));
    await until(() => log.asked.length === 2);
    expect(log.asked).to.deep.equal([positionOf(1n), positionOf(2n)]);
  });
});
