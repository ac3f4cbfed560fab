// The room of the projections in states that are hard to bring about: what desks and watch say is made up.
import type { KnownFollower, KnownFollowers } from '#followers/known/watch.js';
import type { ParkedStream, ParkingDesk } from '#followers/parking-desk.js';
import type {
  ExplainedComparison,
  ProjectionDesk,
  RebuildProgress,
  VersionStatus,
} from '#followers/rebuild/desk.js';
import { createJobs, type Jobs } from '#console/projections/jobs.js';
import { projectionsRoom } from '#console/projections/room.js';
import type { Room } from '#console/room.js';
import { AppError } from '#platform/app-error.js';
import { createLogger } from '#platform/logger.js';

const NOW = '2026-03-01T12:00:00.000Z';
export const LONG = `${'very-long-name-'.repeat(14)}x`.slice(0, 200);
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(2)>',
  '\u202eدعاية\u202c',
  LONG,
];

export interface Exhibit {
  readonly followers: readonly KnownFollower[];
  readonly parked?: readonly ParkedStream[];
  /** A build that runs and never ends by itself. */
  readonly progress?: RebuildProgress;
  /** How a build ends. */
  readonly comparison?: ExplainedComparison;
  readonly failure?: string;
  readonly awayLog?: boolean;
}

const NAMES = [
  'accounts',
  'activities',
  'ai_models',
  'ai_tasks',
  'ai_usage',
  'event_index',
  'projects',
  'usage',
];

export const follower = (facts: Partial<KnownFollower> = {}): KnownFollower => ({
  ...{ kind: 'projection', name: 'projects', version: 1, role: 'live', state: 'live' },
  ...{ position: '48211043', eventsHandled: 1_204_310, lag: { events: 0, exact: true, seconds: 0 } },
  ...{ perSecond: 12.4, parked: { streams: 0, events: 0 }, lastError: null, restarts: 0 },
  ...facts,
});

export const live = (): KnownFollower[] => [
  ...NAMES.map((name, index) => follower({ name, version: 1 + (index % 3), perSecond: index * 3.1 })),
  follower({ kind: 'reactor', name: 'mails', perSecond: 0 }),
];

export const parkedStream = (facts: Partial<ParkedStream> = {}): ParkedStream => ({
  ...{ projection: 'projects', version: 1, logic: 1, stream: 'project-1099511627776', events: 3 },
  first: {
    ...{ eventId: '6a3b1c1e-0000-4000-8000-000000000001', revision: 17, type: 'ProjectRenamed' },
    ...{ code: '22021', message: 'invalid byte sequence for encoding "UTF8": 0x00' },
    ...{ attempts: 4, since: NOW, triedAt: NOW },
  },
  ...facts,
});

const statusOf = ({ name, version, role, state, position, eventsHandled }: KnownFollower): VersionStatus => ({
  ...{ projection: name, version, logic: version, shape: 1, state: role, since: NOW },
  ...{
    liveUntil: role === 'standby' && version === 1 ? NOW : null,
    followed: state !== 'stopped',
    known: true,
  },
  ...{ position, eventsHandled, lagMs: 0, failure: null },
  ...{ partitions: 1, indivisible: null, parts: [], verified: null, findings: [] },
});

const deskOf = (exhibit: Exhibit): ProjectionDesk => {
  const refuse = () => Promise.reject(new AppError('not_found', 'This is only a picture.'));
  const { followers, progress, comparison, failure } = exhibit;
  const statuses = followers.filter(({ kind }) => kind === 'projection').map(statusOf);
  return {
    outdated: () => Promise.resolve([]),
    followers: { look: refuse, sample: refuse },
    status: () => Promise.resolve(statuses),
    rebuild: (_name, { onProgress, signal }) => {
      if (failure !== undefined) return Promise.reject(new Error(failure));
      if (comparison)
        return Promise.resolve({ version: 2, from: 1, events: 1_204_310, seconds: 93, kept: true });
      if (progress) onProgress(progress);
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new Error('stopped'))),
      );
    },
    diff: () => (comparison ? Promise.resolve(comparison) : refuse()),
    verify: () => (comparison ? Promise.resolve(comparison) : refuse()),
    ...{ deploy: refuse, rollback: refuse, drop: refuse, sample: refuse },
  };
};

const parkingOf = ({ parked = [] }: Exhibit): ParkingDesk => ({
  list: ({ projection }) =>
    Promise.resolve(parked.filter((one) => projection === undefined || one.projection === projection)),
  find: (stream) => Promise.resolve(parked.find((one) => one.stream === stream)),
  waiting: ({ first, events }) =>
    Promise.resolve(
      Array.from({ length: Math.min(events, 5) }, (_, index) =>
        index === 0 ? first : { ...first, revision: first.revision + index, code: null, message: null },
      ),
    ),
  retry: () => Promise.resolve(),
  skip: () => Promise.resolve(),
});

export interface Hung {
  readonly desk: ProjectionDesk;
  readonly room: Room;
  readonly jobs: Jobs;
}

/** The room as it looks then. */
export const hang = (exhibit: Exhibit): Hung => {
  const [desk, parking] = [deskOf(exhibit), parkingOf(exhibit)];
  const logger = createLogger({ level: 'silent', role: 'test' });
  const jobs = createJobs({ desk, clock: { now: () => new Date(NOW) }, logger });
  const { followers, awayLog = false } = exhibit;
  const log = awayLog
    ? { reachable: false, head: null, latencyMs: null }
    : { reachable: true, head: { position: '48211043', at: NOW }, latencyMs: 3 };
  const look = (): Promise<KnownFollowers> => Promise.resolve({ at: NOW, log, followers });
  const room = projectionsRoom({ desk, parking, watch: { look }, jobs, logger, everyMs: 100 });
  return { desk, room, jobs };
};
