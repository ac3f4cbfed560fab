import type { Migration } from '#platform/postgres/migrate.js';
import { engine } from './001-engine.js';
import { projections } from './002-projections.js';
import { effects } from './003-effects.js';
import { generation } from './004-generation.js';
import { deployments } from './005-deployments.js';
import { eventIndex } from './006-event-index.js';
import { analytics } from './007-analytics.js';
import { parking } from './008-parking.js';
import { partitions } from './009-partitions.js';
import { verification } from './010-verification.js';
import { listIndexes } from './011-list-indexes.js';
import { sessions } from './012-sessions.js';
import { apiKeys } from './013-api-keys.js';
import { oauthConnections } from './014-oauth-connections.js';
import { secondWall } from './015-second-wall.js';

/** All steps of the schema, in order. */
export const MIGRATIONS: readonly Migration[] = [
  engine,
  projections,
  effects,
  generation,
  deployments,
  eventIndex,
  analytics,
  parking,
  partitions,
  verification,
  listIndexes,
  sessions,
  apiKeys,
  oauthConnections,
  secondWall,
];
