import type { DesignRef } from '#domain/design/reference.js';
import type { ProjectCommand, ProjectEvent } from '#domain/project/index.js';
import { at, designOf } from '#test/support/examples.js';

type EventData<T extends ProjectEvent['type']> = Extract<ProjectEvent, { type: T }>['data'];

export const PROJECT = 100;
export const OWNER = 7;
export const COLLABORATOR = 8;
export const STRANGER = 9;

const about = (minutes: number) => ({ projectId: PROJECT, ownerId: OWNER, at: at(minutes) });

const creation: EventData<'ProjectCreated'> = {
  ...about(0),
  name: 'Menu',
  description: 'Summer menu',
  projectType: 'graphic',
  canvasWidth: 1920,
  canvasHeight: 1080,
  canvasBackground: '#FFFFFF',
  aiPrompt: '',
  colorPalette: ['#0EA5E9'],
  suggestedFonts: [],
  isPublic: false,
  design: null,
  copiedFrom: null,
};
export const created = (data: Partial<EventData<'ProjectCreated'>> = {}): ProjectEvent => ({
  type: 'ProjectCreated',
  data: { ...creation, ...data },
});
export const sharedWith = (collaboratorId: number): ProjectEvent => ({
  type: 'CollaboratorAdded',
  data: { ...about(1), by: OWNER, collaboratorId },
});
export const shared = sharedWith(COLLABORATOR);
export const unshared = (by = OWNER): ProjectEvent => ({
  type: 'CollaboratorRemoved',
  data: { ...about(20), by, collaboratorId: COLLABORATOR },
});
export const detailsChanged = (data: Partial<EventData<'ProjectDetailsChanged'>>): ProjectEvent => ({
  type: 'ProjectDetailsChanged',
  data: { ...about(10), by: OWNER, ...data },
});
export const designSaved = (minutes: number, data: Partial<EventData<'DesignSaved'>>): ProjectEvent => ({
  type: 'DesignSaved',
  data: { ...about(minutes), by: OWNER, design: null, kept: null, dropped: [], ...data },
});
export const versionCreated = (number: number, design: DesignRef | null, minutes: number): ProjectEvent => ({
  type: 'VersionCreated',
  data: { ...about(minutes), version: { number, design, by: OWNER, at: at(minutes) } },
});
export const versionRestored = (
  minutes: number,
  data: Pick<EventData<'VersionRestored'>, 'number' | 'design'> & Partial<EventData<'VersionRestored'>>,
): ProjectEvent => ({
  type: 'VersionRestored',
  data: { ...about(minutes), by: OWNER, kept: null, dropped: [], ...data },
});
export const deleted: ProjectEvent = {
  type: 'ProjectDeleted',
  data: { ...about(10), by: OWNER, collaborators: [], wasPublic: false },
};
export const abandoned: ProjectEvent = { type: 'ProjectAbandoned', data: about(1) };

/** A version of the list, as an event carries it. */
export const kept = (number: number, design: DesignRef | null, minutes: number, by = OWNER) => ({
  number,
  design,
  by,
  at: at(minutes),
});

/**
 * A project whose design was saved `count` + 1 times: save n makes design n current and keeps design n − 1
 * as version n − 1, so that versions 1 to `count` are in the list.
 */
export const withAutomaticVersions = (count: number): readonly ProjectEvent[] => [
  created(),
  ...Array.from({ length: count + 1 }, (_, index) =>
    designSaved(index + 1, {
      design: designOf(`${index + 1}`),
      kept: index === 0 ? null : kept(index, designOf(`${index}`), index + 1),
    }),
  ),
];

type Asking<T extends ProjectCommand['type']> = Partial<Extract<ProjectCommand, { type: T }>>;

export const create = { type: 'CreateProject', project: creation } as const satisfies ProjectCommand;
export const changeDetails = (
  changes: Extract<ProjectCommand, { type: 'ChangeDetails' }>['changes'],
  by = OWNER,
): ProjectCommand => ({ type: 'ChangeDetails', changes, by, at: at(10) });
export const save = (design: DesignRef | null, more: Asking<'SaveDesign'> = {}): ProjectCommand => ({
  type: 'SaveDesign',
  design,
  createVersion: true,
  by: OWNER,
  at: at(60),
  ...more,
});
export const createVersion = (by = OWNER): ProjectCommand => ({ type: 'CreateVersion', by, at: at(60) });
export const restore = (number: number, by = OWNER): ProjectCommand => ({
  type: 'RestoreVersion',
  number,
  by,
  at: at(60),
});
export const share = (collaboratorId: number, more: Asking<'AddCollaborator'> = {}): ProjectCommand => ({
  type: 'AddCollaborator',
  collaboratorId,
  limit: 1,
  by: OWNER,
  at: at(1),
  ...more,
});
export const unshare = (by = OWNER, collaboratorId = COLLABORATOR): ProjectCommand => ({
  type: 'RemoveCollaborator',
  collaboratorId,
  by,
  at: at(20),
});
export const remove = (by = OWNER): ProjectCommand => ({ type: 'DeleteProject', by, at: at(10) });
export const abandon: ProjectCommand = { type: 'AbandonProject', ...about(1) };

/** Every command a member can give, as given by `by`. */
export const commandsOf = (by: number): readonly ProjectCommand[] => [
  changeDetails({ name: 'Other' }, by),
  save(designOf('f'), { by }),
  createVersion(by),
  restore(1, by),
  share(10, { by, limit: -1 }),
  unshare(by, OWNER === by ? COLLABORATOR : OWNER),
  remove(by),
];
