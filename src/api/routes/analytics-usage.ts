import { personOf } from '#commands/caller.js';
import { RECORDED_TYPES } from '#domain/activity/types.js';
import { z } from 'zod';
import { AppError } from '#platform/app-error.js';
import { activityDaysOf, listActivities } from '#projections/activities/queries.js';
import { aiUsageDaysOf } from '#projections/ai-usage/queries.js';
import { countProjects, findProject } from '#projections/projects/queries.js';
import { editDaysOf, findProjectUses, sessionDaysOf } from '#projections/usage/queries.js';
import { presentActivity } from '../present/activity.js';
import { MONTH, presentDashboard, presentOverview } from '../present/dashboard.js';
import { firstOfDays } from '../present/days.js';
import { presentProjectAnalytics } from '../present/project-analytics.js';
import { route, type Route } from '../route.js';
import { dashboard, overview, projectAnalytics } from '../schemas/analytics.js';
import { idParams } from '../schemas/common.js';
import { daysQuery, periodOf } from './analytics-actions.js';
import type { ProjectDeps } from './project-reply.js';

const TAG = 'Analytics';
const RECENT = { page: 1, pageSize: 20 };

const showDashboard = ({ db }: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/analytics/dashboard', '/analytics/dashboard-stats'],
    name: 'analytics.dashboard',
    summary: 'My numbers: projects, AI, activity, and each of the last 30 days (UTC)',
    tag: TAG,
    policy: 'account',
    query: z.object({}),
    responses: { 200: dashboard },
    reads: ['activities', 'ai_usage', 'projects', 'usage'],
    handle: async ({ caller }) => {
      const accountId = personOf(caller);
      const range = { accountId, from: firstOfDays(caller.at, MONTH) };
      const [projects, activity, ai, edits, sessions] = await Promise.all([
        countProjects(db, accountId, 'own'),
        activityDaysOf(db, range),
        aiUsageDaysOf(db, range),
        editDaysOf(db, range),
        sessionDaysOf(db, range),
      ]);
      const body = presentDashboard({ at: caller.at, projects, activity, ai, edits, sessions });
      return { status: 200, body };
    },
  });

const showOverview = ({ db }: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/analytics/overview'],
    name: 'analytics.overview',
    summary: 'My projects and actions over so many days, and their trend',
    tag: TAG,
    policy: 'account',
    query: daysQuery,
    responses: { 200: overview },
    reads: ['activities', 'projects'],
    handle: async ({ caller, query }) => {
      const accountId = personOf(caller);
      const period = periodOf(query);
      const [projects, activity] = await Promise.all([
        countProjects(db, accountId, 'own'),
        activityDaysOf(db, { accountId, from: firstOfDays(caller.at, period) }),
      ]);
      return { status: 200, body: presentOverview({ at: caller.at, projects, activity }, period) };
    },
  });

const showProject = ({ db }: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/analytics/projects/:id'],
    name: 'analytics.project',
    summary: 'How a project of mine is used (owner only), and what I did to it last',
    tag: TAG,
    policy: 'account',
    params: idParams,
    responses: { 200: projectAnalytics },
    reads: ['activities', 'projects', 'usage'],
    handle: async ({ caller, params: { id } }) => {
      const accountId = personOf(caller);
      const row = await findProject(db, accountId, id);
      if (row?.ownerId !== accountId) throw new AppError('not_found', 'There is no such project.');
      const [uses, recent] = await Promise.all([
        findProjectUses(db, id),
        listActivities(db, { accountId, types: RECORDED_TYPES, projectId: id, ...RECENT }),
      ]);
      const body = {
        analytics: presentProjectAnalytics(row, uses),
        recent_activities: recent.map(presentActivity),
        ai_generations: uses.aiGenerations,
      };
      return { status: 200, body };
    },
  });

/** Routes of api-contract §8 on how an account and its projects are used. */
export const usageRoutes = (deps: ProjectDeps): readonly Route[] => [
  showDashboard(deps),
  showOverview(deps),
  showProject(deps),
];
