// A tiny domain for the tests of the event log: a counter that remembers who last touched it.
import { z } from 'zod';
import type { Aggregate } from '#domain/kit/decider.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { defineEvent, type EventsOf } from '#domain/kit/event.js';
import { reveal, personal } from '#domain/kit/personal.js';
import { createCodec } from '#eventlog/codec.js';

const counterEvents = {
  Added: defineEvent(
    'Added',
    z.strictObject({
      by: z.int(),
      personId: z.int(),
      person: personal(z.string(), 'personId'),
      at: z.string(),
    }),
  ),
};
export type CounterEvent = EventsOf<typeof counterEvents>;

export type CounterCommand =
  /** `events`: as how many events (1). Nothing to do when `by` is 0. */
  | { readonly type: 'Add'; readonly by: number; readonly at?: string; readonly events?: number }
  /** Nothing to do when it stands at `value` already. */
  | { readonly type: 'SetTo'; readonly value: number; readonly at?: string }
  /** Refused as `project_limit_exceeded` when the counter would exceed `limit`. */
  | { readonly type: 'AddUpTo'; readonly by: number; readonly limit: number; readonly at?: string };

export interface Counter {
  readonly value: number;
  readonly adds: number;
  readonly lastPerson: string;
}

const added = (by: number, at = ''): CounterEvent => ({
  type: 'Added',
  data: { by, personId: 7, person: 'Ada', at },
});

const decide = ({ value }: Counter, command: CounterCommand): readonly CounterEvent[] => {
  switch (command.type) {
    case 'Add':
      if (command.by === 0) return [];
      return Array.from({ length: command.events ?? 1 }, () => added(command.by, command.at));
    case 'SetTo':
      return command.value === value ? [] : [added(command.value - value, command.at)];
    case 'AddUpTo':
      if (value + command.by > command.limit) throw new DomainError('project_limit_exceeded', 'Too much.');
      return [added(command.by, command.at)];
  }
};

/** Its streams are technical ones: no follower of the product reads them. */
export const counter: Aggregate<Counter, CounterCommand, CounterEvent> = {
  category: 'xcounter',
  initial: { value: 0, adds: 0, lastPerson: '' },
  evolve: ({ value, adds }, { data }) => ({
    value: value + data.by,
    adds: adds + 1,
    lastPerson: reveal(data.person, 'erased'),
  }),
  decide,
};

export const counterCodec = createCodec({ xcounter: counterEvents });
