import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startEventStore, type EventStoreServer } from '#embedded/eventstore/server.js';
import { connectLog } from '#eventlog/log-client.js';
import { createDoctor, type Doctor, type Finding } from '#followers/doctor/doctor.js';
import { MIGRATIONS } from '#migrations/index.js';
import { PROJECTIONS } from '#projections/index.js';
import { expectInvariants } from '#test/support/invariants.js';
import { createWorld, stateWatch, type World } from './world.js';

const NAMES = PROJECTIONS.map(({ name }) => name);

describe('F17 · a log that was restored from an older backup', function () {
  this.timeout(60_000);
  let folder: string;
  let server: EventStoreServer;
  let world: World;
  let doctor: Doctor;

  const start = async (name: string, port = 0): Promise<void> => {
    server = await startEventStore({ dataDir: join(folder, name), port, sync: false });
  };
  const ahead = (findings: readonly Finding[]): readonly string[] =>
    findings
      .filter(({ check, ok }) => check === 'checkpoint' && !ok)
      .map(({ subject }) => subject.replace(/ v\d+$/, ''));

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aidesign-older-'));
    await start('log');
    world = await createWorld(server);
    await world.append({ seed: 51, commands: 60 });
    await server.close();
    await cp(join(folder, 'log'), join(folder, 'backup'), { recursive: true });
    await start('log', server.port);
    const follower = world.start();
    await follower.settled(await world.append({ seed: 52, commands: 60, base: 1_000 }));
    await follower.stop();
    await server.close();
    await start('backup', server.port);
    doctor = createDoctor({
      ...{ pool: world.pool, log: connectLog(server.url), migrations: MIGRATIONS, projections: PROJECTIONS },
    });
  });
  after(async () => {
    await world.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is not followed: what was handled is not in it', async () => {
    const watch = stateWatch();
    world.start({ onState: watch.onState });
    await watch.reached('stopped');
    expect(world.failures.map(({ kind }) => kind)).to.deep.equal(['wrong-log']);
  });

  it('is told by the doctor, with every read model that is ahead of it', async () => {
    expect(ahead(await doctor.examine())).to.have.members(NAMES);
  });

  it('is not followed either when it has grown beyond where they were', async () => {
    await world.append({ seed: 53, commands: 120, base: 2_000 });
    const watch = stateWatch();
    world.start({ onState: watch.onState });
    await watch.reached('stopped');
    expect(ahead(await doctor.examine())).to.have.members(NAMES);
  });

  it('is what all tables show once the doctor had them begin anew', async () => {
    expect(ahead(await doctor.mend())).to.have.members(NAMES);
    expect(ahead(await doctor.examine())).to.deep.equal([]);
    await world.start().settled(await world.append({ seed: 54, commands: 20, base: 9_000 }));
    await expectInvariants(world);
  });
});
