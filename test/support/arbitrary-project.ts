import fc from 'fast-check';
import type { ProjectCommand, ProjectEvent } from '#domain/project/index.js';
import * as arbitrary from './arbitrary-values.js';

const { accountId, command, event, instant, limit, maybeDesign, personal, text, versionNumber } = arbitrary;

/** Mostly account 7, the owner in the examples: many commands come from the owner. */
const mostlyOwner = fc.oneof({ weight: 3, arbitrary: fc.constant(7) }, accountId);
const about = { projectId: arbitrary.projectId, ownerId: mostlyOwner, at: instant };
const asked = { by: mostlyOwner, at: instant };

const details = {
  name: personal(text),
  description: personal(text),
  projectType: fc.constantFrom('graphic' as const, 'ui_ux' as const, 'logo' as const),
  canvasWidth: fc.integer({ min: 1, max: 3 }),
  canvasHeight: fc.integer({ min: 1, max: 3 }),
  canvasBackground: fc.constantFrom('#FFFFFF', '#000000'),
  aiPrompt: personal(text),
  colorPalette: fc.array(fc.constantFrom('#FFFFFF', '#000000'), { maxLength: 2 }),
  suggestedFonts: fc.array(text, { maxLength: 2 }),
  isPublic: fc.boolean(),
};
const creation = fc.record({
  ...about,
  ...details,
  design: maybeDesign,
  copiedFrom: fc.option(arbitrary.projectId),
});
const changes = fc.record(
  { ...details, name: fc.option(details.name, { nil: undefined }) },
  { requiredKeys: [] },
);

const version = fc.record({ number: versionNumber, design: maybeDesign, ...asked });
const replacement = {
  ...about,
  by: accountId,
  design: maybeDesign,
  kept: fc.option(version),
  dropped: fc.array(versionNumber, { maxLength: 2 }),
};

const often = <T>(value: fc.Arbitrary<T>) => ({ weight: 3, arbitrary: value });

/** Commands by few accounts to few projects, so that they meet. */
export const projectCommands: fc.Arbitrary<ProjectCommand> = fc.oneof(
  often(command('CreateProject', fc.record({ project: creation }))),
  often(command('ChangeDetails', fc.record({ changes, ...asked }))),
  often(command('SaveDesign', fc.record({ design: maybeDesign, createVersion: fc.boolean(), ...asked }))),
  command('CreateVersion', fc.record(asked)),
  often(command('RestoreVersion', fc.record({ number: versionNumber, ...asked }))),
  command('AddCollaborator', fc.record({ collaboratorId: accountId, limit, ...asked })),
  command('RemoveCollaborator', fc.record({ collaboratorId: accountId, ...asked })),
  command('DeleteProject', fc.record(asked)),
  command('AbandonProject', fc.record(about)),
);

export const projectEventsInAnyOrder: fc.Arbitrary<ProjectEvent> = fc.oneof(
  event('ProjectCreated', creation),
  event(
    'ProjectDetailsChanged',
    fc.record({ ...about, ...asked, ...details }, { requiredKeys: ['projectId', 'ownerId', 'at', 'by'] }),
  ),
  event('DesignSaved', fc.record(replacement)),
  event('VersionCreated', fc.record({ ...about, version })),
  event('VersionRestored', fc.record({ ...replacement, number: versionNumber })),
  event('CollaboratorAdded', fc.record({ ...about, by: accountId, collaboratorId: accountId })),
  event('CollaboratorRemoved', fc.record({ ...about, by: accountId, collaboratorId: accountId })),
  event(
    'ProjectDeleted',
    fc.record({ ...about, by: accountId, collaborators: fc.array(accountId), wasPublic: fc.boolean() }),
  ),
  event('ProjectAbandoned', fc.record(about)),
);
