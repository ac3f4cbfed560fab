import type { DesignRef } from '../design/reference.js';
import type { DetailsChanges, ProjectDetails, ProjectEvent, VersionRef } from './events.js';

export interface KeptVersion extends VersionRef {
  /** Automatic versions leave the list when it is full; those a person asked for stay. */
  readonly automatic: boolean;
}

export interface Project {
  readonly status: 'none' | 'active' | 'deleted' | 'abandoned';
  readonly id: number;
  readonly ownerId: number;
  readonly details: ProjectDetails;
  /** null stands for the empty design `{}`. */
  readonly design: DesignRef | null;
  /** Who made the current design current. */
  readonly designBy: number;
  /** 1 for a new project, one more for each design that became current. */
  readonly version: number;
  readonly versions: readonly KeptVersion[];
  readonly lastVersionNumber: number;
  /** Number of the version the last change of the design kept; null when it kept none. */
  readonly lastKept: number | null;
  readonly collaborators: readonly number[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

export const initial: Project = {
  status: 'none',
  id: 0,
  ownerId: 0,
  details: {
    name: '',
    description: '',
    projectType: 'graphic',
    canvasWidth: 1920,
    canvasHeight: 1080,
    canvasBackground: '#FFFFFF',
    aiPrompt: '',
    colorPalette: [],
    suggestedFonts: [],
    isPublic: false,
  },
  design: null,
  designBy: 0,
  version: 0,
  versions: [],
  lastVersionNumber: 0,
  lastKept: null,
  collaborators: [],
  createdAt: '',
  updatedAt: '',
};

type EventOfType<T extends ProjectEvent['type']> = Extract<ProjectEvent, { type: T }>;

/** Field by field: what else an event carries is no detail, and an absent field means unchanged. */
const withChanges = (before: ProjectDetails, changes: DetailsChanges): ProjectDetails => ({
  name: changes.name ?? before.name,
  description: changes.description ?? before.description,
  projectType: changes.projectType ?? before.projectType,
  canvasWidth: changes.canvasWidth ?? before.canvasWidth,
  canvasHeight: changes.canvasHeight ?? before.canvasHeight,
  canvasBackground: changes.canvasBackground ?? before.canvasBackground,
  aiPrompt: changes.aiPrompt ?? before.aiPrompt,
  colorPalette: changes.colorPalette ?? before.colorPalette,
  suggestedFonts: changes.suggestedFonts ?? before.suggestedFonts,
  isPublic: changes.isPublic ?? before.isPublic,
});

const created = ({ data }: EventOfType<'ProjectCreated'>): Project => ({
  ...initial,
  status: 'active',
  id: data.projectId,
  ownerId: data.ownerId,
  details: withChanges(initial.details, data),
  design: data.design,
  designBy: data.ownerId,
  version: 1,
  createdAt: data.at,
  updatedAt: data.at,
});

const designReplaced = (
  project: Project,
  { data }: EventOfType<'DesignSaved' | 'VersionRestored'>,
): Project => {
  const remaining = project.versions.filter((version) => !data.dropped.includes(version.number));
  return {
    ...project,
    design: data.design,
    designBy: data.by,
    version: project.version + 1,
    versions: data.kept ? [...remaining, { ...data.kept, automatic: true }] : remaining,
    lastVersionNumber: Math.max(project.lastVersionNumber, data.kept?.number ?? 0),
    lastKept: data.kept?.number ?? null,
    updatedAt: data.at,
  };
};

const versionCreated = (project: Project, { data }: EventOfType<'VersionCreated'>): Project => ({
  ...project,
  versions: [...project.versions, { ...data.version, automatic: false }],
  lastVersionNumber: Math.max(project.lastVersionNumber, data.version.number),
});

export const evolve = (project: Project, event: ProjectEvent): Project => {
  switch (event.type) {
    case 'ProjectCreated':
      return created(event);
    case 'ProjectDetailsChanged':
      return {
        ...project,
        details: withChanges(project.details, event.data),
        updatedAt: event.data.at,
      };
    case 'DesignSaved':
    case 'VersionRestored':
      return designReplaced(project, event);
    case 'VersionCreated':
      return versionCreated(project, event);
    case 'CollaboratorAdded':
      return { ...project, collaborators: [...project.collaborators, event.data.collaboratorId] };
    case 'CollaboratorRemoved': {
      const { collaboratorId } = event.data;
      return { ...project, collaborators: project.collaborators.filter((each) => each !== collaboratorId) };
    }
    case 'ProjectDeleted':
      return { ...project, status: 'deleted', updatedAt: event.data.at };
    case 'ProjectAbandoned':
      return { ...project, status: 'abandoned', id: event.data.projectId, ownerId: event.data.ownerId };
  }
};
