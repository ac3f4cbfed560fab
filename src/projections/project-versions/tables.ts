import { bigint, jsonb, nullable, table, timestamptz } from '../kit/table.js';

/** Versions of existing projects that are still listed. */
export const projectVersions = table({
  name: 'project_versions',
  columns: {
    project_id: bigint,
    number: bigint,
    /** Where the design lies (`DesignRef`); null stands for the empty design. */
    design_ref: nullable(jsonb),
    created_by: bigint,
    created_at: timestamptz,
  },
  key: ['project_id', 'number'],
  scopes: ['project_id'],
  writers: { single: 'project' },
});
