import { expect } from 'chai';
import type { Exit, Running } from '#embedded/supervise/running.js';
import {
  superviseChild,
  type SupervisorClock,
  type SupervisorEvent,
} from '#embedded/supervise/supervise-child.js';

const DEATH: Exit = { code: 1, signal: null, logTail: ['it broke'] };

type FakeChild = Running & Readonly<{ die: () => void; stopped: () => boolean }>;

const fakeChild = (pid: number): FakeChild => {
  let stopped = false;
  let end: (exit: Exit) => void = () => undefined;
  const exited = new Promise<Exit>((resolve) => {
    end = resolve;
  });
  const stop = async () => {
    stopped = true;
    end({ code: 0, signal: null, logTail: [] });
    await exited;
  };
  return { pid, exited, stop, die: () => end(DEATH), stopped: () => stopped };
};

/** A supervised fake: `next` resolves with the next event of the type. */
const scene = async (
  options: { starts?: (number: number) => Promise<FakeChild>; clock?: SupervisorClock } = {},
) => {
  const events: SupervisorEvent[] = [];
  const previous: (number | undefined)[] = [];
  let waiting: { type: string; resolve: () => void } | undefined;
  let number = 0;
  const supervised = await superviseChild<FakeChild>({
    name: 'thing',
    clock: options.clock ?? { now: () => 0, wait: () => Promise.resolve() },
    start: (before) => {
      number += 1;
      previous.push(before?.pid);
      return options.starts === undefined ? Promise.resolve(fakeChild(number)) : options.starts(number);
    },
    onEvent: (event) => {
      events.push(event);
      if (event.type === waiting?.type) waiting.resolve();
    },
  });
  const next = (type: SupervisorEvent['type']) =>
    new Promise<void>((resolve) => {
      waiting = { type, resolve };
    });
  return { supervised, events, next, previous };
};

describe('a supervised child', () => {
  it('runs once its start is done', async () => {
    const { supervised } = await scene();
    expect(supervised.state()).to.equal('running');
  });

  it('is started again when it dies, knowing the one before', async () => {
    const { supervised, next, previous } = await scene();
    const started = next('started');
    supervised.current().die();
    await started;
    expect({ pid: supervised.current().pid, previous }).to.deep.equal({ pid: 2, previous: [undefined, 1] });
  });

  it('is given up at the third death in a row, with its last lines', async () => {
    const { supervised, events, next } = await scene();
    for (const type of ['started', 'started', 'gave-up'] as const) {
      const arrived = next(type);
      supervised.current().die();
      await arrived;
    }
    expect(events.at(-1)).to.deep.equal({ name: 'thing', type: 'gave-up', logTail: ['it broke'] });
    expect(supervised.state()).to.equal('failed');
  });

  it('counts a start that fails as a death', async () => {
    const starts = (n: number) =>
      n === 1 ? Promise.resolve(fakeChild(n)) : Promise.reject(new Error('no port'));
    const { supervised, events, next } = await scene({ starts });
    const gaveUp = next('gave-up');
    supervised.current().die();
    await gaveUp;
    expect(events.map(({ type }) => type)).to.deep.equal([
      'started',
      'died',
      'restarting',
      'start-failed',
      'restarting',
      'start-failed',
      'gave-up',
    ]);
  });

  it('is stopped on request, and not started again', async () => {
    const { supervised, events } = await scene();
    await supervised.stop();
    expect(supervised.current().stopped()).to.equal(true);
    expect(events.map(({ type }) => type)).to.deep.equal(['started', 'stopped']);
  });

  it('stays down when it is stopped while waiting for its restart', async () => {
    const wait = (_ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    const { supervised, next, previous } = await scene({ clock: { now: () => 0, wait } });
    const restarting = next('restarting');
    supervised.current().die();
    await restarting;
    await supervised.stop();
    expect({ state: supervised.state(), starts: previous.length }).to.deep.equal({
      state: 'stopped',
      starts: 1,
    });
  });

  it('is stopped also when the request comes in the middle of a restart', async () => {
    let release: (child: FakeChild) => void = () => undefined;
    const second = new Promise<FakeChild>((resolve) => {
      release = resolve;
    });
    const { supervised, next } = await scene({
      starts: (n) => (n === 1 ? Promise.resolve(fakeChild(n)) : second),
    });
    const restarting = next('restarting');
    supervised.current().die();
    await restarting;
    await Promise.resolve();
    const stopped = supervised.stop();
    release(fakeChild(2));
    await stopped;
    expect(supervised.state()).to.equal('stopped');
  });

  it('that cannot be started at all is reported by the error itself', async () => {
    const failed = await scene({ starts: () => Promise.reject(new Error('no disk')) }).catch(
      (error: unknown) => error,
    );
    expect(failed).to.be.an('error').with.property('message', 'no disk');
  });
});
