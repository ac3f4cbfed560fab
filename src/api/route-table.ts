import type { Route } from './route.js';
import { authRoutes } from './routes/auth.js';
import { documentationRoutes } from './routes/documentation.js';
import { healthRoutes, type HealthDeps } from './routes/health.js';
import { projectChangeRoutes } from './routes/project-changes.js';
import { projectDesignRoutes } from './routes/project-designs.js';
import { projectListRoutes } from './routes/project-lists.js';
import type { ProjectDeps } from './routes/project-reply.js';
import { recoveryRoutes } from './routes/recovery.js';
import { userRoutes } from './routes/users.js';

/** Every route of the product: mounted, validated, authorised and documented from here. */
export const routeTable = (deps: ProjectDeps & HealthDeps): readonly Route[] => {
  const routes = [
    ...healthRoutes(deps),
    ...authRoutes(deps),
    ...recoveryRoutes(deps),
    ...userRoutes(deps),
    ...projectListRoutes(deps),
    ...projectChangeRoutes(deps),
    ...projectDesignRoutes(deps),
  ];
  return [...routes, ...documentationRoutes(routes)];
};
