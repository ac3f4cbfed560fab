import { activity, activityDayId, type ActivityDay } from '#domain/activity/index.js';
import type { Device } from '#domain/activity/events.js';
import type { RecordedType } from '#domain/activity/types.js';
import type { JsonObject } from '#domain/kit/json.js';
import { requireReader } from '#domain/project/access.js';
import { project, type Project } from '#domain/project/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { integerIdOf } from '#platform/ids.js';
import { personOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

export interface ReportedActivity {
  readonly type: RecordedType;
  readonly projectId: number | null;
  readonly details: JsonObject;
  readonly device: Device;
  readonly durationMs: number | null;
}

/** What was recorded, and the project it is about as it is now. */
export interface Tracked extends Outcome<ActivityDay> {
  readonly about: Project | null;
}

/**
 * Records what a client says its person did. The same command id is the same activity, on the same UTC day.
 * Throws `not_found` for a project the person cannot read, `activity_limit_exceeded`.
 */
export const trackActivity = async (
  { log }: Pick<CommandDeps, 'log'>,
  caller: Caller,
  reported: ReportedActivity,
): Promise<Tracked> => {
  const { context, at } = caller;
  const accountId = personOf(caller);
  const target = { aggregate: activity, id: activityDayId(accountId, at), context };
  const about = reported.projectId === null ? null : (await log.load(project, reported.projectId)).state;
  const earlier = context.mayBeRetry ? await log.outcomeOf(target) : undefined;
  if (earlier) return { ...earlier, about };
  if (about) requireReader(about, accountId);
  const activityId = integerIdOf(context.commandId, 0);
  const command = { type: 'TrackActivity', activity: { ...reported, accountId, activityId, at } } as const;
  return { ...(await log.execute({ ...target, command })), about };
};
