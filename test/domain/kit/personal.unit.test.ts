import { expect } from 'chai';
import { z } from 'zod';
import { ERASED, isErased, personal, reveal, subjectOf } from '#domain/kit/personal.js';

describe('a personal value', () => {
  it('is read as the value, or as erased', () => {
    const name = personal(z.string());
    expect([name.parse('Ada'), name.parse({ erased: true })]).to.deep.equal(['Ada', ERASED]);
  });

  it('is nothing else', () => {
    expect(personal(z.string()).safeParse({ erased: true, by: 7 }).success).to.equal(false);
  });

  it('belongs to the account of its event unless another field is named', () => {
    expect(subjectOf(personal(z.string()))).to.equal('accountId');
    expect(subjectOf(personal(z.string(), 'ownerId'))).to.equal('ownerId');
  });

  it('stays personal where it is optional', () => {
    expect(subjectOf(personal(z.string(), 'ownerId').optional())).to.equal('ownerId');
  });

  it('is told from one that is not personal', () => {
    expect(subjectOf(z.string())).to.equal(undefined);
  });

  it('gives way to the stand-in when the person was erased', () => {
    expect(reveal(ERASED, '[erased]')).to.equal('[erased]');
  });

  it('is shown as it is while the person is there', () => {
    expect(reveal('', '[erased]')).to.equal('');
  });

  it('is erased only when it says so', () => {
    const values: readonly unknown[] = [ERASED, { erased: true }, { erased: false }, {}, null, 'erased', 1];
    expect(values.map(isErased)).to.deep.equal([true, true, false, false, false, false, false]);
  });
});
