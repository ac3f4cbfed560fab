import { expect } from 'chai';
import { fold, type Decider } from '#domain/kit/decider.js';
import { DomainError, type DomainErrorCode } from '#domain/kit/domain-error.js';
import type { DomainEvent } from '#domain/kit/event.js';
import type { JsonObject } from '#domain/kit/json.js';
import { deepFreeze } from './deep-freeze.js';

/** A refusal: its code, and its details where they are part of the rule. */
export interface Refusal {
  readonly error: DomainErrorCode;
  readonly details?: JsonObject;
}

/** What must happen: these events, all of them and in full (none = nothing to do), or a refusal. */
export type Outcome<Event> = readonly Event[] | Refusal;

/** A rule of a decider as plain data. */
export interface Rule<Command, Event> {
  readonly name: string;
  readonly given: readonly Event[];
  readonly when: Command;
  readonly then: Outcome<Event>;
}

/** What a command comes to: events or a refusal. Any other error is a fault and thrown on. */
export const outcomeOf = <S, C, E extends DomainEvent>(
  decider: Decider<S, C, E>,
  state: S,
  command: C,
): readonly E[] | Required<Refusal> => {
  try {
    return decider.decide(state, command);
  } catch (error) {
    if (error instanceof DomainError) return { error: error.code, details: error.details };
    throw error;
  }
};

const expectRefusal = (actual: unknown, expected: Refusal): void => {
  if (expected.details) expect(actual).to.deep.equal(expected);
  else expect(actual).to.have.property('error', expected.error);
};

/** Fails unless the rule holds, and unless the events it leads to can be evolved. */
export const check = <S, C, E extends DomainEvent>(decider: Decider<S, C, E>, rule: Rule<C, E>): void => {
  const given = deepFreeze(rule.given);
  const state = deepFreeze(fold(decider, given));
  const actual = outcomeOf(decider, state, deepFreeze(rule.when));
  if ('error' in rule.then) expectRefusal(actual, rule.then);
  else expect(actual).to.deep.equal(rule.then);
  if (!('error' in actual)) fold(decider, [...given, ...deepFreeze(actual)]);
};

/** One `describe` for a state, one `it` per rule. */
export const spec = <S, C, E extends DomainEvent>(
  decider: Decider<S, C, E>,
  state: string,
  rules: readonly Rule<C, E>[],
): void => {
  describe(state, () => {
    for (const rule of rules) it(rule.name, () => check(decider, rule));
  });
};
