import { expect } from 'chai';
import { eventJson, eventLines } from '#cli/format/event-line.js';
import { createOutput } from '#cli/output.js';
import { recordWith } from '#test/cli/support/log-record.js';

const name = { $p: 1, s: 5, k: 0, v: "Rosie's Café" };
const record = recordWith({ type: 'ProjectCreated', revision: 3, data: { name, projectType: 'logo' } });

const linesAt = (columns: number, personal = false): string => {
  const sink = { write: () => undefined, isTTY: true, columns };
  return eventLines(record, { personal }, createOutput({ out: sink, err: sink }, { NO_COLOR: '1' }));
};

describe('an event on the terminal', () => {
  it('says what happened where, by whom and what is to know', () => {
    const [first = '', second = ''] = linesAt(100).split('\n');
    expect(first).to.match(/^\d\d:\d\d:00\.250 {2}ProjectCreated +project-5@3 {2}#7$/);
    expect(second.trim()).to.equal('account:5  logo name=‹personal›');
  });

  it('shows personal values with leave', () => {
    expect(linesAt(100, true)).to.contain("name=Rosie's Café").and.not.to.contain('‹personal›');
  });

  it('keeps to the width of the terminal', () => {
    const widths = linesAt(60)
      .split('\n')
      .map((line) => line.length);
    expect(Math.max(...widths)).to.be.at.most(60);
  });
});

describe('an event as JSON', () => {
  it('has its place, origin and data, personal values hidden', () => {
    expect(JSON.parse(eventJson(record, { personal: false }))).to.deep.equal({
      id: record.id,
      stream: 'project-5',
      revision: 3,
      position: '7',
      created: '2026-02-08T09:30:00.250Z',
      type: 'ProjectCreated',
      data: { name: '‹personal›', projectType: 'logo' },
      ...record.origin,
    });
  });

  it('has the data as stored with leave', () => {
    const shown = JSON.parse(eventJson(record, { personal: true })) as { data: unknown };
    expect(shown.data).to.deep.equal(record.data);
  });
});
