import { expect } from 'chai';
import { createFollowerWatch } from '#followers/known/watch.js';
import { createParkingDesk } from '#followers/parking-desk.js';
import { createJobs, type Jobs } from '#console/projections/jobs.js';
import { projectionsRoom } from '#console/projections/room.js';
import { systemClock as clock } from '#platform/clock.js';
import { createLogger } from '#platform/logger.js';
import { createMenu, type Menu } from '#test/followers/rebuild/menu.js';
import {
  createOperators,
  releaseWith,
  withNotes,
  type Operators,
} from '#test/followers/rebuild/operators.js';
import { until } from '#test/support/until.js';
import { useWriteSide } from '#test/support/write-side.js';
import { browserAt, type TestBrowser } from '../browser.js';
import { newStaff, startConsole, type ConsoleUnderTest } from '../support.js';

const PAGE = '/console/projections/projects';
const release = releaseWith(withNotes('!'));

describe('the room of the projections, for a release with another read model', () => {
  const side = useWriteSide();
  let world: Operators;
  let menu: Menu;
  let jobs: Jobs;
  let console: ConsoleUnderTest;
  let browser: TestBrowser;

  before(async () => {
    world = await createOperators();
    menu = await createMenu(world);
    const last = await menu.rename();
    await world.start().settled(last);
    world.start({ projections: release });
    const desk = world.deskOf(release);
    const logger = createLogger({ level: 'silent', role: 'test' });
    jobs = createJobs({ desk, clock, logger });
    const log = () => Promise.resolve(side().deps.log);
    const parking = createParkingDesk({ db: world.pool, log, clock });
    const known = { projections: release, reactors: [] };
    const watch = createFollowerWatch({ db: world.pool, log: () => world.client, ...known });
    const room = projectionsRoom({ desk, parking, watch, jobs, logger, everyMs: 50 });
    console = await startConsole({ deps: side().deps, rooms: [room] });
    browser = browserAt(console.origin);
    await browser.signIn((await newStaff(side().deps, ['admin'])).username);
  });
  after(async () => {
    await console.stop();
    await jobs.close();
    await world.close();
  });

  const textOf = async (path: string): Promise<string> => (await browser.get(path)).text();
  const submit = async (action: string, fields = {}): Promise<string> => {
    const answer = await browser.submit(PAGE, `${PAGE}/${action}`, fields);
    expect([answer.status, answer.headers.get('Location')]).to.deep.equal([303, PAGE]);
    return textOf(PAGE);
  };
  const ended = () => until(() => Promise.resolve(jobs.running() === undefined || undefined));
  const menuName = async () => (await menu.row()).name;

  it('lists every read model with what is known of it', async () => {
    const text = await textOf('/console/projections');
    for (const { name } of release) expect(text).to.include(`<bdi>${name}</bdi>`);
    expect(text).to.match(/<span class="state good">live<\/span>/);
    expect(text).to.include(menu.last().commit.toString());
  });

  it('has no page for one that is not there', async () => {
    expect((await browser.get('/console/projections/menus')).status).to.equal(404);
    const answer = await browser.submit(
      '/console/projections/accounts',
      '/console/projections/menus/rebuild',
    );
    expect(answer.status).to.equal(303);
    expect(jobs.running()).to.equal(undefined);
  });

  it('builds beside, in the background, and compares with what readers see', async () => {
    await submit('rebuild');
    await ended();
    const text = await textOf(PAGE);
    expect(jobs.lastOf('projects')).to.include({ state: 'done', kind: 'rebuild' });
    expect(text).to.include('Version 2 is built');
    expect(text.replaceAll(/\s+/g, ' ')).to.match(/Rows of 1 of \d tables? differ between v1 and v2\./);
    expect(text).to.match(/<del>‹6 characters›<\/del>[^]*<ins>‹7 characters›<\/ins>/);
    expect(text).not.to.include('Menu 1');
    expect(await menuName()).to.equal('Menu 1');
  });

  it('lets readers see it, and the one before again', async () => {
    expect(await submit('deploy', { version: '2' })).to.include('Readers see v2 now, no longer v1.');
    expect(await menuName()).to.equal('Menu 1!');
    expect(await submit('rollback')).to.include('Readers see v1 now, no longer v2.');
    expect(await menuName()).to.equal('Menu 1');
  });

  it('says why something cannot be done', async () => {
    expect(await submit('deploy', { version: '7' })).to.include('projects has no finished version 7.');
    expect(await submit('drop', { version: '1' })).to.match(/Not done<\/strong>/);
    expect(await submit('drop', { version: 'x' })).to.include('A version is a whole number.');
    expect(await menuName()).to.equal('Menu 1');
  });

  it('drops a version that nobody reads', async () => {
    expect(await submit('drop', { version: '2' })).to.include('Version 2 is gone.');
    const { rows } = await world.pool.query(`select version from deployments where projection = 'projects'`);
    expect(rows).to.deep.equal([{ version: 1 }]);
  });

  it('shows the reason of a job that broke, and can begin another', async () => {
    await submit('verify');
    await ended();
    expect(await textOf(PAGE)).to.include('was filled by other code (logic 1): rebuild and diff instead.');
    expect(jobs.lastOf('projects')?.state).to.equal('failed');
    await browser.submit(PAGE, '/console/projections/accounts/verify');
    await ended();
    expect(jobs.lastOf('accounts')?.comparison?.equal).to.equal(true);
  });
});
