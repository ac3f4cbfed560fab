import type { Route } from './route.js';
import { aiEventRoutes } from './routes/ai-events.js';
import { aiGenerateRoutes } from './routes/ai-generate.js';
import type { AiDeps } from './routes/ai-reply.js';
import { aiTaskRoutes } from './routes/ai-tasks.js';
import { authRoutes } from './routes/auth.js';
import { documentationRoutes } from './routes/documentation.js';
import { healthRoutes, type HealthDeps } from './routes/health.js';
import { projectChangeRoutes } from './routes/project-changes.js';
import { projectDesignRoutes } from './routes/project-designs.js';
import { projectListRoutes } from './routes/project-lists.js';
import { userRoutes } from './routes/users.js';

/** Every route of the product: mounted, validated, authorised and documented from here. */
export const routeTable = (deps: AiDeps & HealthDeps): readonly Route[] => {
  const routes = [
    ...healthRoutes(deps),
    ...authRoutes(deps),
    ...userRoutes(deps),
    ...projectListRoutes(deps),
    ...projectChangeRoutes(deps),
    ...projectDesignRoutes(deps),
    ...aiGenerateRoutes(deps),
    ...aiTaskRoutes(deps),
    ...aiEventRoutes(deps),
  ];
  return [...routes, ...documentationRoutes(routes)];
};
