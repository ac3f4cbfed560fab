import { expect } from 'chai';
import type { GiveUpReason, RetryLater } from '#workers/effects/handler.js';
import {
  answers,
  answersTwice,
  completion,
  draws,
  floods,
  hangsUp,
  hangsUpHalfway,
  sleeps,
  writes,
  type Reply,
} from '#test/support/scripted-model.js';
import { LAYOUT } from './answers.js';
import { expected, useWorld } from './world.js';

const TWICE = { tokensIn: 240, tokensOut: 680, costMicroUsd: 22_800, model: 'scripted-1' };
const wrong = { ...LAYOUT, components: [{ ...LAYOUT.components[0], type: 'teapot' }] };

describe('a model whose first answer is no use', () => {
  const world = useWorld();

  const REPAIRED: [string, unknown][] = [
    ['nonsense', 'Certainly! I would love to help.'],
    ['half JSON', JSON.stringify(LAYOUT).slice(0, 200)],
    ['JSON of the wrong shape', { design: LAYOUT }],
    ['a component nobody knows', wrong],
    ['two answers at once', JSON.stringify(LAYOUT) + JSON.stringify(LAYOUT)],
    ['too much', { ...LAYOUT, components: Array.from({ length: 201 }, () => LAYOUT.components[0]) }],
    ['numbers that are none', JSON.stringify(LAYOUT).replace('"x":100', '"x":1e999')],
  ];
  for (const [name, bad] of REPAIRED) {
    it(`gets a second chance: ${name}`, async () => {
      const id = await world.attempt({ kind: 'layout' }, writes(bad), writes(LAYOUT));
      const { result } = await world.stateOf(id);
      expect(await world.eventsOf(id)).to.deep.equal([
        expected.started(id),
        expected.progress(id, 'asking'),
        expected.progress(id, 'checking'),
        expected.progress(id, 'storing'),
        expected.completed(id, { ...TWICE, result, repaired: true }),
      ]);
    });
  }

  it('is told what was wrong, in a conversation of its own key', async () => {
    const id = await world.attempt({ kind: 'layout' }, writes(wrong), writes(LAYOUT));
    const [first, second] = world.model().asked;
    const [, , quoted, complaint] = second?.body.messages ?? [];
    expect(second?.body.messages.slice(0, 2)).to.deep.equal(first?.body.messages);
    expect(quoted).to.deep.equal({ role: 'assistant', content: JSON.stringify(wrong) });
    expect(complaint?.role).to.equal('user');
    expect(complaint?.content).to.match(/^This answer cannot be used:\n- components\.0\.type: /);
    expect(second?.headers['idempotency-key']).to.equal(`generate.${id}.repair`);
  });

  it('is told that it was cut off', async () => {
    const choices = [{ message: { content: '{"components":[' }, finish_reason: 'length' }];
    await world.attempt({ kind: 'layout' }, writes('', { choices }), writes(LAYOUT));
    expect(world.model().message(1, 3)).to.include('cut off');
  });

  it('is asked twice at most; then the generation ends without a word of what it wrote', async () => {
    const id = await world.attempt({ kind: 'layout' }, writes(wrong), writes('never mind'), writes(LAYOUT));
    expect(world.model().asked).to.have.length(2);
    expect(await world.eventsOf(id)).to.deep.equal([
      expected.started(id),
      expected.progress(id, 'asking'),
      expected.progress(id, 'checking'),
      expected.failed(id, { ...TWICE, reason: 'invalid_answer' }),
    ]);
  });
});

describe('a model that never gives a usable answer', () => {
  const world = useWorld();

  const FINAL: [string, Reply[], string][] = [
    ['refuses the key', [answers(401, {})], 'provider_refused'],
    ['refuses the request', [answers(422, {})], 'provider_refused'],
    ['redirects', [answers(302, '', { location: 'http://127.0.0.1:1/' })], 'provider_refused'],
    ['filters the content', [answers(400, { error: { code: 'content_filter' } })], 'content_blocked'],
    ['declines', [answers(200, completion({ refusal: 'I cannot.' }))], 'content_blocked'],
    ['sends ten megabytes', [floods(10_000_000)], 'invalid_answer'],
  ];
  for (const [name, replies, reason] of FINAL) {
    it(`ends the generation as ${reason} when it ${name}`, async () => {
      const id = await world.attempt({ kind: 'layout' }, ...replies);
      expect(await world.eventsOf(id)).to.deep.equal([
        expected.started(id),
        expected.progress(id, 'asking'),
        expected.failed(id, { reason }),
      ]);
    });
  }

  const PICTURES: [string, Reply][] = [
    ['an address', answers(200, { data: [{ url: 'https://evil.example/x.png' }] })],
    ['a page', draws('<html><body>No</body></html>')],
    ['an executable', draws(Buffer.from([0x4d, 0x5a, 0x90, 0]))],
    ['an SVG with entities', draws('<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>')],
  ];
  for (const [name, reply] of PICTURES) {
    it(`fails the generation when ${name} comes instead of a picture`, async () => {
      const id = await world.attempt({ kind: 'image' }, reply);
      const failed = { kind: 'image', reason: 'invalid_answer', model: 'scripted-image-1' };
      expect((await world.eventsOf(id)).at(-1)).to.deep.equal(expected.failed(id, failed));
    });
  }
});

