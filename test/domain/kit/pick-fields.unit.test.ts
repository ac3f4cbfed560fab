import { expect } from 'chai';
import { pickFields } from '#domain/kit/pick-fields.js';

describe('the fields picked from a record', () => {
  it('are those that were said yes to', () => {
    expect(pickFields({ a: 1, b: 2 }, (field) => field === 'b')).to.deep.equal({ b: 2 });
  });

  it('are never undefined', () => {
    expect(pickFields({ a: undefined, b: null }, () => true)).to.deep.equal({ b: null });
  });

  it('leave the record as it was', () => {
    const record = Object.freeze({ a: 1, b: undefined });
    expect(pickFields(record)).to.deep.equal({ a: 1 });
  });
});
