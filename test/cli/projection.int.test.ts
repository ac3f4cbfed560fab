import { expect } from 'chai';
import { COMMANDS } from '#cli/commands/index.js';
import { runCli } from '#cli/framework/run-cli.js';
import type { Follower } from '#followers/follower.js';
import { createMenu, type Menu } from '#test/followers/rebuild/menu.js';
import { createOperators, type Operators } from '#test/followers/rebuild/operators.js';
import { until } from '#test/support/until.js';
import { lookAt } from '#test/followers/verifying/auditor.js';
import { fakeTools } from './support/fake-tools.js';

describe('aidesign projection', () => {
  let world: Operators;
  let menu: Menu;
  let follower: Follower;

  const aidesign = async (...words: readonly string[]) => {
    const { tools, written } = fakeTools();
    const own = { projections: async () => world.desk, interrupted: () => new AbortController().signal };
    const code = await runCli({ version: '0', commands: COMMANDS }, ['projection', ...words], {
      ...tools,
      ...own,
    });
    return { code, ...written };
  };
  const json = ({ out }: { readonly out: string }): Record<string, unknown>[] =>
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  before(async () => {
    world = await createOperators();
    menu = await createMenu(world);
    follower = world.start();
    await follower.settled(await menu.rename());
  });
  after(() => world.close());

  it('lists every version of every read model', async () => {
    const { code, out } = await aidesign('list');
    expect(code).to.equal(0);
    expect(out).to.match(/^live +accounts v2 +\d+ events +at the end of the log$/m);
    expect(out).to.match(/^live +projects v1 /m);
  });

  it('tells programs how far one is', async () => {
    const [status] = json(await aidesign('status', 'projects', '--json'));
    const position = menu.last().commit.toString();
    expect(status).to.include({ version: 1, state: 'live', followed: true, known: true, position });
  });

  it('ends with 4 for a read model that is not there', async () => {
    for (const name of ['status', 'rebuild', 'diff', 'deploy', 'rollback', 'verify'])
      expect(await aidesign(name, 'project')).to.deep.equal({
        code: 4,
        out: '',
        err: 'There is no projection "project".\n',
      });
  });

  it('ends with 4 when there is nothing to deploy, to compare, to drop or to go back to', async () => {
    for (const words of [['deploy'], ['diff'], ['rollback'], ['deploy', '--version', '7']])
      expect((await aidesign(words[0] ?? '', 'projects', ...words.slice(1))).code).to.equal(4);
    expect((await aidesign('drop', 'projects', '9')).code).to.equal(4);
  });

  it('ends with 2 for a version that is no number', async () => {
    expect(await aidesign('deploy', 'projects', '--version', 'new')).to.deep.equal({
      code: 2,
      out: '',
      err: '--version needs a whole number, not "new".\n',
    });
  });

  it('rebuilds beside, says what is the same, and leaves readers where they are', async () => {
    const { code, out } = await aidesign('rebuild', 'projects');
    expect(code).to.equal(0);
    expect(out).to.match(/^Built projects v2: 2 events in \d+\.\d s, [\d,]+ events\/s\.$/m);
    expect(out).to.contain('projects  1 rows, equal').and.to.contain('aidesign projection deploy projects');
    expect((await aidesign('status', 'projects')).out).to.match(
      /^live +projects v1 .*\n(.*\n)+standby +projects v2 /,
    );
  });

  it('deploys, rolls back, and refuses to drop what readers see', async () => {
    expect((await aidesign('deploy', 'projects')).out).to.equal(
      'Readers see projects v2 now, no longer v1.\n',
    );
    expect(json(await aidesign('rollback', 'projects', '--json'))).to.deep.equal([
      { projection: 'projects', from: 2, to: 1 },
    ]);
    expect(await aidesign('drop', 'projects', '1')).to.deep.equal({
      code: 1,
      out: '',
      err: 'projects v1 is what readers see: it stays.\n',
    });
    expect((await aidesign('drop', 'projects', '2')).out).to.equal('projects v2 is gone.\n');
  });

  it('ends verify with 0 when the rows are what the log says', async () => {
    expect(await aidesign('verify', 'projects')).to.include({ code: 0 });
    const { code, out } = await aidesign('verify', 'projects', '--sample', '5');
    expect(code).to.equal(0);
    expect(out).to.contain('projects  1 rows folded again').and.to.contain('Every one of them');
  });

  it('ends verify with 1 when they are not, and says which event made the row', async () => {
    await world.owner.query(`update projects_v1 set canvas_background = '#000000'`);
    const { code, out } = await aidesign('verify', 'projects');
    expect(code).to.equal(1);
    expect(out).to.contain('canvas_background differs in 1');
    expect(out).to.contain('canvas_background "#000000" → "#FFFFFF"');
    expect(out).to.match(/ProjectCreated 0@project-\d+, /);
    expect((await aidesign('verify', 'projects', '--sample', '5')).code).to.equal(1);
  });

  it('shows what the verifier found, until a verification of all rows finds nothing', async () => {
    expect((await aidesign('status', 'projects')).out).to.match(/^ +verified +not yet$/m);
    // Each look takes another read model.
    for (let looks = 0; looks < 100; looks += 1) if ((await lookAt(world, { rows: 100 })).length > 0) break;
    const { code, out } = await aidesign('list');
    expect(code).to.equal(0);
    expect(out).to.match(/^live +projects v1 .* 1 difference from the log$/m);
    const shown = (await aidesign('status', 'projects')).out;
    expect(shown).to.match(/^ +verified +[1-9]\d* events?, [1-9]\d* rows?, to position \d+, at /m);
    expect(shown).to.match(
      /^ +differs +a row of projects is not what project-\d+ makes: canvas_background$/m,
    );
    const [status] = json(await aidesign('status', 'projects', '--json'));
    expect(status).to.have.nested.property('findings.0.kind', 'row');
    await world.owner.query(`update projects_v1 set canvas_background = '#FFFFFF'`);
    expect(await aidesign('verify', 'projects')).to.include({ code: 0 });
    expect((await aidesign('list')).out).not.to.contain('from the log');
    await world.owner.query(`update projects_v1 set canvas_background = '#000000'`);
  });

  it('does not deploy by itself what differs, and ends with 1', async () => {
    const { code, out } = await aidesign('rebuild', 'projects', '--deploy', '--json');
    const [result] = JSON.parse(`[${out}]`) as Record<string, unknown>[];
    expect({ code, swapped: result?.['swapped'] }).to.deep.equal({ code: 1, swapped: null });
    expect(await aidesign('diff', 'projects')).to.include({ code: 1 });
  });

  it('deploys by itself what is the same', async () => {
    await aidesign('deploy', 'projects');
    const { code, out } = await aidesign('rebuild', 'projects', '--deploy');
    expect(code).to.equal(0);
    expect(out).to.match(/^Readers see projects v\d now, no longer v\d\.$/m);
  });

  it('tells the lag against the log, the speed, what is parked and what failed', async () => {
    const [status] = json(await aidesign('status', 'accounts', '--json'));
    expect(status).to.deep.include({
      lag: { events: 0, exact: true, seconds: 0 },
      parked: { streams: 0, events: 0 },
      ...{ lastError: null, restarts: 0 },
    });
    expect(status?.['perSecond']).to.be.a('number');
  });

  it('tells how far one is behind that nobody follows', async () => {
    await world.end();
    await menu.rename();
    const behind = /^live +accounts v2 .*nobody follows it, 1 event, \d+\.\d s behind$/m;
    // What was known a moment ago is told again for a second.
    await until(async () => {
      const { out } = await aidesign('status', 'accounts');
      return behind.test(out) ? out : undefined;
    });
  });
});
