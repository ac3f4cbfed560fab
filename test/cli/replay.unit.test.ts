import { expect } from 'chai';
import { replayCommand } from '#cli/commands/replay.js';
import { runCli } from '#cli/framework/run-cli.js';
import { fakeTools } from './support/fake-tools.js';

const replay = async (...words: string[]) => {
  const { tools, written } = fakeTools();
  const code = await runCli({ version: '0', commands: [replayCommand] }, ['replay', ...words], tools);
  return { code, ...written };
};

const REFUSED: readonly (readonly [string, string, ...string[]])[] = [
  ['nothing', 'Name a stream such as project-7'],
  ['no stream of the product', 'Such as project-7', 'projct-7'],
  ['a category alone', 'is no stream', 'project-'],
  ['two streams', 'one word too many', 'project-7', 'project-8'],
  ['an instant that has not come', 'in the future', 'project-7', '--until', '2999-01-01'],
  ['an instant that is none', '2026-02-08T09:30:00Z', 'project-7', '--until', 'yesterday'],
  ['an instant without its zone', '2026-02-08T09:30:00Z', 'project-7', '--until', '2026-02-08T09:30:00'],
  ['a day that is none', '--until cannot be', 'project-7', '--until', '2026-02-31T99:00:00Z'],
  ['a revision that is none', 'whole number', 'project-7', '--revision', 'x'],
  ['two moments', 'does not go with', 'project-7', '--until', '2026-01-01', '--revision', '1'],
  ['a file for a stream', 'does not go with', 'project-7', '--out', 'x'],
  ['a stream and a read model', 'does not go with', 'project-7', '--projection', 'accounts', '--out', 'x'],
  [
    'a revision of a read model',
    'does not go with',
    '--projection',
    'accounts',
    '--revision',
    '1',
    '--out',
    'x',
  ],
  ['a read model without a file', '--out is missing', '--projection', 'accounts'],
];

describe('aidesign replay', () => {
  for (const [what, hint, ...words] of REFUSED) {
    it(`refuses ${what}`, async () => {
      const { code, out, err } = await replay(...words);
      expect(err).to.contain(hint);
      expect({ code, out }).to.deep.equal({ code: 2, out: '' });
    });
  }
});
