import { expect } from 'chai';
import { appendEvents } from '#eventlog/append.js';
import { createEventLog, type EventLog } from '#eventlog/event-log.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import { sealDecision } from '#eventlog/seal-decision.js';
import { randomId } from '#platform/ids.js';
import { caller } from '#test/support/callers.js';
import { codeOf } from '#test/support/failure.js';
import { startLogProcess, type LogProcess } from '#test/support/log-process.js';
import { temporaryFolder } from '#test/support/process-stores.js';
import { counter, counterCodec } from './counter.js';
import { storedEvents } from './stored-events.js';

const useLogProcess = () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const opened = {} as { server: LogProcess; client: LogClient; log: EventLog };
  before(async () => {
    folder = await temporaryFolder();
    opened.server = await startLogProcess(folder.path);
    opened.client = connectLog(opened.server.url);
    opened.log = createEventLog(opened.client, counterCodec);
  });
  after(async () => {
    await opened.client.dispose();
    await opened.server.kill();
    await folder.remove();
  });
  return opened;
};

const adding = (log: EventLog, id: string, key?: string) =>
  log.execute({
    aggregate: counter,
    id,
    command: { type: 'Add', by: 1 },
    context: caller(key === undefined ? {} : { key }).context,
  });

describe('a log that is down', function () {
  this.timeout(40_000);
  const opened = useLogProcess();
  const [known, unknown] = [randomId(), randomId()];
  let codes: unknown[] = [];
  let seconds = 0;
  before(async () => {
    await adding(opened.log, known);
    await opened.server.kill();
    const started = performance.now();
    const commands = [known, known, known, known, unknown].map((id) => adding(opened.log, id));
    codes = await Promise.all(commands.map(codeOf));
    seconds = (performance.now() - started) / 1_000;
  });

  it('makes every command fail as unavailable', () => {
    expect(new Set(codes)).to.deep.equal(new Set(['service_unavailable']));
  });

  it('makes them fail within the deadline, also those that wait behind others on their stream', () => {
    expect(seconds).to.be.below(10);
  });

  it('is used again by the same objects when it is back', async () => {
    await opened.server.start();
    const outcomes = [await adding(opened.log, known), await adding(opened.log, unknown)];
    expect(outcomes.map(({ revision }) => revision)).to.deep.equal([1, 0]);
  });

  it('makes nobody notice when it is back soon', async () => {
    await opened.server.kill();
    const answers = Promise.all([adding(opened.log, known), adding(opened.log, unknown)]);
    await opened.server.start();
    expect((await answers).map(({ revision }) => revision)).to.deep.equal([2, 1]);
  });
});

describe('a log that does not answer', () => {
  const opened = useLogProcess();
  const times = { answer: 250, deadline: 800 };

  const appendOne = (id: string) => {
    const stream = `xcounter-${id}`;
    const sealed = sealDecision({
      stream,
      after: -1,
      events: counter.decide(counter.initial, { type: 'Add', by: 1 }),
      codec: counterCodec,
      context: caller({ key: id }).context,
    });
    return appendEvents(opened.client, { events: sealed.stored, stream, expected: -1 }, times);
  };

  it('makes an append fail as unavailable', async () => {
    await adding(opened.log, randomId());
    opened.server.freeze();
    expect(await codeOf(appendOne(randomId()))).to.equal('service_unavailable');
    opened.server.thaw();
  });

  it('has the event at most once when it answers again and the command is given again', async () => {
    const id = randomId();
    await adding(opened.log, randomId());
    opened.server.freeze();
    const failed = await codeOf(appendOne(id));
    opened.server.thaw();
    expect(failed).to.equal('service_unavailable');
    const { revision } = await adding(opened.log, id, id);
    const logged = await storedEvents(opened.client, `xcounter-${id}`);
    expect({ revision, events: logged.length }).to.deep.equal({ revision: 0, events: 1 });
  });
});
