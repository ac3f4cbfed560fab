import { bigint, boolean, counter, jsonb, nullable, table, text, timestamptz } from '../kit/table.js';

export const projects = table({
  name: 'projects',
  columns: {
    id: bigint,
    owner_id: bigint,
    /** Null, as description and ai_prompt, once the owner was erased. */
    name: nullable(text),
    description: nullable(text),
    project_type: text,
    canvas_width: bigint,
    canvas_height: bigint,
    canvas_background: text,
    ai_prompt: nullable(text),
    color_palette: jsonb,
    suggested_fonts: jsonb,
    is_public: boolean,
    /** Where the design lies (`DesignRef`); null stands for the empty design. */
    design_ref: nullable(jsonb),
    version: bigint,
    created_at: timestamptz,
    updated_at: timestamptz,
    /** Of the last event of the project that this row reflects. */
    revision: bigint,
  },
  key: ['id'],
  indexes: [['owner_id', 'updated_at', 'id'], { columns: ['updated_at', 'id'], where: 'is_public' }],
  search: ['name', 'description', 'ai_prompt'],
  writers: { single: 'project' },
});

/** Who may open a project besides the public: its owner and its collaborators. */
export const projectMembers = table({
  name: 'project_members',
  columns: { project_id: bigint, account_id: bigint, role: text },
  key: ['project_id', 'account_id'],
  indexes: [{ columns: ['account_id', 'project_id'], where: "role = 'collaborator'" }],
  writers: { single: 'project' },
});

/** Existing projects per account; no row stands for zeros. */
export const projectCounts = table({
  name: 'project_counts',
  columns: { account_id: bigint, owned: counter, shared: counter },
  key: ['account_id'],
  writers: 'shared',
});

/** Numbers over all projects; the one row is `all`. */
export const projectTotals = table({
  name: 'project_totals',
  columns: { id: text, public_projects: counter },
  key: ['id'],
  writers: 'shared',
});
