import type { ProjectRow } from '#projections/projects/queries.js';
import type { findProjectUses } from '#projections/usage/queries.js';

const MINUTE_SECONDS = 60;

/**
 * The numbers of a project (api-contract §8). Which objects came from the AI is not known once they are in
 * the design, and there are no comments yet.
 */
export const presentProjectAnalytics = (
  row: ProjectRow,
  uses: Awaited<ReturnType<typeof findProjectUses>>,
) => ({
  id: row.id,
  project_name: row.name ?? '',
  view_count: uses.views,
  edit_count: row.version - 1,
  export_count: uses.exports,
  share_count: uses.shares,
  total_edit_time_seconds: uses.editMinutes * MINUTE_SECONDS,
  last_viewed: uses.lastViewed,
  last_edited: uses.editMinutes === 0 ? null : row.updatedAt,
  total_components: row.designRef?.objects ?? 0,
  ai_generated_components: 0,
  total_collaborators: row.collaborators.length,
  total_comments: 0,
  updated_at: row.updatedAt,
});
