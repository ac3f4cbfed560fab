import type { Migration } from '#platform/postgres/migrate.js';
import { engine } from './001-engine.js';
import { projections } from './002-projections.js';
import { effects } from './003-effects.js';

/** All steps of the schema, in order. */
export const MIGRATIONS: readonly Migration[] = [engine, projections, effects];
