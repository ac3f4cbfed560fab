import { expect } from 'chai';
import fc from 'fast-check';
import {
  advance,
  isRight,
  isSetBack,
  type Count,
  type Mark,
  type Place,
} from '#followers/verifying/count.js';
import { between, NO_EVENTS, plus, tallyOf, type Tally } from '#followers/verifying/tally.js';

const OWN = { categories: ['project'] };
const at = (commit: number) => ({ commit: BigInt(commit), prepare: BigInt(commit) });
const idOf = (number: number): string => `00000000-0000-5000-8000-${number.toString(16).padStart(12, '0')}`;
const place = (number: number, category = 'project'): Place => ({
  id: idOf(number * 2_654_435_761),
  stream: `${category}-7`,
  revision: number,
  position: at(number),
});

const LOG = Array.from({ length: 60 }, (_, index) =>
  place(index + 1, index % 3 === 0 ? 'account' : 'project'),
);

const handledUpTo = (commit: number, handled: readonly Place[] = LOG): Tally =>
  tallyOf(
    OWN,
    handled.filter(({ position }) => position.commit <= commit),
  );

const markAt = (commit: number, handled: readonly Place[] = LOG, id = commit): Mark => ({
  id,
  position: at(commit),
  eventId: idOf(commit),
  handled: handledUpTo(commit, handled),
});

const begin = (marks: readonly Mark[]): Count => ({
  projection: 'projects',
  version: 1,
  partition: { index: 0, of: 1 },
  ...OWN,
  from: null,
  handled: NO_EVENTS,
  reached: null,
  counted: NO_EVENTS,
  marks,
});

/** Counts the log in pieces that end at these positions. */
const countIn = (start: Count, ends: readonly number[]) => {
  let count = start;
  const windows = ends.flatMap((end) => {
    const events = LOG.filter(({ position }) => position.commit <= end);
    const advanced = advance(count, { events, upTo: at(end) });
    count = advanced.count;
    return advanced.windows;
  });
  return { count, windows };
};

const lastFirst = (one: number, other: number): number => one - other;

describe('events counted in windows of the log', () => {
  it('are right wherever marks are and however the log is cut, when each was handled once', () => {
    const places = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(places, places, (marks, cuts) => {
        const inOrder = [...marks].sort(lastFirst).map((commit) => markAt(commit));
        const { count, windows } = countIn(begin(inOrder), [...[...cuts].sort(lastFirst), 60]);
        expect(windows).to.have.lengthOf(marks.length);
        expect(windows.every(isRight)).to.equal(true);
        expect(count.marks).to.deep.equal([]);
      }),
    );
  });

  it('are wrong in the one window in which one is missing, by exactly that one', () => {
    const lost = LOG[31];
    const handled = LOG.filter((event) => event !== lost);
    const marks = [10, 25, 40, 55].map((commit) => markAt(commit, handled));
    const { windows } = countIn(begin(marks), [20, 33, 60]);
    const wrong = windows.filter((window) => !isRight(window));
    expect(wrong.map(({ mark }) => mark.id)).to.deep.equal([40]);
    const [window] = wrong;
    expect(window && between(window.handled, window.logged)).to.deep.equal(lost && plus(NO_EVENTS, lost));
  });

  it('are wrong when one was handled in the place of another', () => {
    const other = { ...place(900), position: at(32) };
    const handled = LOG.map((event, index) => (index === 31 ? other : event));
    const [window] = countIn(begin([markAt(60, handled)]), [60]).windows;
    expect(window?.handled.events).to.equal(window?.logged.events);
    expect(window && isRight(window)).to.equal(false);
  });

  it('are those of the categories that are followed', () => {
    const { count } = countIn(begin([markAt(60)]), [59]);
    expect(count.counted.events).to.equal(LOG.filter(({ stream }) => stream === 'project-7').length - 1);
  });

  it('are not counted beyond what was read', () => {
    const { count, windows } = countIn(begin([markAt(50)]), [49]);
    expect(windows).to.deep.equal([]);
    expect(count).to.deep.include({ from: null, reached: at(49) });
  });

  it('begin anew where a checkpoint was set back, and marks of before say nothing', () => {
    const before: Count = {
      ...begin([markAt(20, LOG, 9), markAt(45, LOG, 3)]),
      from: at(40),
      reached: at(40),
    };
    const { count, windows } = countIn({ ...before, handled: handledUpTo(40) }, [60]);
    expect(windows.map(isSetBack)).to.deep.equal([true]);
    expect(count).to.deep.include({ from: at(20), reached: at(20), marks: [] });
  });
});
