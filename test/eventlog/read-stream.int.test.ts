import { expect } from 'chai';
import { createEventLog, type EventLog } from '#eventlog/event-log.js';
import { randomId } from '#platform/ids.js';
import { caller } from '#test/support/callers.js';
import { useWriteSide } from '#test/support/write-side.js';
import { counter, counterCodec } from './counter.js';

const revisionsOf = async (events: AsyncIterable<{ readonly revision: number }>): Promise<number[]> => {
  const revisions: number[] = [];
  for await (const { revision } of events) revisions.push(revision);
  return revisions;
};
const upTo = (from: number, end: number) => Array.from({ length: end - from }, (_, index) => from + index);

describe('a stream', () => {
  const side = useWriteSide();
  const id = randomId();
  const stream = `xcounter-${id}`;
  let log: EventLog;
  before(async () => {
    log = createEventLog(side().client, counterCodec);
    for (const events of [499, 1, 500]) {
      const command = { type: 'Add', by: 1, events } as const;
      await log.execute({ aggregate: counter, id, command, context: caller().context });
    }
  });

  it('is read whole and in order, over as many pages as it takes', async () => {
    expect(await revisionsOf(log.read(stream))).to.deep.equal(upTo(0, 1_000));
  });

  for (const from of [1, 499, 500, 501, 999]) {
    it(`is read from revision ${from} on`, async () => {
      expect(await revisionsOf(log.read(stream, from))).to.deep.equal(upTo(from, 1_000));
    });
  }

  it('has nothing after its end', async () => {
    expect(await revisionsOf(log.read(stream, 1_000))).to.deep.equal([]);
  });

  it('that does not exist has nothing', async () => {
    expect(await revisionsOf(log.read(`xcounter-${randomId()}`))).to.deep.equal([]);
  });

  it('is loaded over several pages', async () => {
    const { state, revision } = await createEventLog(side().client, counterCodec).load(counter, id);
    expect({ value: state.value, revision }).to.deep.equal({ value: 1_000, revision: 999 });
  });

  it('is peeked at as this process saw it last', async () => {
    const other = createEventLog(side().client, counterCodec);
    const [key, command] = [randomId(), { type: 'Add', by: 1 } as const];
    const addTo = (by: EventLog) =>
      by.execute({ aggregate: counter, id: key, command, context: caller().context });
    await addTo(log);
    await addTo(other);
    expect((await log.peek(counter, key)).state.value).to.equal(1);
    expect((await log.load(counter, key)).state.value).to.equal(2);
    expect((await log.peek(counter, key)).state.value).to.equal(2);
  });
});
