import { expect } from 'chai';
import fc from 'fast-check';
import { project, type ProjectEvent } from '#domain/project/index.js';
import { applyChanges } from '#projections/kit/apply-changes.js';
import type { Row } from '#projections/kit/table.js';
import { projectsProjection } from '#projections/projects/projection.js';
import { projectHistories } from '#test/support/project-histories.js';
import { logged } from './given.js';

const rowsOf = (events: readonly ProjectEvent[]) => {
  const changes = events.flatMap((event, revision) =>
    projectsProjection.changesFor(event.type, logged(event, revision)),
  );
  const tables = applyChanges(projectsProjection.tables, changes);
  return (name: string): readonly Row[] => [...(tables.get(name)?.values() ?? [])];
};

/** What a count of the rows of an account would say. */
const counted = (members: readonly Row[]): Map<unknown, { owned: number; shared: number }> => {
  const counts = new Map<unknown, { owned: number; shared: number }>();
  for (const { account_id: account, role } of members) {
    const { owned, shared } = counts.get(account) ?? { owned: 0, shared: 0 };
    const isOwner = role === 'owner';
    counts.set(account, { owned: owned + Number(isOwner), shared: shared + Number(!isOwner) });
  }
  return counts;
};

const NONE = { owned: 0, shared: 0 };

describe('the counters of projects', () => {
  it('say what counting the rows would say, whatever was created, shared, shown, hidden and deleted', () => {
    fc.assert(
      fc.property(projectHistories(project), (events) => {
        const rows = rowsOf(events);
        const plain = counted(rows('project_members'));
        for (const { account_id: account, owned, shared } of rows('project_counts'))
          expect({ owned, shared }).to.deep.equal(plain.get(account) ?? NONE);
        for (const account of plain.keys())
          expect(rows('project_counts').some((row) => row['account_id'] === account)).to.equal(true);
        const publicOnes = rows('projects').filter((row) => row['is_public'] === true).length;
        expect(rows('project_totals')[0]?.['public_projects'] ?? 0).to.equal(publicOnes);
      }),
      { numRuns: 40 },
    );
  });
});
