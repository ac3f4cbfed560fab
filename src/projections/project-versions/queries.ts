import type { DesignRef } from '#domain/design/reference.js';
import type { Db } from '#platform/postgres/db.js';
import { run, sql } from '#platform/postgres/query-builder.js';
import { ACCOUNTS_VIEW } from '../accounts/queries.js';
import { columnsAs, viewOf, type Answer } from '../kit/columns.js';
import { projectVersionsProjection } from './projection.js';
import { projectVersions } from './tables.js';

export interface VersionRow extends Omit<Answer<typeof projectVersions>, 'designRef'> {
  readonly designRef: DesignRef | null;
  /** Null when the person was erased or is not known here yet. */
  readonly createdByUsername: string | null;
}

/** Versions of a project, newest first. Who may see the project is the caller's question (`findProject`). */
export const listVersions = (db: Db, projectId: number): Promise<VersionRow[]> =>
  run<VersionRow>(
    db,
    sql(`${viewOf(projectVersionsProjection)(projectVersions)} as v`)
      .leftJoin(`${ACCOUNTS_VIEW} as c`, 'c.id', 'v.created_by')
      .where('v.project_id', projectId)
      .orderBy('v.number', 'desc')
      .select(...columnsAs('v', projectVersions), 'c.username as createdByUsername'),
  );
