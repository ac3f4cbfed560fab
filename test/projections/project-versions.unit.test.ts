import type { DomainEvent } from '#domain/kit/event.js';
import { projectVersionsProjection } from '#projections/project-versions/projection.js';
import { projectVersions } from '#projections/project-versions/tables.js';
import * as example from '#test/domain/project/examples.js';
import { at, designOf } from '#test/support/examples.js';
import { given } from './given.js';

const after = (...events: readonly DomainEvent[]) => given(projectVersionsProjection, events);

const row = (number: number, design: string, minutes: number) => ({
  project_id: example.PROJECT,
  number,
  design_ref: designOf(design),
  created_by: example.OWNER,
  created_at: at(minutes),
});

describe('the versions of a project', () => {
  it('are the designs that saves kept', () => {
    after(...example.withAutomaticVersions(2)).then(projectVersions, [row(1, '1', 2), row(2, '2', 3)]);
  });

  it('lose those that a save dropped', () => {
    const more = example.designSaved(9, { kept: example.kept(3, designOf('3'), 9), dropped: [1] });
    after(...example.withAutomaticVersions(2), more).then(projectVersions, [row(2, '2', 3), row(3, '3', 9)]);
  });

  it('have what was current before a restore', () => {
    const kept = example.kept(2, designOf('2'), 9);
    const restored = example.versionRestored(9, { number: 1, design: designOf('1'), kept });
    after(...example.withAutomaticVersions(1), restored).then(projectVersions, [
      row(1, '1', 2),
      row(2, '2', 9),
    ]);
  });

  it('have the one somebody asked for', () => {
    const asked = example.versionCreated(1, designOf('a'), 4);
    after(example.created(), asked).then(projectVersions, [row(1, 'a', 4)]);
  });

  it('are gone with the project', () => {
    after(...example.withAutomaticVersions(3), example.deleted).then(projectVersions, []);
  });
});
