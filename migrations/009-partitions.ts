import type { Migration } from '#platform/postgres/migrate.js';

/**
 * A version of a projection may be followed in parts, each with a checkpoint of its own: `partition` of
 * `partitions`. What is there is the one part of a whole. All parts of a version are of one division.
 */
const PARTITIONS = `
alter table checkpoints
  add column partition integer not null default 0,
  add column partitions integer not null default 1,
  add check (partition >= 0 and partition < partitions),
  drop constraint checkpoints_pkey,
  add primary key (projection, version, partition);
drop index checkpoints_one_active;
create unique index checkpoints_one_active on checkpoints (projection, partition) where active;
`;

export const partitions: Migration = { name: '009-partitions', up: (database) => database.raw(PARTITIONS) };
