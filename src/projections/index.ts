import { accountsProjection } from './accounts/projection.js';
import { activitiesProjection } from './activities/projection.js';
import { aiModelsProjection } from './ai-models/projection.js';
import { aiTasksProjection } from './ai-tasks/projection.js';
import { aiUsageProjection } from './ai-usage/projection.js';
import { apiKeysProjection } from './api-keys/projection.js';
import { eventIndexProjection } from './event-index/projection.js';
import type { Projection } from './kit/projection.js';
import { oauthConnectionsProjection } from './oauth-connections/projection.js';
import { openReservationsProjection } from './open-reservations/projection.js';
import { projectVersionsProjection } from './project-versions/projection.js';
import { projectsProjection } from './projects/projection.js';
import { sessionsProjection } from './sessions/projection.js';
import { usageProjection } from './usage/projection.js';

/** Every read model of the product. */
export const PROJECTIONS: readonly Projection[] = [
  accountsProjection,
  projectsProjection,
  projectVersionsProjection,
  openReservationsProjection,
  aiTasksProjection,
  aiUsageProjection,
  activitiesProjection,
  usageProjection,
  aiModelsProjection,
  oauthConnectionsProjection,
  apiKeysProjection,
  eventIndexProjection,
  sessionsProjection,
];
