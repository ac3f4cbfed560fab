import { expect } from 'chai';
import { bytesText, shortData } from '#cli/format/short-data.js';

describe('the data of an event in a few words', () => {
  it('leaves out what stream, actor and time say already', () => {
    const data = { projectId: 5, ownerId: 7, by: 7, at: '2026-02-08T09:30:00.000Z', generation: 2 };
    expect(shortData(data)).to.equal('generation=2');
  });

  it('sums a design up', () => {
    const design = { objects: 19, jsonBytes: 4_004_213, address: 'a'.repeat(64) };
    expect(shortData({ design, kept: { number: 3 } })).to.equal('19 objects, 4.0 MB kept=v3');
  });

  it('calls the design that is not there empty by saying nothing', () => {
    expect(shortData({ design: null, copiedFrom: null })).to.equal('');
  });

  it('never shows a credential', () => {
    expect(shortData({ credential: '$argon2id$v=19$secret' })).to.equal('');
  });

  it('never lets a control character reach the terminal', () => {
    expect(shortData({ name: 'a\u001b[31mb\u0007\nc' })).to.equal('name=a�[31mb��c');
  });

  it('cuts long texts between characters, not inside them', () => {
    expect(shortData({ name: '🥐'.repeat(50) })).to.equal(`name=${'🥐'.repeat(39)}…`);
  });

  it('puts hidden personal values last', () => {
    expect(shortData({ name: '‹personal›', plan: 'free' })).to.equal('free name=‹personal›');
  });

  it('has nothing to say about data that is not JSON', () => {
    expect(shortData(null)).to.equal('');
  });
});

describe('bytes for people', () => {
  it('have a unit that fits', () => {
    expect([0, 999, 1_000, 999_000, 4_004_213].map(bytesText)).to.deep.equal([
      '0 B',
      '999 B',
      '1.0 kB',
      '999.0 kB',
      '4.0 MB',
    ]);
  });
});
