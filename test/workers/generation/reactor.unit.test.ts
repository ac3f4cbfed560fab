import { expect } from 'chai';
import type { DomainEvent } from '#domain/kit/event.js';
import { attempted, effect, settled } from '#workers/kit/reactor.js';
import { generationReactor } from '#workers/generation/reactor.js';
import * as example from '#test/domain/generation/examples.js';
import { at } from '#test/support/examples.js';

const { GENERATION, PERSON } = example;

const reactions = ({ type, data }: DomainEvent) =>
  generationReactor.reactionsTo(type, {
    data,
    revision: 0,
    eventId: 'test',
    stream: `generation-${GENERATION}`,
  });

const generate = `generate.${GENERATION}`;
const releasing = (reason: string, minutes: number) =>
  effect({
    key: `release_ai_request.${GENERATION}`,
    kind: 'release_ai_request',
    ids: { accountId: PERSON, generationId: GENERATION, month: '2026-02', reason },
    since: at(minutes),
  });

describe('the reactor of generations', () => {
  it('has a generation made that was asked for', () => {
    const ids = { generationId: GENERATION, accountId: PERSON };
    const wanted = effect({ key: generate, kind: 'generate', ids, since: at(0) });
    expect(reactions(example.requested())).to.deep.equal([wanted]);
  });

  it('learns from the log how often it was tried', () => {
    expect(reactions(example.started(3))).to.deep.equal([attempted(generate, 3)]);
  });

  it('has nothing left to do for one that was completed', () => {
    expect(reactions(example.completed(1))).to.deep.equal([settled(generate)]);
  });

  it('has the request of a failed one given back', () => {
    expect(reactions(example.failed(1))).to.deep.equal([settled(generate), releasing('failed', 9)]);
  });

  it('has the request of one given back that was cancelled before it ran', () => {
    expect(reactions(example.cancelled(false))).to.deep.equal([settled(generate), releasing('cancelled', 7)]);
  });

  it('lets the request of one count that was cancelled while it ran', () => {
    expect(reactions(example.cancelled(true))).to.deep.equal([settled(generate)]);
  });

  it('has nothing to do for one that was given up', () => {
    expect(reactions(example.abandoned)).to.deep.equal([settled(generate)]);
  });

  it('has nothing left to give back once the request was given back', () => {
    const data = {
      accountId: PERSON,
      generationId: GENERATION,
      month: '2026-02',
      at: at(9),
      reason: 'failed',
    };
    expect(reactions({ type: 'AiRequestReleased', data })).to.deep.equal([
      settled(`release_ai_request.${GENERATION}`),
    ]);
  });

  it('still has the request of a failed one given back when one of another month was abandoned', () => {
    const about = { accountId: PERSON, generationId: GENERATION, month: '2026-03', at: at(9) };
    const data = { ...about, reason: 'abandoned' };
    expect(reactions({ type: 'AiRequestReleased', data })).to.deep.equal([]);
  });

  it('has nothing to do for what goes on', () => {
    expect(reactions(example.progressed(50))).to.deep.equal([]);
  });

  it('names effects only with characters that keys may have', () => {
    const keys = [example.requested(), example.failed(1)]
      .flatMap(reactions)
      .flatMap((reaction) => (reaction.type === 'effect' ? [reaction.effect.key] : []));
    for (const key of keys) expect(key).to.match(/^[a-z0-9_.-]+$/);
  });
});
