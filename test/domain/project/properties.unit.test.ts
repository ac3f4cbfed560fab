import { expect } from 'chai';
import fc from 'fast-check';
import { fold } from '#domain/kit/decider.js';
import { mayRead } from '#domain/project/access.js';
import { project, type ProjectCommand, type ProjectEvent } from '#domain/project/index.js';
import { MAX_AUTOMATIC_VERSIONS } from '#domain/project/versions.js';
import { projectCommands, projectEventsInAnyOrder } from '#test/support/arbitrary-project.js';
import { deciderLaws, run, type Again } from '#test/support/decider-laws.js';
import { abandoned, created, deleted, withAutomaticVersions } from './examples.js';

/** A list of versions that is full. */
const full = withAutomaticVersions(MAX_AUTOMATIC_VERSIONS);
const fullState = fold(project, full);

const AGAIN: Readonly<Record<ProjectCommand['type'], Again>> = {
  CreateProject: { error: 'already_exists' },
  ChangeDetails: 'nothing',
  SaveDesign: 'nothing',
  CreateVersion: 'more events',
  RestoreVersion: 'nothing',
  AddCollaborator: 'nothing',
  RemoveCollaborator: 'nothing',
  DeleteProject: { error: 'not_found' },
  AbandonProject: 'nothing',
};

deciderLaws({
  aggregate: project,
  commands: projectCommands,
  events: projectEventsInAnyOrder,
  histories: [[created()], full],
  // Who left is a stranger to the project.
  again: (command) =>
    command.type === 'RemoveCollaborator' && command.by === command.collaboratorId
      ? { error: 'not_found' }
      : AGAIN[command.type],
});

const sequences = fc.array(projectCommands, { maxLength: 25 });
const starts = fc.constantFrom(project.initial, fullState);

const numbersOf = (events: readonly ProjectEvent[]): readonly number[] =>
  events.flatMap((event) => {
    if (event.type === 'VersionCreated') return [event.data.version.number];
    if (event.type !== 'DesignSaved' && event.type !== 'VersionRestored') return [];
    return event.data.kept ? [event.data.kept.number] : [];
  });

describe('any history of versions', () => {
  it('numbers them in strictly increasing order', () => {
    fc.assert(
      fc.property(starts, sequences, (start, commands) => {
        const numbers = numbersOf(run(project, commands, start).flatMap(({ events }) => events));
        const expected = numbers.map((_, index) => start.lastVersionNumber + 1 + index);
        expect(numbers).to.deep.equal(expected);
      }),
    );
  });

  it('never lists more automatic versions than it may, nor a number twice', () => {
    fc.assert(
      fc.property(starts, sequences, (start, commands) => {
        for (const { after } of run(project, commands, start)) {
          const automatic = after.versions.filter((version) => version.automatic);
          expect(automatic.length).to.be.at.most(MAX_AUTOMATIC_VERSIONS);
          expect(new Set(after.versions.map(({ number }) => number)).size).to.equal(after.versions.length);
        }
      }),
    );
  });

  it('drops only automatic versions of the list', () => {
    fc.assert(
      fc.property(starts, sequences, (start, commands) => {
        for (const { before, after } of run(project, commands, start)) {
          const asked = before.versions.filter((version) => !version.automatic);
          expect(after.versions).to.include.deep.members(asked);
        }
      }),
    );
  });

  it('loses no design on a restore: the one before is in the list', () => {
    fc.assert(
      fc.property(starts, sequences, (start, commands) => {
        for (const { before, events, after } of run(project, commands, start)) {
          if (events[0]?.type !== 'VersionRestored' || before.design === null) continue;
          expect(after.versions.map(({ design }) => design)).to.deep.include(before.design);
        }
      }),
    );
  });
});

describe('any history of a project', () => {
  it('accepts nothing once it was deleted or given up', () => {
    const ends = fc.constantFrom([created(), deleted], [abandoned]);
    fc.assert(
      fc.property(ends, sequences, (history, commands) => {
        const steps = run(project, commands, fold(project, history));
        expect(steps.flatMap(({ events }) => events)).to.deep.equal([]);
      }),
    );
  });

  it('changes only by the owner and the collaborators it had', () => {
    fc.assert(
      fc.property(starts, sequences, (start, commands) => {
        for (const { before, command, events } of run(project, commands, start)) {
          if (events.length === 0 || !('by' in command)) continue;
          expect([before.ownerId, ...before.collaborators]).to.include(command.by);
        }
      }),
    );
  });

  it('tells nobody who may not read it more than that there is no such project', () => {
    fc.assert(
      fc.property(starts, sequences, (start, commands) => {
        for (const { before, command, refusal } of run(project, commands, start)) {
          if (!('by' in command) || mayRead(before, command.by)) continue;
          expect(refusal).to.equal('not_found');
        }
      }),
    );
  });

  it('counts one more for each design that became current', () => {
    fc.assert(
      fc.property(starts, sequences, (start, commands) => {
        for (const { before, after } of run(project, commands, start)) {
          const isNew = after.design?.address !== before.design?.address || before.status === 'none';
          expect(after.version - before.version).to.equal(isNew && after.status === 'active' ? 1 : 0);
        }
      }),
    );
  });
});
