import { expect } from 'chai';
import fc from 'fast-check';
import { fold as foldChanges, type Step, type Target } from '#followers/fold.js';
import { activitiesProjection } from '#projections/activities/projection.js';
import { aiModelsProjection } from '#projections/ai-models/projection.js';
import { applyChanges, type Rows } from '#projections/kit/apply-changes.js';
import type { Change } from '#projections/kit/change.js';
import type { Projection } from '#projections/kit/projection.js';
import { usageProjection } from '#projections/usage/projection.js';
import { activityEventsInAnyOrder } from '#test/support/arbitrary-activity.js';
import { generationEventsInAnyOrder } from '#test/support/arbitrary-generation.js';
import { projectEventsInAnyOrder } from '#test/support/arbitrary-project.js';
import { sessionEventsInAnyOrder } from '#test/support/arbitrary-session.js';
import { logged } from './given.js';

const events = fc.array(
  fc.oneof(
    activityEventsInAnyOrder,
    generationEventsInAnyOrder,
    projectEventsInAnyOrder,
    sessionEventsInAnyOrder,
  ),
  { maxLength: 40 },
);

/** The changes of each event, as the log numbers them. Each activity has an id of its own, as commands give it. */
const changesOf = ({ changesFor }: Projection) =>
  events.map((list) =>
    list.map((event, index) => {
      const data = 'activityId' in event.data ? { ...event.data, activityId: index + 1 } : event.data;
      return changesFor(event.type, logged({ ...event, data }, index));
    }),
  );

const inOrder = (step: Step): readonly Change[] =>
  'rows' in step ? [...step.rows.values()].flat() : [step.scope];

/** What the statements of a batch do to the rows. */
const commit = ({ tables }: Projection, batch: readonly Change[], before: Rows): Rows => {
  const targets = tables.map((table): [string, Target] => [table.name, { table, physical: table.name }]);
  const plans = foldChanges(new Map(targets), batch);
  const changes = plans.flatMap(({ steps }) => steps.flatMap(inOrder));
  return applyChanges(tables, changes, before);
};

const plain = (rows: Rows) =>
  Object.fromEntries([...rows].map(([name, table]) => [name, Object.fromEntries(table)]));

for (const projection of [activitiesProjection, usageProjection, aiModelsProjection]) {
  describe(`the projection ${projection.name}`, () => {
    it('makes the same rows in batches of any size', () => {
      fc.assert(
        fc.property(changesOf(projection), fc.integer({ min: 1, max: 9 }), (changes, size) => {
          const batches = Array.from({ length: Math.ceil(changes.length / size) }, (_, index) =>
            changes.slice(index * size, (index + 1) * size).flat(),
          );
          const rows = batches.reduce(
            (before, batch) => commit(projection, batch, before),
            applyChanges(projection.tables, []),
          );
          expect(plain(rows)).to.deep.equal(plain(applyChanges(projection.tables, changes.flat())));
        }),
      );
    });

    it('makes the same rows whichever event comes first, as its tables are shared', () => {
      expect(projection.tables.map(({ writers }) => writers)).to.satisfy((all: readonly unknown[]) =>
        all.every((writers) => writers === 'shared'),
      );
      const orders = changesOf(projection).chain((changes) =>
        fc.tuple(
          fc.constant(changes),
          fc.shuffledSubarray(changes, { minLength: changes.length, maxLength: changes.length }),
        ),
      );
      fc.assert(
        fc.property(orders, ([one, other]) => {
          const { tables } = projection;
          expect(plain(applyChanges(tables, other.flat()))).to.deep.equal(
            plain(applyChanges(tables, one.flat())),
          );
        }),
      );
    });
  });
}
