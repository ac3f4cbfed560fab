import type { Route } from './route.js';
import { accountRoutes } from './routes/account.js';
import { aiEventRoutes } from './routes/ai-events.js';
import { aiGenerateRoutes } from './routes/ai-generate.js';
import type { AiDeps } from './routes/ai-reply.js';
import { aiTaskRoutes } from './routes/ai-tasks.js';
import { actionRoutes } from './routes/analytics-actions.js';
import { activityRoutes } from './routes/analytics-activities.js';
import { aiUsageRoutes } from './routes/analytics-ai.js';
import { systemRoutes } from './routes/analytics-system.js';
import { usageRoutes } from './routes/analytics-usage.js';
import { advancedSearchRoutes } from './routes/advanced-search.js';
import { auditEventRoutes } from './routes/audit-events.js';
import { auditStreamRoutes } from './routes/audit-streams.js';
import type { AuditDeps } from './routes/audit-view.js';
import { apiKeyRoutes, type ApiKeyDeps } from './routes/api-keys.js';
import { authRoutes, type AuthDeps } from './routes/auth.js';
import { documentationRoutes } from './routes/documentation.js';
import { healthRoutes, type HealthDeps } from './routes/health.js';
import { metricsRoute, type MetricsDeps } from './routes/metrics.js';
import { oauthRoutes, type OAuthRouteDeps } from './routes/oauth.js';
import { projectChangeRoutes } from './routes/project-changes.js';
import { projectDesignRoutes } from './routes/project-designs.js';
import { projectListRoutes } from './routes/project-lists.js';
import { projectSearchRoutes } from './routes/project-search.js';
import { recoveryRoutes } from './routes/recovery.js';
import { sessionRoutes } from './routes/sessions.js';
import { signingKeyRoute, type SigningKeyDeps } from './routes/signing-keys.js';
import { userRoutes } from './routes/users.js';

/** Every route of the product: mounted, validated, authorised and documented from here. */
export const routeTable = (
  deps: AiDeps &
    ApiKeyDeps &
    AuditDeps &
    AuthDeps &
    HealthDeps &
    MetricsDeps &
    OAuthRouteDeps &
    SigningKeyDeps,
): readonly Route[] => {
  const routes = [
    ...healthRoutes(deps),
    metricsRoute(deps),
    ...authRoutes(deps),
    signingKeyRoute(deps),
    ...apiKeyRoutes(deps),
    ...sessionRoutes(deps),
    ...recoveryRoutes(deps),
    ...oauthRoutes(deps),
    ...userRoutes(deps),
    ...accountRoutes(deps),
    ...projectSearchRoutes(deps),
    ...advancedSearchRoutes(deps),
    ...projectListRoutes(deps),
    ...projectChangeRoutes(deps),
    ...projectDesignRoutes(deps),
    ...aiGenerateRoutes(deps),
    ...aiTaskRoutes(deps),
    ...aiEventRoutes(deps),
    ...usageRoutes(deps),
    ...activityRoutes(deps),
    ...actionRoutes(deps),
    ...aiUsageRoutes(deps),
    ...systemRoutes(deps),
    ...auditEventRoutes(deps),
    ...auditStreamRoutes(deps),
  ];
  return [...routes, ...documentationRoutes(routes)];
};
