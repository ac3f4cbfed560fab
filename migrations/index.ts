import type { Migration } from '#platform/postgres/migrate.js';
import { engine } from './001-engine.js';
import { projections } from './002-projections.js';
import { generation } from './004-generation.js';

/** All steps of the schema, in order. */
export const MIGRATIONS: readonly Migration[] = [engine, projections, generation];
