import type { ExplainedComparison } from '#followers/rebuild/desk.js';
import { follower, HOSTILE, live, LONG, parkedStream, type Exhibit } from './gallery.js';

const NOW = '2026-03-01T12:00:00.000Z';

const culprit = {
  id: '6a3b1c1e-0000-4000-8000-000000000002',
  type: 'ProjectRenamed',
  stream: 'project-1099511627776',
  revision: 4,
  created: NOW,
};

/** Two versions that are not the same. */
export const different: ExplainedComparison = {
  ...{ projection: 'projects', from: 1, to: 2, equal: false, position: '48211043' },
  tables: [
    {
      ...{ table: 'projects', before: 1_204, after: 1_203, onlyBefore: 1, onlyAfter: 0 },
      columns: { name: 12, updated_at: 3 },
      samples: [
        {
          key: { id: 1_099_511_627_776 },
          before: { name: `${HOSTILE[0] ?? ''} menu`, updated_at: NOW },
          after: { name: LONG, updated_at: null },
          columns: ['name', 'updated_at'],
        },
        { key: { id: 7 }, before: { name: 'x' }, after: null, columns: [] },
      ],
    },
    {
      ...{ table: 'collaborators', before: 5, after: 5, onlyBefore: 0, onlyAfter: 0 },
      ...{ columns: {}, samples: [] },
    },
  ],
  culprits: { projects: [culprit, null] },
};

const others = live().filter(({ name }) => name !== 'projects');
const building = follower({
  ...{ version: 2, role: 'building', state: 'building', position: '18211043', perSecond: 5_321 },
  ...{ eventsHandled: 402_113, lag: { events: 5_000, exact: false, seconds: 86_400 } },
});

const poisoned = parkedStream();
const hostile = HOSTILE.map((stream, index) =>
  parkedStream({
    projection: HOSTILE[index] ?? '',
    stream,
    first: { ...poisoned.first, type: stream, message: stream },
  }),
);

/** Every state people may meet. */
export const EXHIBITS = {
  live: { followers: live() },
  lagging: {
    followers: [
      ...others,
      follower({ lag: { events: 3_412, exact: true, seconds: 754 }, perSecond: 431 }),
      follower({ name: 'versions', lag: { events: 5_000, exact: false, seconds: 90_000 }, perSecond: 0 }),
      follower({ name: 'unknown', lag: null, perSecond: null }),
    ],
  },
  rebuilding: {
    followers: [...others, follower(), building],
    progress: { step: 'reading', events: 402_113, share: 0.374, perSecond: 5_321, secondsLeft: 151 },
  },
  built: {
    followers: [...others, follower(), follower({ version: 2, role: 'standby', state: 'standby' })],
    comparison: different,
  },
  broken: {
    followers: [...others, follower(), { ...building, state: 'stopped' }],
    failure:
      'The event 6a3b1c1e… of project-7 cannot be handled: invalid byte sequence for encoding "UTF8": 0x00',
  },
  parked: {
    followers: [
      ...others,
      follower({ parked: { streams: 2, events: 4 } }),
      follower({ kind: 'reactor', name: 'generations', parked: { streams: 1, events: 1 } }),
    ],
    parked: [
      poisoned,
      parkedStream({ stream: 'project-1099511627790', events: 1 }),
      parkedStream({ projection: 'reactor:generations', stream: 'generation-12', events: 1 }),
    ],
  },
  stopped: {
    followers: live().map((one) => ({
      ...one,
      state: 'stopped' as const,
      lag: { events: 120, exact: true, seconds: 63 },
      lastError: { code: 'ECONNREFUSED', at: NOW, over: false },
      restarts: 7,
    })),
    awayLog: true,
  },
  empty: { followers: [] },
  hostile: {
    followers: HOSTILE.map((name) => follower({ name, parked: { streams: 1, events: 3 } })),
    parked: hostile,
  },
} as const satisfies Readonly<Record<string, Exhibit>>;

export type ExhibitName = keyof typeof EXHIBITS;
