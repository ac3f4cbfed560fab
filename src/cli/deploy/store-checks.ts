// What of the servers would be wrong on a machine that may fail. Pure.
import type { DatabaseFacts, DeployFacts, DeployFinding, RedisFacts } from './facts.js';

const away = (what: string): DeployFinding => ({
  code: 'not_reachable',
  what: `${what} does not answer.`,
  why: 'What it is set to cannot be looked at.',
  mend: 'Run this where it can be reached, with the settings of the server.',
});

const databaseFindings = (facts: DatabaseFacts): DeployFinding[] => [
  ...facts.off.map((setting) => ({
    code: 'database_durability',
    what: `Postgres has ${setting} off.`,
    why: 'What was committed may be gone, or half there, after the machine failed.',
    mend: `Set ${setting} = on.`,
  })),
  ...(facts.superuser || facts.bypassesRowSecurity
    ? [
        {
          code: 'database_role',
          what: 'The role of the application is a superuser, or bypasses row-level security.',
          why: 'The second wall between accounts is not there.',
          mend: 'Use a role without SUPERUSER and BYPASSRLS: docker/postgres-init.sh.',
        },
      ]
    : []),
  ...(facts.owned > 0
    ? [
        {
          code: 'database_owner',
          what: `The role of the application owns ${facts.owned} tables.`,
          why: 'An owner may change tables, and the rules that keep accounts apart.',
          mend: 'Run migrations with DATABASE_OWNER_URL, as another role.',
        },
      ]
    : []),
  ...(facts.open.length > 0
    ? [
        {
          code: 'database_rows',
          what: `Row-level security is off for ${facts.open.join(', ')}.`,
          why: 'A query that forgets whom it asks for would find the rows of all accounts.',
          mend: 'Run ./aidesign migrate with DATABASE_OWNER_URL.',
        },
      ]
    : []),
];

const redisFindings = ({ appendonly, maxmemoryPolicy }: RedisFacts): DeployFinding[] => [
  ...(appendonly === 'yes'
    ? []
    : [
        {
          code: 'redis_durability',
          what: 'Redis has appendonly off.',
          why: 'Bells are lost when it restarts: effects come late.',
          mend: 'Set appendonly yes.',
        },
      ]),
  ...(maxmemoryPolicy === 'noeviction'
    ? []
    : [
        {
          code: 'redis_eviction',
          what: `Redis throws keys away when it is full (${maxmemoryPolicy}).`,
          why: 'Jobs and limits vanish in silence.',
          mend: 'Set maxmemory-policy noeviction.',
        },
      ]),
];

const personalFindings = ({ personal }: DeployFacts): DeployFinding[] =>
  typeof personal === 'object' && personal.readable > 0
    ? [
        {
          code: 'personal_data_readable',
          what: `${personal.readable} of the ${personal.looked} newest events hold personal fields with k = 0.`,
          why: 'They are stored readably: erasing a person cannot make them unreadable.',
          mend: 'This release does not encrypt them yet: protect disks and backups of the log.',
        },
      ]
    : [];

/** Findings about the servers that were asked. */
export const storeFindings = (facts: DeployFacts): DeployFinding[] => {
  const { database, redis, personal } = facts;
  return [
    ...(database === 'away' ? [away('Postgres')] : database ? databaseFindings(database) : []),
    ...(redis === 'away' ? [away('Redis')] : redis ? redisFindings(redis) : []),
    ...(personal === 'away' ? [away('The event log')] : personalFindings(facts)),
  ];
};
