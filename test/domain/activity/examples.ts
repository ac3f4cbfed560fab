import type { ActivityCommand, ActivityEvent } from '#domain/activity/index.js';
import { at } from '#test/support/examples.js';

type Activity = ActivityEvent['data'];

export const PERSON = 7;

const activity: Activity = {
  accountId: PERSON,
  activityId: 500,
  type: 'project_open',
  projectId: 100,
  details: { zoom: 2 },
  device: { sessionId: 'tab-1', deviceType: 'desktop', browser: 'Firefox' },
  durationMs: 1_500,
  at: at(0),
};

export const tracked = (data: Partial<Activity> = {}): ActivityEvent => ({
  type: 'ActivityTracked',
  data: { ...activity, ...data },
});
export const track = (data: Partial<Activity> = {}): ActivityCommand => ({
  type: 'TrackActivity',
  activity: { ...activity, ...data },
});
