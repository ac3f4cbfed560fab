import { activity } from '#domain/activity/index.js';
import { ACTIVITIES_A_DAY } from '#domain/activity/state.js';
import { at } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';
import { track, tracked } from './examples.js';

const fullDay = Array.from({ length: ACTIVITIES_A_DAY }, (_, index) => tracked({ activityId: index + 1 }));

spec(activity, 'a day on which nothing was reported', [
  { name: 'takes what a client reports', given: [], when: track(), then: [tracked()] },
  {
    name: 'takes a report without a project',
    given: [],
    when: track({ projectId: null, durationMs: null }),
    then: [tracked({ projectId: null, durationMs: null })],
  },
]);

spec(activity, 'a day on which something was reported', [
  { name: 'takes the same report once', given: [tracked()], when: track({ at: at(1) }), then: [] },
  {
    name: 'takes the next one',
    given: [tracked()],
    when: track({ activityId: 501 }),
    then: [tracked({ activityId: 501 })],
  },
]);

spec(activity, 'a day on which as much was reported as can be', [
  {
    name: 'takes nothing more, and says when the next day begins',
    given: fullDay,
    when: track({ activityId: 5_000, at: at(60) }),
    then: {
      error: 'activity_limit_exceeded',
      details: { limit: 2_000, used: 2_000, reset_at: '2026-02-09T00:00:00.000Z', retry_after: 54_000 },
    },
  },
]);