describe('a model server that is away', () => {
  const world = useWorld();

  const PASSING: [string, Reply, string, number | undefined][] = [
    ['answers 500', answers(500, 'oops'), 'model_unavailable', undefined],
    ['asks to wait', answers(429, {}, { 'retry-after': '12' }), 'model_rate_limited', 12_000],
    ['closes the socket', hangsUp, 'model_connection_failed', undefined],
    ['closes it halfway', hangsUpHalfway, 'model_connection_failed', undefined],
    ['speaks another language', answers(200, '<html>'), 'model_answer_garbled', undefined],
  ];
  for (const [name, reply, code, afterMs] of PASSING) {
    it(`is asked again later when it ${name}; nothing has ended`, async () => {
      const id = await world.request({ kind: 'layout' });
      world.model().script(reply);
      const error: RetryLater = await world
        .handler()
        .run(await world.workOn(id, 1))
        .then(
          () => expect.fail('The attempt ended.'),
          (reason) => reason,
        );
      expect([error.name, error.code, error.afterMs]).to.deep.equal(['RetryLater', code, afterMs]);
      expect(await world.eventsOf(id)).to.deep.equal([expected.started(id), expected.progress(id, 'asking')]);
    });
  }

  it('is asked again later when it takes too long', async () => {
    const id = await world.request({ kind: 'layout' });
    world.model().script(sleeps);
    const run = world.handler({ timeoutMs: 20 }).run(await world.workOn(id, 1));
    expect(await run.catch(({ code }) => code)).to.equal('model_timed_out');
  });

  it('answers the next attempt, which completes', async () => {
    const id = await world.request({ kind: 'layout' });
    world.model().script(hangsUp, answersTwice(completion({ content: JSON.stringify(LAYOUT) })));
    await world
      .handler()
      .run(await world.workOn(id, 1))
      .catch(() => undefined);
    await world.handler().run(await world.workOn(id, 2));
    const { result } = await world.stateOf(id);
    expect(await world.eventsOf(id)).to.deep.equal([
      expected.started(id),
      expected.progress(id, 'asking'),
      expected.started(id, 2),
      expected.progress(id, 'asking', 2),
      expected.progress(id, 'checking', 2),
      expected.progress(id, 'storing', 2),
      expected.completed(id, { attempt: 2, result }),
    ]);
    const keys = world.model().asked.map(({ headers }) => headers['idempotency-key']);
    expect(keys).to.deep.equal([`generate.${id}`, `generate.${id}`]);
  });
});

describe('a generation that is given up', () => {
  const world = useWorld();

  const GIVEN_UP: [GiveUpReason, string][] = [
    [{ kind: 'expired', detail: 'too_old' }, 'expired'],
    [{ kind: 'operator', detail: 'nobody needs it' }, 'given_up'],
    [{ kind: 'failed', detail: 'model_timed_out' }, 'timed_out'],
    [{ kind: 'failed', detail: 'model_rate_limited' }, 'provider_unavailable'],
    [{ kind: 'failed', detail: 'TypeError' }, 'given_up'],
  ];
  for (const [why, reason] of GIVEN_UP) {
    it(`says so in the log: ${why.kind}, ${why.detail}`, async () => {
      const id = await world.request({ kind: 'layout' });
      await world.giveUp(id, 3, why);
      expect(await world.eventsOf(id)).to.deep.equal([expected.failed(id, { reason, attempt: 0 })]);
    });
  }

  it('says so once', async () => {
    const id = await world.request({ kind: 'layout' });
    await world.giveUp(id, 1, { kind: 'expired', detail: 'too_old' });
    await world.giveUp(id, 2, { kind: 'failed', detail: 'no_result' });
    expect(await world.eventsOf(id)).to.deep.equal([expected.failed(id, { reason: 'expired', attempt: 0 })]);
  });

  it('stays completed when it was', async () => {
    const id = await world.attempt({ kind: 'layout' }, writes(LAYOUT));
    await world.giveUp(id, 2, { kind: 'expired', detail: 'too_old' });
    expect(await world.stateOf(id)).to.include({ status: 'completed' });
  });
});
