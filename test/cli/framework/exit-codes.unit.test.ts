import { expect } from 'chai';
import { FailedQuietly, NotFoundError, NotRunningError, UsageError } from '#cli/framework/errors.js';
import { describeError, exitCodeOf } from '#cli/framework/exit-codes.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { AppError } from '#platform/app-error.js';
import { ConfigError } from '#platform/config.js';

const withCode = (code: string, message = ''): Error => Object.assign(new Error(message), { code });

describe('the exit code', () => {
  const cases: readonly (readonly [string, unknown, number])[] = [
    ['a wrong command line', new UsageError('x'), 2],
    ['settings that cannot be used', new ConfigError(['x']), 2],
    ['no running instance', new NotRunningError('x'), 3],
    ['an event log that does not answer', new AppError('service_unavailable', 'x'), 3],
    ['a refused connection', withCode('ECONNREFUSED'), 3],
    ['a database that is shutting down', withCode('57P01'), 3],
    ['something that does not exist', new NotFoundError('x'), 4],
    ['a decider that knows no such thing', new DomainError('not_found', 'x'), 4],
    ['a decider that refuses', new DomainError('forbidden', 'x'), 1],
    ['a bad outcome', new FailedQuietly('x'), 1],
    ['a surprise', new Error('x'), 1],
    ['a surprise that is no error', 'x', 1],
  ];
  for (const [what, error, code] of cases) {
    it(`is ${code} for ${what}`, () => {
      expect(exitCodeOf(error)).to.equal(code);
    });
  }
});

describe('an error in words', () => {
  it('is its message', () => {
    expect(describeError(new Error('The ship sank.'))).to.equal('The ship sank.');
  });

  it('has the hint on a second line', () => {
    expect(describeError(new UsageError('No.', 'Did you mean yes?'))).to.equal('No.\nDid you mean yes?');
  });

  it('says what to do about a port in use', () => {
    expect(describeError(withCode('EADDRINUSE', 'in use'))).to.contain('choose another PORT');
  });

  it('finds words in an error made of several refused connections', () => {
    expect(
      describeError(new AggregateError([withCode('ECONNREFUSED', 'connect ECONNREFUSED ::1:5432')])),
    ).to.equal('connect ECONNREFUSED ::1:5432');
  });
});
