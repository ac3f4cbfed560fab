import { expect } from 'chai';
import { reasonOf } from '#console/projections/reason.js';
import { valueText } from '#console/projections/value-text.js';

const refused = (code: string) => Object.assign(new Error('value "Ada" is out of range'), { code });

describe('the reason of a failure', () => {
  it('is what it says of itself', () => {
    expect(reasonOf(new Error('permission denied'))).to.equal('permission denied');
    expect(reasonOf(Object.assign(refused('42501')))).to.equal('value "Ada" is out of range');
  });

  it('does not quote the value a database refused, however deep that is', () => {
    const where = { stream: 'project-7', revision: 4 };
    const failed = Object.assign(new Error('Event …: "Ada"', { cause: refused('22003') }), where);
    expect(reasonOf(failed)).to.equal(
      'Event 4@project-7 cannot be handled: the database refuses a value (22003). The log of the server has the details.',
    );
    expect(reasonOf(refused('23505'))).not.to.include('Ada');
  });
});

describe('a value of a row on a page', () => {
  it('is shown when it is a number, a truth, an instant or an id', () => {
    const plain = [7, false, null, '2026-03-01T12:00:00.000Z', '6a3b1c1e-0000-4000-8000-000000000001'];
    expect(plain.map(valueText)).to.deep.equal([
      ...['7', 'false', 'null', '"2026-03-01T12:00:00.000Z"', '"6a3b1c1e-0000-4000-8000-000000000001"'],
    ]);
  });

  it('shows no text: it may be personal', () => {
    expect(['Ada', '2026 Ada', { name: 'Ada' }, ['Ada']].map(valueText)).to.deep.equal([
      ...['‹3 characters›', '‹8 characters›', '‹object›', '‹1 item›'],
    ]);
  });
});
