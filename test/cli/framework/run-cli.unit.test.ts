import { expect } from 'chai';
import { command } from '#cli/framework/command.js';
import { NotFoundError, NotRunningError } from '#cli/framework/errors.js';
import { runCli } from '#cli/framework/run-cli.js';
import { fakeTools } from '#test/cli/support/fake-tools.js';

const failing = (name: string, error: unknown) =>
  command({ name, summary: `Fails: ${name}`, run: () => Promise.reject(error as Error) });

const commands = [
  command({
    name: 'greet',
    summary: 'Say hello',
    run: async (_args, { output }) => {
      output.print('hello');
    },
  }),
  failing('crew list', new Error('The ship sank.')),
  failing('crew call', new NotRunningError('Nobody is on board.')),
  failing('crew find', new NotFoundError('There is no such sailor.')),
];

const run = async (...words: string[]) => {
  const { tools, written } = fakeTools();
  const code = await runCli({ version: '9.9.9', commands }, words, tools);
  return { code, ...written };
};

describe('the program', () => {
  it('runs the command that is named', async () => {
    expect(await run('greet')).to.deep.equal({ code: 0, out: 'hello\n', err: '' });
  });

  it('lists its commands when none is named', async () => {
    const { code, out } = await run();
    expect(code).to.equal(0);
    expect(out).to.contain('greet').and.to.contain('crew list').and.to.contain('Exit codes: 0 done');
  });

  it('says its version', async () => {
    expect(await run('--version')).to.deep.equal({ code: 0, out: '9.9.9\n', err: '' });
  });

  it('suggests the command that was probably meant', async () => {
    expect(await run('gret')).to.deep.equal({
      code: 2,
      out: '',
      err: 'There is no command "gret".\nDid you mean: aidesign greet\n',
    });
  });

  it('suggests a command of two words by one of them', async () => {
    expect((await run('crw')).err).to.contain('Did you mean: aidesign crew list');
    expect((await run('crew', 'lst')).err).to.contain('Did you mean: aidesign crew list');
  });

  it('asks which command of a group is meant', async () => {
    const { code, err } = await run('crew');
    expect(code).to.equal(2);
    expect(err).to.contain('aidesign crew list, aidesign crew call');
  });

  it('helps on a group', async () => {
    const { code, out } = await run('crew', '--help');
    expect(code).to.equal(0);
    expect(out).to.contain('crew list').and.not.to.contain('greet');
  });

  it('helps on a command whatever else is wrong', async () => {
    const { code, out } = await run('greet', '--nonsense', '--help');
    expect(code).to.equal(0);
    expect(out).to.contain('Say hello').and.to.contain('Usage: aidesign greet');
  });

  it('refuses an option of its own that it does not have', async () => {
    expect(await run('--versoin')).to.deep.include({ code: 2, out: '' });
    expect((await run('--versoin')).err).to.contain('Did you mean --version?');
  });
});

describe('a command that fails', () => {
  it('ends with 1 and one line', async () => {
    expect(await run('crew', 'list')).to.deep.equal({ code: 1, out: '', err: 'The ship sank.\n' });
  });

  it('ends with 3 when something does not run', async () => {
    expect((await run('crew', 'call')).code).to.equal(3);
  });

  it('ends with 4 when something does not exist', async () => {
    expect((await run('crew', 'find')).code).to.equal(4);
  });

  it('shows where the error came from only with --debug', async () => {
    expect((await run('crew', 'list', '--debug')).err).to.contain('    at ');
  });
});
