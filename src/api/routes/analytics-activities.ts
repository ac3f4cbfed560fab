import { trackActivity } from '#commands/activities/track-activity.js';
import { personOf } from '#commands/caller.js';
import { RECORDED_TYPES, recordedType } from '#domain/activity/types.js';
import type { JsonObject } from '#domain/kit/json.js';
import { z } from 'zod';
import { countActivities, listActivities } from '#projections/activities/queries.js';
import { pageOf, pageQuery, presentPage } from '../pagination.js';
import { presentActivity } from '../present/activity.js';
import { route, type Route } from '../route.js';
import { activityBody, activityPage, trackedActivity, trackedAnswer } from '../schemas/analytics.js';
import type { ProjectDeps } from './project-reply.js';

const TAG = 'Analytics';
export const ACTIVITY_READS = ['activities', 'projects'];
const DAY_MS = 86_400_000;
const NEWEST = { page: 1, pageSize: 50 };

const list = (deps: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/analytics/activities'],
    name: 'analytics.activities',
    summary: 'What I did, newest first',
    tag: TAG,
    policy: 'account',
    query: pageQuery,
    responses: { 200: activityPage },
    reads: ACTIVITY_READS,
    handle: async ({ caller, query, origin, path }) => {
      const filter = { accountId: personOf(caller), types: RECORDED_TYPES };
      const page = pageOf(query);
      const [count, rows] = await Promise.all([
        countActivities(deps.db, filter),
        listActivities(deps.db, { ...filter, ...page }),
      ]);
      return {
        status: 200,
        body: presentPage(page, { origin, path, count, results: rows.map(presentActivity) }),
      };
    },
  });

const recent = (deps: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/analytics/activities/recent'],
    name: 'analytics.activities.recent',
    summary: `What I did in the last 24 hours, newest first, at most ${NEWEST.pageSize}`,
    tag: TAG,
    policy: 'account',
    query: z.object({}),
    responses: { 200: z.array(activityBody) },
    reads: ACTIVITY_READS,
    handle: async ({ caller }) => {
      const since = new Date(Date.parse(caller.at) - DAY_MS).toISOString();
      const filter = { accountId: personOf(caller), types: RECORDED_TYPES, since };
      const rows = await listActivities(deps.db, { ...filter, ...NEWEST });
      return { status: 200, body: rows.map(presentActivity) };
    },
  });

const NO_DEVICE = { sessionId: '', deviceType: '', browser: '' };

const track = (deps: ProjectDeps): Route =>
  route({
    method: 'POST',
    paths: ['/analytics/track'],
    name: 'analytics.track',
    summary: 'Record something the server cannot see, such as an export made by the browser',
    tag: TAG,
    policy: 'account',
    body: trackedActivity,
    responses: { 200: trackedAnswer },
    settles: ['activities'],
    handle: async ({ caller, body }) => {
      const { state, position } = await trackActivity(deps, caller, {
        type: recordedType(body.activity_type),
        projectId: null,
        details: (body.metadata ?? {}) as JsonObject,
        device: NO_DEVICE,
        durationMs: body.duration_ms ?? null,
      });
      const answer = {
        id: state.last?.activityId,
        activity_type: body.activity_type,
        timestamp: state.last?.at,
      };
      return { status: 200, body: answer, position };
    },
  });

/** Routes of api-contract §8 on the list of activities. */
export const activityRoutes = (deps: ProjectDeps): readonly Route[] => [
  list(deps),
  recent(deps),
  track(deps),
];
