import { expect } from 'chai';
import { matches } from '#audit/record-query.js';
import { recordWith } from '#test/cli/support/log-record.js';

describe('a query for events', () => {
  const record = recordWith({ type: 'DesignSaved', stream: 'project-55', account: 5 });

  it('lets everything through that it does not narrow', () => {
    expect(matches({}, record)).to.equal(true);
  });

  it('narrows by type', () => {
    expect(matches({ type: 'DesignSaved' }, record)).to.equal(true);
    expect(matches({ type: 'Design' }, record)).to.equal(false);
  });

  it('narrows by stream, not by the beginning of its name', () => {
    expect(matches({ stream: 'project-55' }, record)).to.equal(true);
    expect(matches({ stream: 'project-5' }, record)).to.equal(false);
  });

  it('narrows by category', () => {
    expect(matches({ stream: 'project' }, record)).to.equal(true);
    expect(matches({ stream: 'proj' }, record)).to.equal(false);
  });

  it('narrows by account', () => {
    expect(matches({ account: 5 }, record)).to.equal(true);
    expect(matches({ account: 6 }, record)).to.equal(false);
    expect(matches({ account: 5 }, { ...record, origin: null })).to.equal(false);
  });

  it('never shows events of the event store itself', () => {
    expect(matches({}, recordWith({ type: '$metadata' }))).to.equal(false);
  });
});
