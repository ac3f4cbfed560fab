import { expect } from 'chai';
import fc from 'fast-check';
import { session } from '#domain/session/index.js';
import { sessionCommands, sessionEventsInAnyOrder } from '#test/support/arbitrary-session.js';
import { deciderLaws, run } from '#test/support/decider-laws.js';

deciderLaws({
  aggregate: session,
  commands: sessionCommands,
  events: sessionEventsInAnyOrder,
  again: (command, effect) => {
    if (command.type === 'StartSession') return { error: 'already_exists' };
    const wasStolen = command.type === 'RefreshSession' && effect[0]?.type === 'SessionEnded';
    return wasStolen ? { error: 'session_ended' } : 'nothing';
  },
});

const sequences = fc.array(sessionCommands, { maxLength: 25 });

describe('any history of a session', () => {
  it('exchanges each generation once, one after another', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        const generations = run(session, commands)
          .flatMap(({ events }) => events)
          .flatMap((event) => (event.type === 'SessionRefreshed' ? [event.data.generation] : []));
        expect(generations).to.deep.equal(generations.map((_, index) => index + 1));
      }),
    );
  });

  it('says nothing more once it ended', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        const types = run(session, commands).flatMap(({ events }) => events.map(({ type }) => type));
        const end = types.indexOf('SessionEnded');
        if (end !== -1) expect(end).to.equal(types.length - 1);
      }),
    );
  });

  it('refuses every token once it ended', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        for (const { before, command, refusal } of run(session, commands)) {
          if (before.status !== 'ended' || command.type !== 'RefreshSession') continue;
          expect(refusal).to.equal('session_ended');
        }
      }),
    );
  });
});
