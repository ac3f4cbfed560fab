import { expect } from 'chai';
import { createEventLog, type EventLog } from '#eventlog/event-log.js';
import type { Execution, Outcome } from '#eventlog/execution.js';
import { randomId } from '#platform/ids.js';
import { caller, later, type Asked } from '#test/support/callers.js';
import { codeOf } from '#test/support/failure.js';
import { useWriteSide } from '#test/support/write-side.js';
import { counter, counterCodec, type Counter, type CounterCommand, type CounterEvent } from './counter.js';
import { storedEvents } from './stored-events.js';

type Extras = Asked & Pick<Execution<Counter, CounterCommand, CounterEvent>, 'ifRevision'>;

describe('a command', () => {
  const side = useWriteSide();
  let id = '';
  /** Two processes: each sees the stream through a cache of its own. */
  let here: EventLog;
  let there: EventLog;
  beforeEach(() => {
    id = randomId();
    here = createEventLog(side().client, counterCodec);
    there = createEventLog(side().client, counterCodec);
  });

  const give = (log: EventLog, command: CounterCommand, { ifRevision, ...asked }: Extras = {}) =>
    log.execute({ aggregate: counter, id, command, context: caller(asked).context, ifRevision });
  const add = (log: EventLog, by = 1, extras: Extras = {}) => give(log, { type: 'Add', by }, extras);
  const history = () => storedEvents(side().client, `xcounter-${id}`);
  const facts = ({ state, revision, position, events }: Outcome<Counter>) => ({
    state,
    revision,
    position,
    events,
  });

  describe('on a stream nobody else changes', () => {
    it('is appended, and answered with the state, revision and position the log has', async () => {
      await add(here);
      const outcome = await give(here, { type: 'Add', by: 5, events: 3 });
      const last = (await history()).at(-1)!;
      expect(outcome.state.value).to.equal(16);
      expect(outcome).to.include({ revision: last.revision, repeated: false, events: 3 });
      expect(outcome.position).to.deep.equal(last.position);
    });

    it('that comes to nothing is answered with the stream as it is', async () => {
      const before = await add(here, 3);
      const outcome = await give(here, { type: 'SetTo', value: 3 });
      expect(facts(outcome)).to.deep.equal({ ...facts(before), events: 0 });
      expect(await history()).to.have.length(1);
    });

    it('that comes to nothing on a stream that does not exist has no position', async () => {
      const outcome = await add(here, 0);
      expect(outcome).to.include({ revision: -1, position: null, events: 0 });
    });

    it('that is refused leaves nothing behind', async () => {
      expect(await codeOf(give(here, { type: 'AddUpTo', by: 2, limit: 1 }))).to.equal(
        'project_limit_exceeded',
      );
      expect(await history()).to.deep.equal([]);
    });
  });

  describe('on a stream another process has changed in between', () => {
    beforeEach(async () => {
      await add(here, 3);
      await add(there, 4);
    });

    it('is decided again on the newer state when it lost the race', async () => {
      const { state } = await add(here, 5);
      expect(state).to.include({ value: 12, adds: 3 });
    });

    it('is not refused for what is true no longer', async () => {
      await give(there, { type: 'SetTo', value: 0 });
      const { state } = await give(here, { type: 'AddUpTo', by: 2, limit: 4 });
      expect(state.value).to.equal(2);
    });

    it('is refused for what is true by now', async () => {
      expect(await codeOf(give(here, { type: 'AddUpTo', by: 1, limit: 4 }))).to.equal(
        'project_limit_exceeded',
      );
    });

    it('does not come to nothing for what is true no longer', async () => {
      const { state } = await give(here, { type: 'SetTo', value: 3 });
      expect(state).to.include({ value: 3, adds: 3 });
    });

    it('comes to nothing for what is true by now', async () => {
      const { events, revision } = await give(here, { type: 'SetTo', value: 7 });
      expect({ events, revision }).to.deep.equal({ events: 0, revision: 1 });
    });
  });

  describe('that names the revision it has seen', () => {
    it('is carried out on that revision', async () => {
      const { revision } = await add(here);
      expect((await add(there, 1, { ifRevision: revision })).revision).to.equal(1);
    });

    it('is refused on another, also when this process has not seen that one yet', async () => {
      await add(here);
      await add(there);
      expect(await codeOf(add(here, 1, { ifRevision: 0 }))).to.equal('precondition_failed');
    });

    it('is carried out on a revision this process has not seen yet', async () => {
      await add(here);
      await add(there);
      expect((await add(here, 1, { ifRevision: 1 })).revision).to.equal(2);
    });

    it('is answered as before when it is a retry, although its own event has changed the revision', async () => {
      await add(here);
      const first = await add(here, 1, { ifRevision: 0, key: id });
      const again = await add(there, 1, { ifRevision: 0, key: id });
      expect(facts(again)).to.deep.equal(facts(first));
    });

    it('is refused for its own reason first: a stranger does not learn whether the revision was right', async () => {
      await add(here);
      const refused = { type: 'AddUpTo', by: 1, limit: 0 } as const;
      expect(await codeOf(give(here, refused, { ifRevision: 0 }))).to.equal('project_limit_exceeded');
      expect(await codeOf(give(here, refused, { ifRevision: 9 }))).to.equal('project_limit_exceeded');
    });

    it('succeeds once among five hundred that name the same revision', async () => {
      await add(here);
      const codes = await Promise.all(
        Array.from({ length: 500 }, (_, index) =>
          add(index % 2 === 0 ? here : there, 1, { ifRevision: 0 }).then(
            () => 'done',
            (error: unknown) => (error as { code: string }).code,
          ),
        ),
      );
      expect(codes.filter((code) => code === 'done')).to.have.length(1);
      expect(codes.filter((code) => code === 'precondition_failed')).to.have.length(499);
      expect(await history()).to.have.length(2);
    });
  });

  describe('given at the same time as many others', () => {
    it('is appended once, sixty-four times over, with the revisions and positions the log has', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 64 }, (_, index) => add(index % 2 === 0 ? here : there)),
      );
      const answered = outcomes.map(({ revision, position }) => ({ revision, position }));
      const logged = (await history()).map(({ revision, position }) => ({ revision, position }));
      expect(answered.sort((a, b) => a.revision - b.revision)).to.deep.equal(logged);
      expect(outcomes.map(({ state }) => state.value).sort((a, b) => a - b)).to.deep.equal(
        Array.from({ length: 64 }, (_, index) => index + 1),
      );
    });

    it('is carried out in the order it was given, within one process', async () => {
      const outcomes = await Promise.all([1, 2, 3, 4, 5].map((by) => add(here, by)));
      expect(outcomes.map(({ state }) => state.value)).to.deep.equal([1, 3, 6, 10, 15]);
    });

    it('is answered as a conflict when it loses every race', async () => {
      const { client } = side();
      const rival = createEventLog(client, counterCodec);
      const appendToStream = client.appendToStream.bind(client);
      let appends = 0;
      const overtaken: typeof appendToStream = async (...args) => {
        appends += 1;
        await add(rival);
        return appendToStream(...args);
      };
      const unlucky = new Proxy(client, {
        get: (target, name): unknown => (name === 'appendToStream' ? overtaken : Reflect.get(target, name)),
      });
      expect(await codeOf(add(createEventLog(unlucky, counterCodec)))).to.equal('conflict');
      expect(appends).to.equal(50);
    });
  });

  describe('given with instants that differ, by two processes at once', () => {
    it('is carried out once, and both answers are what the log says', async () => {
      for (let round = 0; round < 20; round += 1) {
        id = randomId();
        const key = id;
        const outcomes = await Promise.all([
          give(here, { type: 'Add', by: 1, at: later(1) }, { key, at: later(1) }),
          give(there, { type: 'Add', by: 1, at: later(2) }, { key, at: later(2) }),
        ]);
        const logged = await history();
        expect(logged).to.have.length(1);
        for (const { state, revision, position } of outcomes) {
          expect({ value: state.value, revision, position }).to.deep.equal({
            value: 1,
            revision: 0,
            position: logged[0]!.position,
          });
        }
      }
    });
  });
});
