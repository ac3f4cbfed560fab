import type { DesignRef } from '../design/reference.js';
import type { ProjectDetails, ProjectEvent, VersionRef } from './events.js';

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
  collaborators: [],
  createdAt: '',
  updatedAt: '',
};

const created = ({ data }: Extract<ProjectEvent, { type: 'ProjectCreated' }>): Project => {
  const { projectId, ownerId, at, design, copiedFrom: _copiedFrom, ...details } = data;
  const times = { createdAt: at, updatedAt: at };
  return {
    ...initial,
    ...times,
    status: 'active',
    id: projectId,
    ownerId,
    details,
    design,
    designBy: ownerId,
    version: 1,
  };
};

const designReplaced = (
  project: Project,
  { data }: Extract<ProjectEvent, { type: 'DesignSaved' | 'VersionRestored' }>,
): Project => {
  const remaining = project.versions.filter((version) => !data.dropped.includes(version.number));
  return {
    ...project,
    design: data.design,
    designBy: data.by,
    version: project.version + 1,
    versions: data.kept ? [...remaining, { ...data.kept, automatic: true }] : remaining,
    lastVersionNumber: Math.max(project.lastVersionNumber, data.kept?.number ?? 0),
    updatedAt: data.at,
  };
};

const detailsChanged = (
  project: Project,
  { data }: Extract<ProjectEvent, { type: 'ProjectDetailsChanged' }>,
): Project => {
  const { projectId: _projectId, ownerId: _ownerId, by: _by, at, ...changes } = data;
  return { ...project, details: { ...project.details, ...changes } as ProjectDetails, updatedAt: at };
};

export const evolve = (project: Project, event: ProjectEvent): Project => {
  switch (event.type) {
    case 'ProjectCreated':
      return created(event);
    case 'ProjectDetailsChanged':
      return detailsChanged(project, event);
    case 'DesignSaved':
    case 'VersionRestored':
      return designReplaced(project, event);
    case 'VersionCreated': {
      const { version } = event.data;
      const versions = [...project.versions, { ...version, automatic: false }];
      return { ...project, versions, lastVersionNumber: Math.max(project.lastVersionNumber, version.number) };
    }
    case 'CollaboratorAdded':
      return { ...project, collaborators: [...project.collaborators, event.data.collaboratorId] };
    case 'ProjectDeleted':
      return { ...project, status: 'deleted', updatedAt: event.data.at };
    case 'ProjectAbandoned':
      return { ...project, status: 'abandoned', id: event.data.projectId, ownerId: event.data.ownerId };
  }
};
