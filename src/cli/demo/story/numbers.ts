import { bodyAs, expectEqual, expectThat } from '../expect.js';
import type { Person } from '../person.js';
import { dashboardShape, projectsShape } from '../shapes.js';
import type { Stage } from '../stage.js';
import type { Place } from './design.js';

/** Finds the poster by the beginning of a word. */
export const findByWords = (stage: Stage, owner: Person, place: Place): Promise<void> =>
  stage.step('Find it by "somm" and "caf"', async (note) => {
    const query = new URLSearchParams({ q: 'somm caf' }).toString();
    const found = bodyAs(await owner.get(`/projects/search/?${query}`), 200, projectsShape);
    expectEqual(
      'the ids that were found',
      found.map(({ id }) => id),
      [place.id],
    );
    note(`${found.length} project`);
  });

/** The story in numbers, as its log adds up to. Three projects were made, one of them is deleted. */
export const lookAtDashboard = (stage: Stage, owner: Person): Promise<void> =>
  stage.step('Look at my dashboard', async (note) => {
    const { projects, ai_usage, activity } = bodyAs(
      await owner.get('/analytics/dashboard/'),
      200,
      dashboardShape,
    );
    expectEqual('projects', projects, { total: 2, this_week: 3, this_month: 3 });
    const { requests, tokens, cost } = ai_usage.this_month;
    expectEqual('requests to the AI', requests, 1);
    expectThat(tokens > 0, 'the AI took no tokens');
    note(
      `${projects.total} projects, ${activity.this_week} activities, ${tokens} tokens for $${cost.toFixed(4)}`,
    );
  });
