import { personOf } from '#commands/caller.js';
import { z } from 'zod';
import { aiModelDaysOf } from '#projections/ai-models/queries.js';
import { listAiTasks } from '#projections/ai-tasks/queries.js';
import { countAnswered } from '#projections/ai-usage/queries.js';
import { isPaged, pageOf, pageQuery, presentPage } from '../pagination.js';
import { presentAiUsage, presentAnswered } from '../present/ai-usage.js';
import { firstOfDays } from '../present/days.js';
import { route, type Route } from '../route.js';
import { aiSummary, answeredPage, answeredRequest } from '../schemas/analytics.js';
import { daysQuery, periodOf } from './analytics-actions.js';
import type { ProjectDeps } from './project-reply.js';

const TAG = 'Analytics';
/** As many as a list without pages shows. */
const NEWEST = { page: 1, pageSize: 500 };

const list = ({ db }: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/analytics/ai-usage'],
    name: 'analytics.ai_usage',
    summary: `Requests the AI answered, newest first: the newest ${NEWEST.pageSize}, or pages when page or page_size is given`,
    tag: TAG,
    policy: 'account',
    query: pageQuery,
    responses: { 200: z.union([z.array(answeredRequest), answeredPage]) },
    reads: ['accounts', 'ai_tasks', 'ai_usage'],
    handle: async ({ caller, query, origin, path }) => {
      const accountId = personOf(caller);
      const page = isPaged(query) ? pageOf(query) : NEWEST;
      const results = (await listAiTasks(db, { accountId, answered: true, ...page })).map(presentAnswered);
      if (!isPaged(query)) return { status: 200, body: results };
      const count = await countAnswered(db, accountId);
      return { status: 200, body: presentPage(page, { origin, path, count, results }) };
    },
  });

const summary = ({ db }: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/analytics/ai-usage/summary'],
    name: 'analytics.ai_usage.summary',
    summary: 'What the AI did for me and what it cost: in all, by service and by model',
    tag: TAG,
    policy: 'account',
    query: daysQuery,
    responses: { 200: aiSummary },
    reads: ['ai_models'],
    handle: async ({ caller, query }) => {
      const period = periodOf(query);
      const from = firstOfDays(caller.at, period);
      const rows = await aiModelDaysOf(db, { accountId: personOf(caller), from });
      return { status: 200, body: { period_days: period, ...presentAiUsage(rows) } };
    },
  });

/** Routes of api-contract §8 on the use of the AI. */
export const aiUsageRoutes = (deps: ProjectDeps): readonly Route[] => [list(deps), summary(deps)];
