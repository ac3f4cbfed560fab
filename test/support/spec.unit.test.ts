import { expect } from 'chai';
import { DomainError } from '#domain/kit/domain-error.js';
import type { Decider } from '#domain/kit/decider.js';
import type { DomainEvent } from '#domain/kit/event.js';
import { check } from './spec.js';

type Opened = DomainEvent<'DoorOpened', { readonly at: number }>;
interface Door {
  readonly open: boolean;
  readonly seen: number[];
}
interface Open {
  readonly type: 'Open' | 'Break' | 'Scribble';
  readonly at: number;
}

const door: Decider<Door, Open, Opened> = {
  initial: { open: false, seen: [] },
  evolve: (state, event) => {
    if (event.data.at < 0) throw new Error('cannot evolve');
    return { ...state, open: true };
  },
  decide: (state, { type, at }) => {
    if (type === 'Break') throw new TypeError('broken');
    if (type === 'Scribble') state.seen.push(at);
    if (state.open) throw new DomainError('already_exists', 'The door is open.', { at });
    return [{ type: 'DoorOpened', data: { at } }];
  },
};
const opened = (at: number): Opened => ({ type: 'DoorOpened', data: { at } });
const open = (at: number, type: Open['type'] = 'Open'): Open => ({ type, at });

describe('the given/when/then kit', () => {
  it('accepts the events in full', () => {
    check(door, { name: '', given: [], when: open(1), then: [opened(1)] });
  });

  it('accepts a refusal by its code', () => {
    check(door, { name: '', given: [opened(1)], when: open(2), then: { error: 'already_exists' } });
  });

  const failing = {
    'an event with other data': { given: [], when: open(1), then: [opened(2)] },
    'an event nobody expected': { given: [], when: open(1), then: [] },
    'events where a refusal is expected': { given: [], when: open(1), then: { error: 'not_found' } },
    'a refusal where events are expected': { given: [opened(1)], when: open(2), then: [] },
    'a refusal for another reason': { given: [opened(1)], when: open(2), then: { error: 'not_found' } },
    'a refusal with other details': {
      given: [opened(1)],
      when: open(2),
      then: { error: 'already_exists', details: { at: 3 } },
    },
    'an error that is no refusal': { given: [], when: open(1, 'Break'), then: { error: 'not_found' } },
    'an event that cannot be evolved': { given: [], when: open(-1), then: [opened(-1)] },
    'a decider that changes its state in place': { given: [], when: open(1, 'Scribble'), then: [opened(1)] },
  } as const;
  for (const [name, rule] of Object.entries(failing)) {
    it(`fails on ${name}`, () => {
      expect(() => check(door, { name, ...rule })).to.throw();
    });
  }
});
