import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { streamNameFilter } from '@eventstore/db-client';
import { startEventStore, type EventStoreServer } from '#embedded/eventstore/server.js';
import { connectLog } from '#eventlog/log-client.js';
import type { FollowedLog } from '#followers/source.js';
import { appendHistory } from '#test/support/history.js';
import { expectInvariants } from '#test/support/invariants.js';
import { createWorld, stateWatch, type World } from './world.js';

type Subscribe = FollowedLog['subscribeToAll'];

/** The log with another way to subscribe. */
const logWith = (url: string, subscribe: (subscribe: Subscribe) => Subscribe): FollowedLog => {
  const client = connectLog(url);
  return {
    subscribeToAll: subscribe((...args) => client.subscribeToAll(...args)),
    readAll: (...args) => client.readAll(...args),
    readStream: (...args) => client.readStream(...args),
    dispose: () => client.dispose(),
  };
};

describe('F18 · a log whose server lies about how far it has looked', () => {
  let world: World;

  /** Tells, before the first event: everything was looked at. As some servers did. */
  const lying =
    (subscribe: Subscribe): Subscribe =>
    (options, readable) => {
      const subscription = subscribe(options, readable);
      const tell = options?.filter?.checkpointReached;
      for (const prepare of [2n ** 60n, 0n]) void tell?.(subscription, { commit: 2n ** 60n, prepare });
      return subscription;
    };

  before(async () => {
    world = await createWorld();
  });
  after(() => world.close());

  it('loses no event, not even over a restart', async () => {
    const options = { log: () => logWith(world.url, lying), maxBatch: 10 };
    const first = world.start(options);
    await first.settled(await world.append({ seed: 41, commands: 100 }));
    await first.stop();
    const last = await world.append({ seed: 42, commands: 100, base: 1_000 });
    await world.start(options).settled(last);
    await expectInvariants(world);
  });

  it('has its claim noted as a hint, beside the checkpoint', async () => {
    const { rows } = await world.pool.query<{ hint: string; below: boolean }>(
      `select distinct scanned_commit::text as hint, commit_position < scanned_commit as below from checkpoints`,
    );
    expect(rows).to.deep.equal([{ hint: String(2n ** 60n), below: true }]);
  });
});

describe('F12 · a subscription that goes silent without an error', () => {
  let world: World;
  let subscriptions = 0;

  /** The first one never shows an event. */
  const deaf =
    (subscribe: Subscribe): Subscribe =>
    (options, readable) => {
      subscriptions += 1;
      const filter = streamNameFilter({ prefixes: ['nothing-'] });
      return subscribe(subscriptions === 1 ? { ...options, filter } : options, readable);
    };

  before(async () => {
    world = await createWorld();
  });
  after(() => world.close());

  it('is found out by a second one and replaced', async () => {
    const last = await world.append({ seed: 43, commands: 100 });
    const log = (): FollowedLog => logWith(world.url, deaf);
    await world.start({ log, times: { probeAfterMs: 50, probeAnswerMs: 300 } }).settled(last);
    await expectInvariants(world);
    expect(world.failures.map(({ kind }) => kind)).to.deep.equal(['source']);
  });
});

describe('a log server that is restarted', () => {
  let world: World;
  let server: EventStoreServer;
  let dataDir: string;
  const watch = stateWatch();

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'aidesign-log-'));
    server = await startEventStore({ dataDir, port: 0, sync: false });
    world = await createWorld(server);
  });

  after(async () => {
    await world.close();
    await server.close();
    await rm(dataDir, { recursive: true });
  });

  it('is followed on without help', async () => {
    const follower = world.start({ onState: watch.onState });
    await follower.settled(await world.append({ seed: 44, commands: 50 }));
    await server.close();
    await watch.reached('failing');
    server = await startEventStore({ dataDir, port: server.port, sync: false });
    const client = connectLog(server.url);
    await follower.settled(await appendHistory(client, { seed: 45, commands: 50, base: 1_000 }));
    await client.dispose();
    await world.expectFold();
  });
});
