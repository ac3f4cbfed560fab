import { expect } from 'chai';
import { createEventLog, type EventLog } from '#eventlog/event-log.js';
import type { Outcome } from '#eventlog/execution.js';
import { randomId } from '#platform/ids.js';
import { caller, type Asked } from '#test/support/callers.js';
import { codeOf } from '#test/support/failure.js';
import { useWriteSide } from '#test/support/write-side.js';
import { counter, counterCodec, type Counter } from './counter.js';
import { storedEvents } from './stored-events.js';

describe('a command given again under its id', () => {
  const side = useWriteSide();
  let id = '';
  let here: EventLog;
  let there: EventLog;
  beforeEach(() => {
    id = randomId();
    here = createEventLog(side().client, counterCodec);
    there = createEventLog(side().client, counterCodec);
  });

  const add = (log: EventLog, by: number, asked: Asked = {}, events = 1) =>
    log.execute({
      aggregate: counter,
      id,
      command: { type: 'Add', by, events },
      context: caller(asked).context,
    });
  const history = () => storedEvents(side().client, `xcounter-${id}`);
  const facts = ({ state, revision, position, events }: Outcome<Counter>) => ({
    state,
    revision,
    position,
    events,
  });

  it('is answered as before by the same process', async () => {
    const first = await add(here, 2, { key: id });
    const again = await add(here, 2, { key: id });
    expect(facts(again)).to.deep.equal(facts(first));
    expect(again.repeated).to.equal(true);
    expect(await history()).to.have.length(1);
  });

  it('is answered as before by another process', async () => {
    const first = await add(here, 2, { key: id });
    expect(facts(await add(there, 2, { key: id }))).to.deep.equal(facts(first));
    expect(await history()).to.have.length(1);
  });

  it('is carried out once when it comes to both processes several times at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, index) => add(index % 2 === 0 ? here : there, 2, { key: id })),
    );
    expect(new Set(outcomes.map(({ revision }) => revision))).to.deep.equal(new Set([0]));
    expect(await history()).to.have.length(1);
  });

  it('is answered with the state right after it, not with what came later', async () => {
    await add(here, 1);
    const first = await add(here, 2, { key: id }, 3);
    await add(there, 10);
    expect(facts(await add(there, 2, { key: id }, 3))).to.deep.equal(facts(first));
  });

  it('is recognised as the first one of its stream after three hundred others', async () => {
    const first = await add(here, 2, { key: id });
    for (let others = 0; others < 300; others += 1) await add(here, 1);
    for (const log of [here, there]) {
      expect(facts(await add(log, 2, { key: id }))).to.deep.equal(facts(first));
    }
    expect(await history()).to.have.length(301);
  });

  it('is recognised after one hundred and ninety-nine others, first or not', async () => {
    await add(here, 1);
    const first = await add(here, 2, { key: id });
    for (let others = 0; others < 198; others += 1) await add(here, 1);
    expect(facts(await add(there, 2, { key: id }))).to.deep.equal(facts(first));
  });

  it('is refused when it asks for something else', async () => {
    await add(here, 2, { key: id, request: 'two' });
    for (const log of [here, there]) {
      expect(await codeOf(add(log, 3, { key: id, request: 'three' }))).to.equal('idempotency_key_reused');
    }
    expect(await history()).to.have.length(1);
  });

  it('can be told to have been carried out, by whoever asks', async () => {
    const { context } = caller({ key: id });
    expect(await there.outcomeOf({ aggregate: counter, id, context })).to.equal(undefined);
    const first = await add(here, 2, { key: id });
    const found = await there.outcomeOf({ aggregate: counter, id, context });
    expect(found && facts(found)).to.deep.equal(facts(first));
  });
});
