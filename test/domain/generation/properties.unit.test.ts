import { expect } from 'chai';
import fc from 'fast-check';
import { generation, type GenerationCommand } from '#domain/generation/index.js';
import { generationCommands, generationEventsInAnyOrder } from '#test/support/arbitrary-generation.js';
import { deciderLaws, run, type Again } from '#test/support/decider-laws.js';
import * as example from './examples.js';

/** What a command comes to right after it took effect. */
const again = ({ type }: GenerationCommand): Again => {
  switch (type) {
    case 'RequestGeneration':
      return { error: 'already_exists' };
    case 'StartGeneration':
      return { error: 'stale_attempt' };
    case 'CompleteGeneration':
    case 'FailGeneration':
      return { error: 'generation_ended' };
    case 'ReportProgress':
    case 'CancelGeneration':
    case 'AbandonGeneration':
      return 'nothing';
  }
};

const waiting = [example.requested()];
const running = [...waiting, example.started(1)];

deciderLaws({
  aggregate: generation,
  commands: generationCommands,
  events: generationEventsInAnyOrder,
  again,
  histories: [waiting, running, [...running, example.completed(1)], [example.abandoned]],
});

const ENDS = ['GenerationCompleted', 'GenerationFailed', 'GenerationCancelled'];

describe('any history of a generation', () => {
  const sequences = fc.array(generationCommands, { maxLength: 30 });
  const eventsOf = (commands: readonly GenerationCommand[]) =>
    run(generation, commands).flatMap(({ events }) => events);

  it('ends once', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        expect(eventsOf(commands).filter(({ type }) => ENDS.includes(type)).length).to.be.at.most(1);
      }),
    );
  });

  it('starts attempts with rising numbers', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        const attempts = eventsOf(commands).flatMap((event) =>
          event.type === 'GenerationStarted' ? [event.data.attempt] : [],
        );
        expect(attempts).to.deep.equal([...new Set(attempts)].sort((one, other) => one - other));
      }),
    );
  });

  it('completes with the attempt that started last', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        for (const { before, events } of run(generation, commands)) {
          const [event] = events;
          if (event?.type === 'GenerationCompleted') expect(event.data.attempt).to.equal(before.attempt);
        }
      }),
    );
  });
});
