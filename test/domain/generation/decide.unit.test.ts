import { generation } from '#domain/generation/index.js';
import { spec } from '#test/support/spec.js';
import * as example from './examples.js';

const { abandon, abandoned, ask, cancel, cancelled, complete, completed, fail, failed } = example;
const { progressed, report, requested, start, started } = example;

const ENDED = { error: 'generation_ended' } as const;
const STALE = { error: 'stale_attempt' } as const;
const UNKNOWN = { error: 'not_found' } as const;

spec(generation, 'a generation nobody asked for', [
  { name: 'can be asked for', given: [], when: ask, then: [requested()] },
  { name: 'cannot be started', given: [], when: start(1), then: UNKNOWN },
  { name: 'cannot be completed', given: [], when: complete(1), then: UNKNOWN },
  { name: 'cannot be cancelled', given: [], when: cancel(), then: UNKNOWN },
  { name: 'can be given up', given: [], when: abandon, then: [abandoned] },
]);

const waiting = [requested()];

spec(generation, 'a generation that waits', [
  { name: 'is asked for once', given: waiting, when: ask, then: { error: 'already_exists' } },
  { name: 'is started with the number of the attempt', given: waiting, when: start(1), then: [started(1)] },
  {
    name: 'may be started by a later attempt than the first',
    given: waiting,
    when: start(3),
    then: [started(3)],
  },
  { name: 'has no progress before it is started', given: waiting, when: report(10), then: STALE },
  { name: 'is not completed before it is started', given: waiting, when: complete(1), then: STALE },
  { name: 'can fail without ever being started', given: waiting, when: fail(0), then: [failed(0)] },
  {
    name: 'was never started when attempts to start it failed',
    given: waiting,
    when: fail(5),
    then: [failed(0)],
  },
  {
    name: 'gives its request back when it is cancelled',
    given: waiting,
    when: cancel(),
    then: [cancelled(false)],
  },
  { name: 'is hidden from everybody else', given: waiting, when: cancel(8), then: UNKNOWN },
  { name: 'cannot be given up any more', given: waiting, when: abandon, then: { error: 'target_exists' } },
]);

const running = [...waiting, started(2)];

spec(generation, 'a generation that runs', [
  { name: 'is completed by its attempt', given: running, when: complete(2), then: [completed(2)] },
  { name: 'refuses the result of an attempt before', given: running, when: complete(1), then: STALE },
  {
    name: 'refuses the result of an attempt that did not start',
    given: running,
    when: complete(3),
    then: STALE,
  },
  { name: 'refuses the failure of an attempt before', given: running, when: fail(1), then: STALE },
  { name: 'fails with its attempt', given: running, when: fail(2), then: [failed(2)] },
  { name: 'fails when a later attempt cannot start', given: running, when: fail(3), then: [failed(3)] },
  { name: 'is taken over by a later attempt', given: running, when: start(3), then: [started(3)] },
  { name: 'is not started twice by one attempt', given: running, when: start(2), then: STALE },
  {
    name: 'counts as a request when it is cancelled',
    given: running,
    when: cancel(),
    then: [cancelled(true)],
  },
]);

const halfWay = [...waiting, started(1), progressed(50)];

spec(generation, 'a generation half-way', [
  { name: 'goes on', given: halfWay, when: report(60), then: [progressed(60)] },
  {
    name: 'goes on to the next stage',
    given: halfWay,
    when: report(50, { stage: 'checking' }),
    then: [progressed(50, { stage: 'checking' })],
  },
  { name: 'does not say the same twice', given: halfWay, when: report(50), then: [] },
  { name: 'never goes back', given: halfWay, when: report(40), then: [] },
  {
    name: 'begins again with another attempt',
    given: [...halfWay, started(2)],
    when: report(10, { attempt: 2 }),
    then: [progressed(10, { attempt: 2 })],
  },
]);

for (const [what, end] of [
  ['was completed', completed(2)],
  ['failed', failed(2)],
  ['was cancelled', cancelled(true)],
] as const) {
  const given = [...running, end];
  spec(generation, `a generation that ${what}`, [
    { name: 'is not started again', given, when: start(3), then: ENDED },
    { name: 'has no progress', given, when: report(60, { attempt: 2 }), then: ENDED },
    { name: 'is not completed', given, when: complete(2), then: ENDED },
    { name: 'does not fail', given, when: fail(2), then: ENDED },
  ]);
}

spec(generation, 'a generation that has ended', [
  { name: 'cannot be cancelled', given: [...running, completed(2)], when: cancel(), then: ENDED },
  { name: 'is cancelled once', given: [...waiting, cancelled(false)], when: cancel(), then: [] },
]);

spec(generation, 'a generation that was given up', [
  { name: 'can never be asked for', given: [abandoned], when: ask, then: { error: 'already_exists' } },
  { name: 'is given up once', given: [abandoned], when: abandon, then: [] },
  { name: 'is not there for its person', given: [abandoned], when: cancel(), then: UNKNOWN },
  { name: 'is not begun by anything', given: [abandoned, started(1)], when: complete(1), then: UNKNOWN },
]);
