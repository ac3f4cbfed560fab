import { ERASED } from '#domain/kit/personal.js';
import { PROJECT_TYPES, type ProjectDetails } from '#domain/project/events.js';
import type { ProjectRow } from '#projections/projects/queries.js';
import type { ProjectView } from './project.js';

const typeOf = (stored: string): ProjectDetails['projectType'] =>
  PROJECT_TYPES.find((known) => known === stored) ?? 'graphic';

/** The view of a row of the projects read model. */
export const projectOfRow = (row: ProjectRow): ProjectView => ({
  id: row.id,
  ownerId: row.ownerId,
  ownerName: row.ownerUsername ?? '',
  details: {
    name: row.name ?? ERASED,
    description: row.description ?? ERASED,
    projectType: typeOf(row.projectType),
    canvasWidth: row.canvasWidth,
    canvasHeight: row.canvasHeight,
    canvasBackground: row.canvasBackground,
    aiPrompt: row.aiPrompt ?? ERASED,
    colorPalette: [...row.colorPalette],
    suggestedFonts: [...row.suggestedFonts],
    isPublic: row.isPublic,
  },
  version: row.version,
  collaborators: row.collaborators.map(({ id, username }) => ({ id, name: username ?? '' })),
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
});
