import { expect } from 'chai';
import fc from 'fast-check';
import { fold, type Aggregate } from '#domain/kit/decider.js';
import type { DomainErrorCode } from '#domain/kit/domain-error.js';
import type { DomainEvent } from '#domain/kit/event.js';
import { parsed } from './catalog-entries.js';
import { deepFreeze } from './deep-freeze.js';
import { outcomeOf } from './spec.js';

/** What a command comes to that is given again right after it took effect. */
export type Again = 'nothing' | 'more events' | { readonly error: DomainErrorCode };

export interface Laws<S, C, E extends DomainEvent> {
  readonly aggregate: Aggregate<S, C, E>;
  readonly commands: fc.Arbitrary<C>;
  /** Any events of the aggregate; the laws put them in any order. */
  readonly events: fc.Arbitrary<E>;
  readonly again: (command: C, effect: readonly E[]) => Again;
  /** Histories to start from, besides the empty one. */
  readonly histories?: readonly (readonly E[])[];
}

/** One command of a sequence: the state it met, what came of it, the state after it. */
export interface Step<S, C, E> {
  readonly before: S;
  readonly command: C;
  readonly events: readonly E[];
  readonly refusal: DomainErrorCode | null;
  readonly after: S;
}

/** Gives the commands one after another. States and commands are frozen: whoever changes one fails. */
export const run = <S, C, E extends DomainEvent>(
  aggregate: Aggregate<S, C, E>,
  commands: readonly C[],
  start: S = aggregate.initial,
): readonly Step<S, C, E>[] => {
  let before = deepFreeze(start);
  return deepFreeze(commands).map((command) => {
    const outcome = outcomeOf(aggregate, before, command);
    const refusal = 'error' in outcome ? outcome.error : null;
    const events = 'error' in outcome ? [] : deepFreeze(outcome);
    const after = deepFreeze(events.reduce(aggregate.evolve, before));
    const step = { before, command, events, refusal, after };
    before = after;
    return step;
  });
};

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));

const againOf = <S, C, E extends DomainEvent>(aggregate: Aggregate<S, C, E>, step: Step<S, C, E>): Again => {
  const outcome = outcomeOf(aggregate, step.after, step.command);
  if ('error' in outcome) return { error: outcome.error };
  return outcome.length === 0 ? 'nothing' : 'more events';
};

const commandLaws = <S, C, E extends DomainEvent>(laws: Laws<S, C, E>): void => {
  const { aggregate, commands, again, histories = [] } = laws;
  const steps = fc
    .tuple(fc.constantFrom([], ...histories), fc.array(commands, { maxLength: 25 }))
    .map(([given, sequence]) => ({ given, made: run(aggregate, sequence, fold(aggregate, given)) }));
  const check = (holds: (given: readonly E[], made: readonly Step<S, C, E>[]) => void): void =>
    fc.assert(fc.property(steps, ({ given, made }) => holds(given, made)));

  it('comes to events that conform to the catalog', () => {
    check((_, made) => {
      for (const event of made.flatMap((step) => step.events)) {
        expect(parsed(aggregate.category, event)).to.deep.equal(event.data);
      }
    });
  });

  it('is replayed to the same state, also from JSON', () => {
    check((given, made) => {
      const log = [...given, ...made.flatMap((step) => step.events)];
      const state = made.at(-1)?.after ?? fold(aggregate, given);
      expect(fold(aggregate, log)).to.deep.equal(state);
      expect(fold(aggregate, throughJson(log))).to.deep.equal(state);
    });
  });

  it('decides a command that is given again as documented', () => {
    check((_, made) => {
      for (const step of made.filter(({ events }) => events.length > 0)) {
        expect(againOf(aggregate, step)).to.deep.equal(again(step.command, step.events));
      }
    });
  });
};

const eventLaws = <S, C, E extends DomainEvent>({ aggregate, commands, events }: Laws<S, C, E>): void => {
  it('evolve to a state in which every command is decided or refused', () => {
    const anything = fc.tuple(fc.array(events, { maxLength: 25 }), commands);
    fc.assert(
      fc.property(anything, ([log, command]) => {
        for (const event of log) parsed(aggregate.category, event);
        const [step] = run(aggregate, [command], fold(aggregate, deepFreeze(log)));
        for (const event of step?.events ?? []) parsed(aggregate.category, event);
      }),
    );
  });
};

/**
 * The laws every decider keeps, as properties over random sequences of commands and events. A command that is
 * refused or comes to nothing is so again: nothing changed, and `decide` is pure.
 */
export const deciderLaws = <S, C, E extends DomainEvent>(laws: Laws<S, C, E>): void => {
  describe(`any sequence of ${laws.aggregate.category} commands`, () => commandLaws(laws));
  describe(`any ${laws.aggregate.category} events in any order`, () => eventLaws(laws));
};
