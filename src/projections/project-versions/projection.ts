import type { ProjectEvent, VersionRef } from '#domain/project/events.js';
import { put, remove, removeAll, type Change } from '../kit/change.js';
import { projection } from '../kit/projection.js';
import { projectVersions } from './tables.js';

const recorded = (projectId: number, { number, design, by, at }: VersionRef): Change =>
  put(projectVersions, { project_id: projectId, number, design_ref: design, created_by: by, created_at: at });

interface Replaced {
  readonly projectId: number;
  readonly kept: VersionRef | null;
  readonly dropped: readonly number[];
}

const designReplaced = ({ data }: { readonly data: Replaced }): readonly Change[] => [
  ...(data.kept ? [recorded(data.projectId, data.kept)] : []),
  ...data.dropped.map((number) => remove(projectVersions, { project_id: data.projectId, number })),
];

export const projectVersionsProjection = projection<ProjectEvent>({
  name: 'project_versions',
  version: 1,
  shape: 1,
  categories: ['project'],
  tables: [projectVersions],
  on: {
    DesignSaved: designReplaced,
    VersionRestored: designReplaced,
    VersionCreated: ({ data }) => [recorded(data.projectId, data.version)],
    ProjectDeleted: ({ data }) => [removeAll(projectVersions, { project_id: data.projectId })],
  },
});
