import { expect } from 'chai';
import fc from 'fast-check';
import { quota } from '#domain/quota/index.js';
import { quotaCommands, quotaEventsInAnyOrder } from '#test/support/arbitrary-quota.js';
import { deciderLaws, run } from '#test/support/decider-laws.js';

deciderLaws({
  aggregate: quota,
  commands: quotaCommands,
  events: quotaEventsInAnyOrder,
  again: () => 'nothing',
});

const sequences = fc.array(quotaCommands, { maxLength: 25 });

describe('any history of slots', () => {
  it('never gives a slot beyond the limit of the day', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        for (const { command, events, after } of run(quota, commands)) {
          if (command.type !== 'ReserveProjectSlot' || events.length === 0) continue;
          if (command.limit !== -1) expect(after.projects.size).to.be.at.most(command.limit);
        }
      }),
    );
  });

  it('never has more slots than a limit that stays the same', () => {
    fc.assert(
      fc.property(sequences, fc.integer({ min: 0, max: 3 }), (commands, limit) => {
        const sameLimit = commands.map((command) =>
          command.type === 'ReserveProjectSlot' ? { ...command, limit } : command,
        );
        for (const { after } of run(quota, sameLimit)) expect(after.projects.size).to.be.at.most(limit);
      }),
    );
  });

  it('counts a project once: reserved and released in turn', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        const used = new Set<number>();
        for (const { type, data } of run(quota, commands).flatMap(({ events }) => events)) {
          expect(used.has(data.projectId)).to.equal(type === 'ProjectSlotReleased');
          if (type === 'ProjectSlotReserved') used.add(data.projectId);
          else used.delete(data.projectId);
        }
      }),
    );
  });

  it('refuses nobody who gives a slot back', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        const releases = run(quota, commands).filter(({ command }) => command.type === 'ReleaseProjectSlot');
        expect(releases.filter(({ refusal }) => refusal !== null)).to.deep.equal([]);
      }),
    );
  });
});
