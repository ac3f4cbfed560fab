// Runs random operations against a server and the model, one after another, and compares every answer.

import { expect } from 'chai';
import fc from 'fast-check';
import { allSince, mark } from '#test/conformance/support.js';
import { fresh, type TestStore } from '../support.js';
import { LogModel } from './log-model.js';
import { everything, operations, perform, type Operation, type Pair } from './operations.js';

const placeOf = (revision: bigint): string => (revision === 2n ** 63n - 1n ? 'end' : String(revision));

const runOnce = async (store: TestStore, sequence: readonly Operation[]): Promise<void> => {
  const pair: Pair = {
    client: () => store.client(),
    restart: () => store.restart(),
    model: new LogModel(),
    prefix: fresh('model'),
    appends: new Map(),
  };
  const from = await mark(store.client());
  for (const one of sequence) {
    const said = await perform(pair, one);
    expect(said?.server, JSON.stringify(one)).to.deep.equal(said?.model);
  }
  const shown = (await allSince(store.client(), from)).flatMap(({ event }) =>
    event?.streamId.includes(pair.prefix) === true
      ? [`${event.streamId.replace(pair.prefix, '')}@${placeOf(event.revision)}`]
      : [],
  );
  const said = await everything(pair, shown);
  expect(said.server).to.deep.equal(said.model);
};

/** Throws with the smallest sequence found on which server and model differ. */
export const checkAgainstModel = (store: TestStore, run: { seed: number; numRuns: number }): Promise<void> =>
  fc.assert(
    fc.asyncProperty(operations, (sequence) => runOnce(store, sequence)),
    run,
  );
