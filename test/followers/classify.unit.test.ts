import { expect } from 'chai';
import { AppError } from '#platform/app-error.js';
import { NoAnswer } from '#eventlog/unavailable.js';
import { classify, type FailureKind } from '#followers/classify.js';
import { CheckpointMoved, SessionLost } from '#followers/errors.js';
import { PoisonChange } from '#projections/kit/evolve-row.js';

const coded = (code: string): Error => Object.assign(new Error('failed'), { code });

const EXPECTED: Readonly<Record<FailureKind, readonly (readonly [string, unknown])[]>> = {
  transient: [
    ['a serialization failure', coded('40001')],
    ['a deadlock', coded('40P01')],
    ['a full disk', coded('53100')],
    ['too many connections', coded('53300')],
    ['a lock that is not available', coded('55P03')],
    ['a server that starts up', coded('57P03')],
    ['a cancelled statement', coded('57014')],
    ['a missing table', coded('42P01')],
    ['missing rights', coded('42501')],
    ['a refused connection', coded('ECONNREFUSED')],
    ['an unknown host', coded('ENOTFOUND')],
    ['a connection that does not come about', new Error('timeout exceeded when trying to connect')],
    ['a log that does not answer', new NoAnswer('The event log', 5)],
    ['a checkpoint that somebody moved', new CheckpointMoved()],
    ['a lost session', new SessionLost()],
  ],
  ambiguous: [
    ['a connection failure', coded('08006')],
    ['an unknown completion', coded('40003')],
    ['a server that shuts down', coded('57P01')],
    ['a server that crashed', coded('57P02')],
    ['a reset connection', coded('ECONNRESET')],
    ['a broken pipe', coded('EPIPE')],
    ['a connection that ended', new Error('Connection terminated unexpectedly')],
  ],
  permanent: [
    ['a value out of range', coded('22003')],
    ['a broken constraint', coded('23505')],
    ['a row too large', coded('54000')],
    ['a change that contradicts the rows', new PoisonChange('no row')],
    ['a bug in a projection', new TypeError('undefined is not a function')],
    ['an error of the application', new AppError('conflict', 'no')],
  ],
};

for (const [kind, failures] of Object.entries(EXPECTED)) {
  describe(`a failure that is ${kind}`, () => {
    for (const [name, error] of failures)
      it(`is ${name}`, () => {
        expect(classify(error)).to.equal(kind);
      });
  });
}
