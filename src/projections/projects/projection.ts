import type { DetailsChanges, ProjectEvent } from '#domain/project/events.js';
import { add, patch, put, remove, type Change } from '../kit/change.js';
import { projection, type Handled } from '../kit/projection.js';
import { revealed } from '../kit/revealed.js';
import { projectCounts, projectMembers, projects, projectTotals } from './tables.js';

type Data<T extends ProjectEvent['type']> = Extract<ProjectEvent, { type: T }>['data'];
type Of<T extends ProjectEvent['type']> = Handled<Extract<ProjectEvent, { type: T }>>;

const detailColumns = (details: DetailsChanges) => ({
  name: revealed(details.name),
  description: revealed(details.description),
  project_type: details.projectType,
  canvas_width: details.canvasWidth,
  canvas_height: details.canvasHeight,
  canvas_background: details.canvasBackground,
  ai_prompt: revealed(details.aiPrompt),
  color_palette: details.colorPalette,
  suggested_fonts: details.suggestedFonts,
  is_public: details.isPublic,
});

const member = (projectId: number, accountId: number) => ({ project_id: projectId, account_id: accountId });

const publicProjects = (by: number): Change => add(projectTotals, { id: 'all' }, { public_projects: by });

const created = ({ data, revision }: Of<'ProjectCreated'>): readonly Change[] => [
  put(projects, {
    id: data.projectId,
    owner_id: data.ownerId,
    name: revealed(data.name),
    description: revealed(data.description),
    project_type: data.projectType,
    canvas_width: data.canvasWidth,
    canvas_height: data.canvasHeight,
    canvas_background: data.canvasBackground,
    ai_prompt: revealed(data.aiPrompt),
    color_palette: data.colorPalette,
    suggested_fonts: data.suggestedFonts,
    is_public: data.isPublic,
    design_ref: data.design,
    version: 1,
    created_at: data.at,
    updated_at: data.at,
    revision,
  }),
  put(projectMembers, { ...member(data.projectId, data.ownerId), role: 'owner' }),
  add(projectCounts, { account_id: data.ownerId }, { owned: 1 }),
  ...(data.isPublic ? [publicProjects(1)] : []),
];

const detailsChanged = ({ data, revision }: Of<'ProjectDetailsChanged'>): readonly Change[] => [
  patch(projects, { id: data.projectId }, { ...detailColumns(data), updated_at: data.at, revision }),
  ...(data.isPublic === undefined ? [] : [publicProjects(data.isPublic ? 1 : -1)]),
];

const designReplaced = ({ data, revision }: Of<'DesignSaved'> | Of<'VersionRestored'>): readonly Change[] => [
  patch(
    projects,
    { id: data.projectId },
    { design_ref: data.design, updated_at: data.at, revision, plus: { version: 1 } },
  ),
];

const collaboratorAdded = ({ data, revision }: Of<'CollaboratorAdded'>): readonly Change[] => [
  patch(projects, { id: data.projectId }, { revision }),
  put(projectMembers, { ...member(data.projectId, data.collaboratorId), role: 'collaborator' }),
  add(projectCounts, { account_id: data.collaboratorId }, { shared: 1 }),
];

const collaboratorGone = (projectId: number, accountId: number): readonly Change[] => [
  remove(projectMembers, member(projectId, accountId)),
  add(projectCounts, { account_id: accountId }, { shared: -1 }),
];

const collaboratorRemoved = ({ data, revision }: Of<'CollaboratorRemoved'>): readonly Change[] => [
  patch(projects, { id: data.projectId }, { revision }),
  ...collaboratorGone(data.projectId, data.collaboratorId),
];

const deleted = (data: Data<'ProjectDeleted'>): readonly Change[] => [
  remove(projects, { id: data.projectId }),
  remove(projectMembers, member(data.projectId, data.ownerId)),
  add(projectCounts, { account_id: data.ownerId }, { owned: -1 }),
  ...data.collaborators.flatMap((accountId) => collaboratorGone(data.projectId, accountId)),
  ...(data.wasPublic ? [publicProjects(-1)] : []),
];

export const projectsProjection = projection<ProjectEvent>({
  name: 'projects',
  version: 1,
  shape: 1,
  categories: ['project'],
  tables: [projects, projectMembers, projectCounts, projectTotals],
  on: {
    ProjectCreated: created,
    ProjectDetailsChanged: detailsChanged,
    DesignSaved: designReplaced,
    VersionRestored: designReplaced,
    VersionCreated: ({ data, revision }) => [patch(projects, { id: data.projectId }, { revision })],
    CollaboratorAdded: collaboratorAdded,
    CollaboratorRemoved: collaboratorRemoved,
    ProjectDeleted: ({ data }) => deleted(data),
  },
});
