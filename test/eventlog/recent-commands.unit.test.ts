import { expect } from 'chai';
import { findCommand, NO_COMMANDS, rememberCommand } from '#eventlog/recent-commands.js';

const command = (revision: number) => ({
  requestHash: `hash of ${revision}`,
  firstRevision: revision,
  lastRevision: revision,
  position: { commit: BigInt(revision), prepare: BigInt(revision) },
});

/** As many commands as asked for, each with one event, with ids c0, c1, … */
const after = (count: number) =>
  Array.from({ length: count }, (_, revision) => revision).reduce(
    (recent, revision) => rememberCommand(recent, `c${revision}`, command(revision)),
    NO_COMMANDS,
  );

describe('the recent commands of a stream', () => {
  const recent = after(1_000);

  it('have each of the last 200', () => {
    const last = Array.from({ length: 200 }, (_, at) => 800 + at);
    expect(last.map((revision) => findCommand(recent, `c${revision}`))).to.deep.equal(last.map(command));
  });

  it('always have the first, by which a creation is recognised', () => {
    expect(findCommand(recent, 'c0')).to.deep.equal(command(0));
  });

  it('forget the others', () => {
    expect(findCommand(recent, 'c1')).to.equal(undefined);
  });

  it('have a command with several events as it is after the last', () => {
    const longer = { ...command(990), lastRevision: 1_000 };
    expect(findCommand(rememberCommand(recent, 'c990', longer), 'c990')).to.deep.equal(longer);
  });

  it('are left as they were when there is one more', () => {
    rememberCommand(recent, 'c1000', command(1_000));
    expect(findCommand(recent, 'c1000')).to.equal(undefined);
  });
});
