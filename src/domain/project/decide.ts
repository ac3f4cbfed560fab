import type { DesignRef } from '../design/reference.js';
import { DomainError } from '../kit/domain-error.js';
import { isErased } from '../kit/personal.js';
import { pickFields } from '../kit/pick-fields.js';
import { hasRoom } from '../plan/plans.js';
import { requireEditor, requireMember, requireOwner } from './access.js';
import type { DetailsChanges, ProjectEvent } from './events.js';
import type { Project } from './state.js';
import { keepCurrent, nextVersion } from './versions.js';

type Created = Extract<ProjectEvent, { type: 'ProjectCreated' }>['data'];

/** Who asks, and when. */
interface Asked {
  readonly by: number;
  readonly at: string;
}

export type ProjectCommand =
  | { readonly type: 'CreateProject'; readonly project: Created }
  | ({ readonly type: 'ChangeDetails'; readonly changes: DetailsChanges } & Asked)
  | ({
      readonly type: 'SaveDesign';
      readonly design: DesignRef | null;
      readonly createVersion: boolean;
    } & Asked)
  | ({ readonly type: 'CreateVersion' } & Asked)
  | ({ readonly type: 'RestoreVersion'; readonly number: number } & Asked)
  /** `limit`: collaborators per project the owner's plan allows, −1 = unlimited. */
  | ({ readonly type: 'AddCollaborator'; readonly collaboratorId: number; readonly limit: number } & Asked)
  | ({ readonly type: 'RemoveCollaborator'; readonly collaboratorId: number } & Asked)
  | ({ readonly type: 'DeleteProject' } & Asked)
  | {
      readonly type: 'AbandonProject';
      readonly projectId: number;
      readonly ownerId: number;
      readonly at: string;
    };

type Command<T extends ProjectCommand['type']> = Extract<ProjectCommand, { type: T }>;

const about = (project: Project, at: string) => ({ projectId: project.id, ownerId: project.ownerId, at });

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const sameDesign = (one: DesignRef | null, other: DesignRef | null): boolean =>
  one?.address === other?.address;

const changeDetails = (
  project: Project,
  { changes, by, at }: Command<'ChangeDetails'>,
): readonly ProjectEvent[] => {
  requireEditor(project, by);
  const changed = pickFields(
    changes,
    (field) => !isErased(changes[field]) && !same(project.details[field], changes[field]),
  );
  if (Object.keys(changed).length === 0) return [];
  if (changed.isPublic !== undefined) requireOwner(project, by);
  return [{ type: 'ProjectDetailsChanged', data: { ...changed, ...about(project, at), by } }];
};

const saveDesign = (project: Project, command: Command<'SaveDesign'>): readonly ProjectEvent[] => {
  const { design, by, at, createVersion } = command;
  requireEditor(project, by);
  if (sameDesign(project.design, design)) return [];
  const data = { ...about(project, at), by, design, ...keepCurrent(project, { at, keep: createVersion }) };
  return [{ type: 'DesignSaved', data }];
};

const restoreVersion = (
  project: Project,
  { number, by, at }: Command<'RestoreVersion'>,
): readonly ProjectEvent[] => {
  requireEditor(project, by);
  const version = project.versions.find((candidate) => candidate.number === number);
  if (!version) throw new DomainError('version_not_found', `There is no version ${number}.`);
  if (sameDesign(project.design, version.design)) return [];
  const changes = keepCurrent(project, { at, keep: true, restored: number });
  const data = { ...about(project, at), by, number, design: version.design, ...changes };
  return [{ type: 'VersionRestored', data }];
};

const addCollaborator = (project: Project, command: Command<'AddCollaborator'>): readonly ProjectEvent[] => {
  const { collaboratorId, limit, by, at } = command;
  requireOwner(project, by);
  if (collaboratorId === project.ownerId || project.collaborators.includes(collaboratorId)) return [];
  const used = project.collaborators.length;
  if (!hasRoom(used, limit)) {
    const message = `Collaborator limit reached (${limit}). Upgrade your plan.`;
    throw new DomainError('collaborator_limit_exceeded', message, { limit, used });
  }
  return [{ type: 'CollaboratorAdded', data: { ...about(project, at), by, collaboratorId } }];
};

/** The owner removes anybody, and everybody may leave. */
const removeCollaborator = (
  project: Project,
  { collaboratorId, by, at }: Command<'RemoveCollaborator'>,
): readonly ProjectEvent[] => {
  if (by === collaboratorId) requireMember(project, by);
  else requireOwner(project, by);
  if (!project.collaborators.includes(collaboratorId)) return [];
  return [{ type: 'CollaboratorRemoved', data: { ...about(project, at), by, collaboratorId } }];
};

const createVersion = (project: Project, { by, at }: Command<'CreateVersion'>): readonly ProjectEvent[] => {
  requireEditor(project, by);
  const version = nextVersion(project, by, at);
  return [{ type: 'VersionCreated', data: { ...about(project, at), version } }];
};

const abandon = (project: Project, command: Command<'AbandonProject'>): readonly ProjectEvent[] => {
  const { projectId, ownerId, at } = command;
  if (project.status === 'abandoned') return [];
  if (project.status !== 'none') {
    throw new DomainError('target_exists', 'The project exists: its slot stands.');
  }
  return [{ type: 'ProjectAbandoned', data: { projectId, ownerId, at } }];
};

const deleteProject = (project: Project, { by, at }: Command<'DeleteProject'>): readonly ProjectEvent[] => {
  requireOwner(project, by);
  const { collaborators, details } = project;
  const last = { collaborators: [...collaborators], wasPublic: details.isPublic };
  return [{ type: 'ProjectDeleted', data: { ...about(project, at), by, ...last } }];
};

export const decide = (project: Project, command: ProjectCommand): readonly ProjectEvent[] => {
  switch (command.type) {
    case 'CreateProject':
      if (project.status !== 'none') throw new DomainError('already_exists', 'This project exists already.');
      return [{ type: 'ProjectCreated', data: command.project }];
    case 'ChangeDetails':
      return changeDetails(project, command);
    case 'SaveDesign':
      return saveDesign(project, command);
    case 'CreateVersion':
      return createVersion(project, command);
    case 'RestoreVersion':
      return restoreVersion(project, command);
    case 'AddCollaborator':
      return addCollaborator(project, command);
    case 'RemoveCollaborator':
      return removeCollaborator(project, command);
    case 'DeleteProject':
      return deleteProject(project, command);
    case 'AbandonProject':
      return abandon(project, command);
  }
};
