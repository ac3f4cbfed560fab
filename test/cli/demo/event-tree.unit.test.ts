import { expect } from 'chai';
import { eventTree } from '#cli/demo/event-tree.js';
import type { StepReport } from '#cli/demo/stage.js';
import { stepLine } from '#cli/demo/step-line.js';
import { createOutput } from '#cli/output.js';
import { recordWith } from '#test/cli/support/log-record.js';

const sink = { write: () => undefined, isTTY: true, columns: 80 };
const output = createOutput({ out: sink, err: sink }, { NO_COLOR: '1' });

const step = (number: number, facts: Partial<StepReport> = {}): StepReport => ({
  number,
  title: `Step ${number}`,
  ok: true,
  note: '',
  ms: 12,
  retries: 0,
  positions: [],
  startedAt: new Date('2026-01-01T00:00:00Z'),
  endedAt: new Date('2026-01-01T00:00:01Z'),
  ...facts,
});

describe('the events of the demo', () => {
  const reserved = recordWith({
    command: 'a1',
    cause: 'a',
    position: 1n,
    stream: 'quota-5',
    type: 'ProjectSlotReserved',
  });
  const created = recordWith({
    command: 'a',
    position: 2n,
    type: 'ProjectCreated',
    data: { projectType: 'logo' },
  });

  it('stand under the step whose answer gave their position', () => {
    const steps = [step(1), step(2, { positions: ['2'] })];
    expect(eventTree([reserved, created], steps, output).split('\n')).to.deep.equal([
      '   2 Step 2',
      '     ├─ ProjectSlotReserved   quota-5@0',
      '     └─ ProjectCreated        project-5@0                  logo',
      '',
      '  No event (read, refused, repeated or unchanged): steps 1',
    ]);
  });

  it('stand under the step of their time when no answer gave their position', () => {
    const during = { startedAt: created.created, endedAt: created.created };
    expect(eventTree([created], [step(3, during)], output)).to.match(/^ {3}3 Step 3\n/);
  });

  it('stand under their command when no step fits', () => {
    expect(eventTree([created], [], output)).to.match(/^ {5}a\n/);
  });
});

describe('a step of the demo', () => {
  it('is one line that fits the terminal', () => {
    const report = step(7, { title: 'Autosave', note: 'no event', ms: 1_234 });
    const line = stepLine(report, output);
    expect(line).to.match(/^ {2}✓ {2}7 Autosave +no event +1\.2 s$/);
    expect(line).to.have.length(80);
  });

  it('says how often it had to ask again', () => {
    expect(stepLine(step(7, { note: 'done', retries: 2 }), output)).to.contain('done (2 retries)');
  });

  it('says on a second line what was wrong', () => {
    const [first = '', second = ''] = stepLine(step(7, { ok: false, note: 'expected 200' }), output).split(
      '\n',
    );
    expect(first).to.contain('✗  7 Step 7');
    expect(second.trim()).to.equal('expected 200');
  });
});
