import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { END, EventStoreDBClient, jsonEvent, streamNameFilter } from '@eventstore/db-client';
import { expect } from 'chai';
import { startChild } from './child-process.js';
import { fresh, newFolder, removeFolder, take } from './support.js';
import { callsOf, noTracer, straceTo, toldTooEarly, type Call, type Pair } from './sync-trace.js';

const ROUNDS = 12;
/** Appends under way together in a round: the first alone, others share their commits. */
const WIDTHS = [1, 3, 8];

interface Traced {
  readonly calls: readonly Call[];
  /** By append: its data, and the stream that the answer to it names. */
  readonly answers: readonly Pair[];
  /** By append: its data, which a subscriber is sent too. */
  readonly events: readonly Pair[];
}

/** Appends to a store under the tracer while somebody follows. */
const traced = async (...options: string[]): Promise<Traced> => {
  const folder = newFolder();
  const file = join(folder, 'trace');
  const args = ['--data', join(folder, 'data'), '--port', '0', ...options];
  const child = await startChild({ args, under: straceTo(file) });
  const [writer, reader] = [
    EventStoreDBClient.connectionString(child.url),
    EventStoreDBClient.connectionString(child.url),
  ];
  const answers: Pair[] = [];
  const append = async (): Promise<void> => {
    const [told, stored] = [fresh('told'), fresh('data')];
    answers.push({ stored, told });
    await writer.appendToStream(told, jsonEvent({ type: 'Traced', data: { stored } }));
  };
  const count = ROUNDS * WIDTHS.reduce((sum, width) => sum + width, 0);
  const filter = streamNameFilter({ prefixes: ['told-'] });
  const subscription = reader.subscribeToAll({ fromPosition: END, filter });
  const followed = take(subscription, count);
  await new Promise((resolve) => subscription.once('confirmation', resolve));
  for (let round = 0; round < ROUNDS; round++) {
    for (const width of WIDTHS) await Promise.all(Array.from({ length: width }, append));
  }
  await followed;
  await Promise.all([writer.dispose(), reader.dispose()]);
  await child.kill('SIGTERM');
  const calls = callsOf(readFileSync(file, 'latin1'));
  removeFolder(folder);
  return { calls, answers, events: answers.map(({ stored }) => ({ stored, told: stored })) };
};

describe('event store: under a tracer of system calls', function () {
  this.timeout(120_000);
  let durable: Traced;

  before(async function () {
    const reason = noTracer();
    if (reason !== undefined && process.env['CI_STRACE'] === 'required') throw new Error(reason);
    if (reason !== undefined) {
      this.test?.parent?.eachTest((test) => (test.title += ` (${reason})`));
      this.skip();
    }
    durable = await traced();
  });

  it('answers no append before the sync that covers it', () => {
    expect(durable.answers).to.have.length(144);
    expect(toldTooEarly(durable.calls, durable.answers)).to.deep.equal([]);
  });

  it('shows no event to a subscriber before the sync that covers it', () => {
    expect(toldTooEarly(durable.calls, durable.events)).to.deep.equal([]);
  });

  it('is caught when it does not sync', async () => {
    const careless = await traced('--no-sync');
    expect(toldTooEarly(careless.calls, careless.answers)).to.have.length(careless.answers.length);
  });
});
