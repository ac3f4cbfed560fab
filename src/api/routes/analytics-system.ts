import { activityDaysOfAll } from '#projections/activities/queries.js';
import { aiModelDaysOfAll } from '#projections/ai-models/queries.js';
import { activeDays } from '#projections/usage/queries.js';
import { firstOfDays } from '../present/days.js';
import { presentSystem } from '../present/system-overview.js';
import { route, type Route } from '../route.js';
import { systemOverview } from '../schemas/analytics.js';
import { daysQuery, periodOf } from './analytics-actions.js';
import type { ProjectDeps } from './project-reply.js';

/** Every day there was. */
const EVER = '';

/** What operators and analysts see: the whole product in numbers. */
export const systemRoutes = ({ db }: ProjectDeps): readonly Route[] => [
  route({
    method: 'GET',
    paths: ['/analytics/system'],
    name: 'analytics.system',
    summary: 'Numbers of the whole product, for analysts and admins: accounts, projects, activity, AI',
    tag: 'Analytics',
    policy: { roles: ['analyst', 'admin'] },
    query: daysQuery,
    responses: { 200: systemOverview },
    reads: ['activities', 'ai_models', 'usage'],
    handle: async ({ caller: { at }, query }) => {
      const period = periodOf(query);
      const from = firstOfDays(at, period);
      const [ever, ai, active] = await Promise.all([
        activityDaysOfAll(db, EVER),
        aiModelDaysOfAll(db, from),
        activeDays(db, from),
      ]);
      const activity = ever.filter(({ day }) => day >= from);
      return { status: 200, body: presentSystem({ at, ever, activity, ai, active }, period) };
    },
  }),
];
