import type pg from 'pg';
import { connectLog } from '#eventlog/log-client.js';
import { createProjectionDesk, type ProjectionDesk } from '#followers/rebuild/desk.js';
import { createPool } from '#platform/postgres/pool.js';
import type { Change } from '#projections/kit/change.js';
import type { Projection } from '#projections/kit/projection.js';
import type { Row } from '#projections/kit/table.js';
import { PROJECTIONS } from '#projections/index.js';
import { codec } from '#test/support/history.js';
import { createWorld, type World } from '../world.js';

/** A world with somebody who looks after its read models. */
export interface Operators extends World {
  /** As the role that owns the tables. */
  readonly owner: pg.Pool;
  readonly desk: ProjectionDesk;
  /** The desk of a release with other projections. */
  deskOf(projections: readonly Projection[], patienceMs?: number): ProjectionDesk;
}

export const createOperators = async (): Promise<Operators> => {
  const world = await createWorld();
  const owner = createPool({ url: world.database.ownerUrl, max: 4, applicationName: 'operators' });
  const log = connectLog(world.url);
  const deskOf: Operators['deskOf'] = (projections, patienceMs) =>
    createProjectionDesk({
      pool: owner,
      log: () => Promise.resolve(log),
      codec,
      projections,
      ...(patienceMs === undefined ? {} : { patienceMs }),
    });
  return {
    ...world,
    owner,
    deskOf,
    desk: deskOf(PROJECTIONS),
    close: async () => {
      await log.dispose();
      await owner.end();
      await world.close();
    },
  };
};

/** The projection of the product with that name. */
export const projectionNamed = (name: string): Projection => {
  const found = PROJECTIONS.find((projection) => projection.name === name);
  if (!found) throw new Error(`There is no projection ${name}.`);
  return found;
};

const noted = (row: Row, note: string): Row =>
  typeof row['name'] === 'string' ? { ...row, name: `${row['name']}${note}` } : row;

const withNote = (change: Change, note: string): Change => {
  if (change.table !== 'projects') return change;
  if (change.op === 'put') return { ...change, row: noted(change.row, note) };
  return change.op === 'patch' ? { ...change, set: noted(change.set, note) } : change;
};

/** Projects with other logic: a note after every name. */
export const withNotes = (note: string): Projection => {
  const projects = projectionNamed('projects');
  return {
    ...projects,
    version: projects.version + 1,
    changesFor: (type, event) => projects.changesFor(type, event).map((change) => withNote(change, note)),
  };
};

/** The product's projections, this one in the place of its namesake. */
export const releaseWith = (projection: Projection): readonly Projection[] =>
  PROJECTIONS.map((one) => (one.name === projection.name ? projection : one));
