import { expect } from 'chai';
import { followStanding, type FollowedStanding, type StandingOptions } from '#api/access/follow-standing.js';
import { createStanding } from '#api/access/standing.js';
import type { LogRecord } from '#audit/log-record.js';
import type { Position } from '#platform/position.js';
import { failureOf } from '#test/support/failure.js';
import { until } from '#test/support/until.js';

const HOUR = 3_600_000;
const AT = '2026-02-08T08:30:00.000Z';
const NOW = Date.parse(AT);
const token = { accountId: 7, sessionId: 'ended', startedAt: NOW - 1_000 };
const other = { ...token, sessionId: 'goes-on' };
const at = (commit: bigint): Position => ({ commit, prepare: commit });

const ended = (sessionId: string, commit: bigint): LogRecord =>
  ({ type: 'SessionEnded', data: { sessionId, at: AT }, position: at(commit) }) as unknown as LogRecord;

/** A log that hands over some records, then breaks or stays quiet. */
const follower = (records: readonly LogRecord[], breaks: boolean): StandingOptions['history']['follow'] =>
  async function* ({ signal }) {
    yield* records;
    if (breaks) throw new Error('the log is away');
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  };

describe('S1: what a process knows of ended sessions, while servers are away', () => {
  let followed: FollowedStanding;
  afterEach(() => followed.close());

  const errors: unknown[] = [];
  const begin = (options: Partial<StandingOptions>): void => {
    errors.length = 0;
    followed = followStanding({
      standing: createStanding(HOUR, () => NOW),
      past: () => Promise.resolve({ after: at(0n), endings: [] }),
      history: { follow: follower([], false) },
      lookUp: () => Promise.reject(new Error('was not to be asked')),
      onError: (error) => errors.push(error),
      ...options,
    });
  };

  it('is looked up in the log for each token, as long as the read model cannot be asked', async () => {
    let away = true;
    const looked: string[] = [];
    begin({
      past: () =>
        away ? Promise.reject(new Error('down')) : Promise.resolve({ after: at(0n), endings: [] }),
      lookUp: ({ sessionId }) => {
        looked.push(sessionId);
        return Promise.resolve(sessionId === 'ended');
      },
    });
    expect([await followed.isOver(token), await followed.isOver(other)]).to.deep.equal([true, false]);
    expect(looked).to.deep.equal(['ended', 'goes-on']);
    expect(followed.deafSince()).to.be.a('number');
    away = false;
    await until(() => Promise.resolve(followed.deafSince() === null || undefined));
    expect(followed.isOver(other)).to.equal(false);
  });

  it('lets nobody in when neither the read model nor the log can be asked', async () => {
    const away = (): Promise<never> => Promise.reject(new Error('away'));
    begin({ past: away, lookUp: away });
    expect(await failureOf(Promise.resolve(followed.isOver(other)))).to.have.property('message', 'away');
  });

  it('stays in force while the log is away, which is said, and goes on where it was', async () => {
    const afters: (Position | null)[] = [];
    let back = false;
    const follow: StandingOptions['history']['follow'] = (following) => {
      afters.push(following.after);
      if (afters.length === 1) return follower([ended('ended', 5n)], true)(following);
      return follower(back ? [ended('goes-on', 9n)] : [], !back)(following);
    };
    begin({ history: { follow } });
    await until(() => Promise.resolve(errors.length > 0 || undefined));
    expect(followed.deafSince()).to.be.a('number');
    expect([followed.isOver(token), followed.isOver(other)]).to.deep.equal([true, false]);
    back = true;
    await until(() => Promise.resolve(followed.isOver(other) === true || undefined));
    expect(followed.deafSince()).to.equal(null);
    expect(afters.slice(1).every((after) => after?.commit === 5n)).to.equal(true);
  });
});
