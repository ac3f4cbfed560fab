import type { JsonObject } from '#domain/kit/json.js';

export interface VersionView {
  readonly number: number;
  readonly by: number;
  readonly byName: string;
  readonly at: string;
}

/**
 * One version of a project (api-contract §5.2). The number is unique within the project and serves as its id
 * there.
 */
export const presentVersion = (projectId: number, version: VersionView, design: JsonObject) => ({
  id: version.number,
  project: projectId,
  version_number: version.number,
  design_data: design,
  created_at: version.at,
  created_by: version.by,
  created_by_name: version.byName,
});
