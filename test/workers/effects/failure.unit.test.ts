import { expect } from 'chai';
import { AppError } from '#platform/app-error.js';
import { failureOf, whereOf } from '#workers/effects/failure.js';
import { Hopeless, RetryLater } from '#workers/effects/handler.js';

describe('the failure of an attempt', () => {
  it('is what the handler says it is', () => {
    expect(failureOf(new Hopeless('no_address'))).to.deep.equal({ type: 'hopeless', code: 'no_address' });
    const busy = { type: 'later', code: 'busy', afterMs: 7 };
    expect(failureOf(new RetryLater('busy', 7))).to.deep.equal(busy);
  });

  it('is nobody’s fault when a server everybody needs is away', () => {
    const away = { type: 'away', code: 'service_unavailable' };
    expect(failureOf(new AppError('service_unavailable', 'x'))).to.deep.equal(away);
  });

  it('is known by the code of an error, else by its name, never by its message', () => {
    const refused = Object.assign(new Error('ada@example.org was refused'), { code: 'EENVELOPE' });
    expect(failureOf(refused)).to.deep.equal({ type: 'later', code: 'EENVELOPE' });
    const talkative = Object.assign(new Error('x'), { code: '550 <ada@example.org> unknown' });
    expect(failureOf(talkative)).to.deep.equal({ type: 'later', code: 'Error' });
    expect(failureOf('ada@example.org')).to.deep.equal({ type: 'later', code: 'unknown' });
  });

  it('tells where it came from without the message', () => {
    const where = whereOf(new Error('ada@example.org was refused'));
    expect(where.join(' ')).to.contain('failure.unit.test').and.not.to.contain('ada');
  });

  it('tells nothing of a message of several lines that looks like a stack', () => {
    const where = whereOf(new Error('a prompt:\n    at home with ada@example.org'));
    expect(where.join(' ')).to.contain('failure.unit.test').and.not.to.contain('ada');
  });
});
