import { expect } from 'chai';
import fc from 'fast-check';
import { hasId, NO_IDS, withId, withoutId } from '#domain/aiquota/id-set.js';
import { aiQuota } from '#domain/aiquota/index.js';
import { usedIn } from '#domain/aiquota/state.js';
import { aiQuotaCommands, aiQuotaEventsInAnyOrder } from '#test/support/arbitrary-ai-quota.js';
import { deciderLaws, run } from '#test/support/decider-laws.js';

deciderLaws({
  aggregate: aiQuota,
  commands: aiQuotaCommands,
  events: aiQuotaEventsInAnyOrder,
  again: () => 'nothing',
});

const sequences = fc.array(aiQuotaCommands, { maxLength: 30 });

describe('any history of AI requests', () => {
  it('never uses more requests of a month than a limit that stays the same', () => {
    fc.assert(
      fc.property(sequences, fc.integer({ min: 0, max: 3 }), (commands, limit) => {
        const sameLimit = commands.map((command) =>
          command.type === 'ReserveAiRequest' ? { ...command, limit } : command,
        );
        for (const { after, command } of run(aiQuota, sameLimit)) {
          expect(usedIn(after, command.request.month).size).to.be.at.most(limit);
        }
      }),
    );
  });

  it('remembers two months', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        for (const { after } of run(aiQuota, commands)) expect(after.months.length).to.be.at.most(2);
      }),
    );
  });

  it('refuses nobody who gives a request back', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        const releases = run(aiQuota, commands).filter(({ command }) => command.type === 'ReleaseAiRequest');
        expect(releases.filter(({ refusal }) => refusal !== null)).to.deep.equal([]);
      }),
    );
  });
});

describe('a set of ids', () => {
  it('holds what was put in and not taken out, and says how many', () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 2_000 })), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (made) => {
        const plain = new Set<number>();
        let ids = NO_IDS;
        for (const [put, id] of made) {
          if (put) plain.add(id);
          else plain.delete(id);
          ids = put ? withId(ids, id) : withoutId(ids, id);
        }
        expect(ids.size).to.equal(plain.size);
        expect([...plain].every((id) => hasId(ids, id))).to.equal(true);
      }),
    );
  });
});
