import { expect } from 'chai';
import { startLogProcess, type LogProcess } from '#test/support/log-process.js';
import { expectInvariants } from '#test/support/invariants.js';
import { temporaryFolder } from '#test/support/process-stores.js';
import { createWorld, stateWatch, type World } from './world.js';

describe('F12 · a log server that stands still (SIGSTOP) with its connections open', function () {
  this.timeout(60_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: LogProcess;
  let world: World;
  const watch = stateWatch();

  before(async () => {
    folder = await temporaryFolder();
    server = await startLogProcess(folder.path);
    world = await createWorld(server);
    const times = { probeAfterMs: 100, probeAnswerMs: 500 };
    const follower = world.start({ times, onState: watch.onState });
    await follower.settled(await world.append({ seed: 91, commands: 40 }));
  });
  after(async () => {
    server.thaw();
    await world.close();
    await server.kill();
    await folder.remove();
  });

  it('is noticed', async () => {
    server.freeze();
    await watch.reached('failing');
    expect(new Set(world.failures.map(({ kind }) => kind))).to.deep.equal(new Set(['source']));
  });

  it('delivers nothing twice when it goes on, by the old subscription nor by the new one', async () => {
    server.thaw();
    await world.handled(await world.append({ seed: 92, commands: 40, base: 1_000 }));
    await expectInvariants(world);
  });
});
