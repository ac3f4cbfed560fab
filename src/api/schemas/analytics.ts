import { z } from 'zod';
import { ACTION_TYPES, ACTIVITY_TYPES } from '#domain/activity/types.js';
import { count, id, instant, jsonObject } from './common.js';

const MAX_DETAILS = 4_000;
const DAY_MS = 86_400_000;

const day = z.iso.date();
/** US dollars. */
const cost = z.number().min(0);
const numberOf = <T extends string>(...names: readonly T[]) =>
  Object.fromEntries(names.map((name) => [name, count])) as Record<T, typeof count>;

const details = jsonObject.refine((value) => JSON.stringify(value).length <= MAX_DETAILS, {
  error: `At most ${MAX_DETAILS} characters of JSON.`,
});
const duration = z.int().min(0).max(DAY_MS);

export const trackedActivity = z
  .object({
    activity_type: z.enum(ACTIVITY_TYPES),
    metadata: details.nullish(),
    duration_ms: duration.nullish(),
  })
  .meta({ id: 'ActivityToTrack' });

const word = z.string().max(100);

export const loggedAction = z
  .object({
    action_type: z.enum(ACTION_TYPES),
    project: id.nullish(),
    project_id: id.nullish(),
    details: details.nullish(),
    metadata: details.nullish(),
    session_id: word.nullish(),
    device_type: word.nullish(),
    browser: word.nullish(),
    /** Milliseconds. */
    duration: duration.nullish(),
  })
  .meta({ id: 'ActionToLog' });

export const trackedAnswer = z
  .strictObject({ id, activity_type: z.string(), timestamp: instant })
  .meta({ id: 'TrackedActivity' });

/** Addresses and programs of people are not kept here: `ip_address` is null, `user_agent` empty. */
export const activityBody = z
  .strictObject({
    id,
    activity_type: z.string(),
    timestamp: instant,
    ip_address: z.string().nullable(),
    user_agent: z.string(),
    metadata: jsonObject,
    duration_ms: count.nullable(),
  })
  .meta({ id: 'Activity' });

/** `metadata` is another name of `details`. */
export const actionBody = z
  .strictObject({
    id,
    user: id,
    project: id.nullable(),
    project_name: z.string().nullable(),
    action_type: z.string(),
    details: jsonObject,
    metadata: jsonObject,
    session_id: z.string(),
    device_type: z.string(),
    browser: z.string(),
    duration: count.nullable(),
    created_at: instant,
  })
  .meta({ id: 'LoggedAction' });

const pageOf = (name: string, item: z.ZodType) =>
  z
    .strictObject({
      count,
      next: z.string().nullable(),
      previous: z.string().nullable(),
      results: z.array(item),
    })
    .meta({ id: name });

export const activityPage = pageOf('ActivityPage', activityBody);
export const actionPage = pageOf('LoggedActionPage', actionBody);

const actionCount = z.strictObject({ action_type: z.string(), count });
const dayCount = z.strictObject({ date: day, count });

export const actionSummary = z
  .strictObject({
    by_action: z.array(z.strictObject({ action_type: z.string(), count, total_duration: count })),
    total_actions: count,
    total_time_minutes: z.number().min(0),
    period_days: count,
  })
  .meta({ id: 'ActionSummary' });

const usedAi = z.strictObject({ requests: count, tokens: count, cost });

/** `value` is the number of activities. */
const usageDay = z
  .strictObject({
    date: day,
    ...numberOf('projects_created', 'projects_edited', 'projects_exported', 'ai_generations_count'),
    ...numberOf('ai_tokens_used', 'assets_uploaded', 'storage_used_bytes', 'total_edit_time_seconds'),
    ...numberOf('unique_sessions', 'value'),
    ai_cost: cost,
  })
  .meta({ id: 'UsageDay' });

export const dashboard = z
  .strictObject({
    projects: z.strictObject(numberOf('total', 'this_week', 'this_month')),
    ai_usage: z.strictObject({ today: usedAi, this_month: usedAi }),
    activity: z.strictObject(numberOf('today', 'this_week')),
    assets: z.strictObject({ ...numberOf('total', 'storage_bytes'), storage_mb: z.number().min(0) }),
    daily_chart_data: z.array(usageDay),
  })
  .meta({ id: 'Dashboard' });

export const overview = z
  .strictObject({
    period_days: count,
    projects: z.strictObject(numberOf('total', 'new')),
    activity: z.strictObject({
      ...numberOf('total_actions', 'ai_generations', 'exports'),
      total_time_hours: z.number().min(0),
    }),
    top_actions: z.array(actionCount),
    daily_trend: z.array(dayCount),
    trends: z.strictObject({ projects: z.array(dayCount), activity: z.array(dayCount) }),
  })
  .meta({ id: 'AnalyticsOverview' });

export const projectAnalytics = z
  .strictObject({
    analytics: z.strictObject({
      id,
      project_name: z.string(),
      ...numberOf('view_count', 'edit_count', 'export_count', 'share_count', 'total_edit_time_seconds'),
      ...numberOf('total_components', 'ai_generated_components', 'total_collaborators', 'total_comments'),
      last_viewed: instant.nullable(),
      last_edited: instant.nullable(),
      updated_at: instant,
    }),
    recent_activities: z.array(activityBody),
    ai_generations: count,
  })
  .meta({ id: 'ProjectAnalytics' });

export const answeredRequest = z
  .strictObject({
    id,
    service_type: z.string(),
    tokens_used: count,
    estimated_cost: cost,
    model_used: z.string(),
    request_duration_ms: count,
    success: z.boolean(),
    error_message: z.string(),
    timestamp: instant,
  })
  .meta({ id: 'AnsweredRequest' });
export const answeredPage = pageOf('AnsweredRequestPage', answeredRequest);

const service = z.strictObject({ count, tokens: count, cost });
const services = z.strictObject({
  layout_generation: service,
  logo_generation: service,
  image_generation: service,
  color_palette: service,
  font_suggestion: service,
  design_refinement: service,
});

/** Of the requests the AI answered; `success_rate` is a percentage. */
const aiSums = z.strictObject({
  ...numberOf('total_requests', 'total_tokens'),
  total_cost: cost,
  success_rate: z.number().min(0).max(100),
});
/** `average_duration_ms` is 0 where nothing was answered. */
const modelSums = z.strictObject({
  model: z.string(),
  ...numberOf('count', 'tokens', 'average_duration_ms'),
  cost,
  success_rate: z.number().min(0).max(100),
});

export const aiSummary = z
  .strictObject({ period_days: count, summary: aiSums, by_service: services, by_model: z.array(modelSums) })
  .meta({ id: 'AiUsageSummary' });

export const systemOverview = z
  .strictObject({
    period_days: count,
    accounts: z.strictObject(numberOf('total', 'new', 'active_today')),
    projects: z.strictObject(numberOf('total', 'new')),
    activity: z.strictObject(numberOf('total_actions', 'tracked')),
    ai: z.strictObject({ summary: aiSums, by_service: services, by_model: z.array(modelSums) }),
    top_actions: z.array(actionCount),
    daily: z.array(
      z.strictObject({
        date: day,
        ...numberOf('accounts_registered', 'active_accounts', 'sessions', 'projects_created'),
        ...numberOf('designs_saved', 'ai_requests', 'ai_tokens', 'activities'),
        ai_cost: cost,
      }),
    ),
  })
  .meta({ id: 'SystemOverview' });
