import { trackActivity } from '#commands/activities/track-activity.js';
import { personOf } from '#commands/caller.js';
import { ACTION_TYPES, ACTIVITY_TYPES, recordedType } from '#domain/activity/types.js';
import type { JsonObject } from '#domain/kit/json.js';
import { reveal } from '#domain/kit/personal.js';
import { z } from 'zod';
import { AppError } from '#platform/app-error.js';
import {
  activityDaysOf,
  countActivities,
  findActivity,
  listActivities,
  type ActivityFilter,
} from '#projections/activities/queries.js';
import { isPaged, natural, pageOf, pageQuery, presentPage } from '../pagination.js';
import { presentAction, presentActionSummary } from '../present/activity.js';
import { firstOfDays } from '../present/days.js';
import { route, type Route } from '../route.js';
import { actionBody, actionPage, actionSummary, loggedAction } from '../schemas/analytics.js';
import { idParams, idText } from '../schemas/common.js';
import { ACTIVITY_READS } from './analytics-activities.js';
import type { ProjectDeps } from './project-reply.js';

const TAG = 'Analytics';
/** As many as a list without pages shows. */
const NEWEST = { page: 1, pageSize: 500 };
const MAX_DAYS = 366;
const PERIOD = 30;

/** `?days=N`; 30 unless asked otherwise. */
export const daysQuery = z.object({ days: natural(MAX_DAYS, 'How many UTC days, today included') });
export const periodOf = ({ days }: z.output<typeof daysQuery>): number => days ?? PERIOD;

const filters = pageQuery.extend({
  action_type: z.enum(ACTIVITY_TYPES).optional(),
  project_id: idText.optional(),
  days: daysQuery.shape.days,
});

/** A type that is no action finds nothing. */
const typesOf = (wanted: z.output<typeof filters>['action_type']): readonly string[] =>
  wanted === undefined ? ACTION_TYPES : ACTION_TYPES.filter((type) => type === recordedType(wanted));

/** The links to other pages keep what was asked for. */
const kept = ({ action_type, project_id, days }: z.output<typeof filters>): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ action_type, project_id, days }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );

const beginOf = (day: string): string => `${day}T00:00:00.000Z`;

const list = (deps: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/analytics/activity-logs'],
    name: 'analytics.activity_logs',
    summary: `My work on designs, newest first: the newest ${NEWEST.pageSize}, or pages when page or page_size is given`,
    tag: TAG,
    policy: 'account',
    query: filters,
    responses: { 200: z.union([z.array(actionBody), actionPage]) },
    reads: ACTIVITY_READS,
    handle: async ({ caller, query, origin, path }) => {
      const filter: ActivityFilter = {
        accountId: personOf(caller),
        types: typesOf(query.action_type),
        projectId: query.project_id,
        since: query.days === undefined ? undefined : beginOf(firstOfDays(caller.at, query.days)),
      };
      const page = isPaged(query) ? pageOf(query) : NEWEST;
      const results = (await listActivities(deps.db, { ...filter, ...page })).map(presentAction);
      if (!isPaged(query)) return { status: 200, body: results };
      const count = await countActivities(deps.db, filter);
      return { status: 200, body: presentPage(page, { origin, path, keep: kept(query), count, results }) };
    },
  });

const show = (deps: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/analytics/activity-logs/:id'],
    name: 'analytics.activity_log',
    summary: 'One entry of my log of actions',
    tag: TAG,
    policy: 'account',
    params: idParams,
    responses: { 200: actionBody },
    reads: ACTIVITY_READS,
    handle: async ({ caller, params }) => {
      const row = await findActivity(
        deps.db,
        { accountId: personOf(caller), types: ACTION_TYPES },
        params.id,
      );
      if (!row) throw new AppError('not_found', 'There is no such entry.');
      return { status: 200, body: presentAction(row) };
    },
  });

const summary = (deps: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/analytics/activity-logs/summary'],
    name: 'analytics.activity_logs.summary',
    summary: 'My work on designs by kind of action',
    tag: TAG,
    policy: 'account',
    query: daysQuery,
    responses: { 200: actionSummary },
    reads: ['activities'],
    handle: async ({ caller, query }) => {
      const days = periodOf(query);
      const from = firstOfDays(caller.at, days);
      const rows = await activityDaysOf(deps.db, { accountId: personOf(caller), from });
      return { status: 200, body: presentActionSummary(rows, days) };
    },
  });

const create = (deps: ProjectDeps): Route =>
  route({
    method: 'POST',
    paths: ['/analytics/activity-logs'],
    name: 'analytics.log_activity',
    summary: 'Record an action the server cannot see, with the project it was about',
    tag: TAG,
    policy: 'account',
    body: loggedAction,
    responses: { 201: actionBody },
    settles: ['activities'],
    handle: async ({ caller, body }) => {
      const projectId = body.project ?? body.project_id ?? null;
      const details = (body.details ?? body.metadata ?? {}) as JsonObject;
      const device = {
        sessionId: body.session_id ?? '',
        deviceType: body.device_type ?? '',
        browser: body.browser ?? '',
      };
      const durationMs = body.duration ?? null;
      const reported = { type: body.action_type, projectId, details, device, durationMs };
      const { state, position, about } = await trackActivity(deps, caller, reported);
      const row = {
        ...reported,
        accountId: personOf(caller),
        id: state.last?.activityId ?? 0,
        at: state.last?.at ?? caller.at,
        tracked: true,
        projectName: about && reveal(about.details.name, null),
      };
      return { status: 201, body: presentAction(row), position };
    },
  });

/** Routes of api-contract §8 on the log of actions. The fixed path stands before the one with an id. */
export const actionRoutes = (deps: ProjectDeps): readonly Route[] => [
  list(deps),
  summary(deps),
  show(deps),
  create(deps),
];
