import fc from 'fast-check';
import type { Aggregate } from '#domain/kit/decider.js';
import type { Project, ProjectCommand, ProjectEvent } from '#domain/project/index.js';
import { projectCommands } from './arbitrary-project.js';
import { run } from './decider-laws.js';

/**
 * What may happen to some projects of few accounts, one project after another: whatever the rules let
 * through of any commands. The projects are numbered from 1.
 */
export const projectHistories = (
  aggregate: Aggregate<Project, ProjectCommand, ProjectEvent>,
): fc.Arbitrary<readonly ProjectEvent[]> =>
  fc
    .array(fc.array(projectCommands, { minLength: 10, maxLength: 25 }), { minLength: 1, maxLength: 8 })
    .map((streams) =>
      streams.flatMap((commands, at) =>
        run(aggregate, commands).flatMap(({ events }) =>
          events.map((event) => ({ ...event, data: { ...event.data, projectId: at + 1 } }) as ProjectEvent),
        ),
      ),
    );
