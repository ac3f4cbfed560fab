// Everything the server can tell about itself at one moment: the source of metrics and of the status page.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ALL } from '../persistent/definition.js';
import type { Group } from '../persistent/group.js';
import { countParked } from '../persistent/parked-stream.js';
import type { Groups } from '../persistent/groups.js';
import type { ProjectionStatus, Projections } from '../projections/projections.js';
import { viewStream } from '../store/lookup.js';
import type { Store } from '../store/store.js';
import { FORMAT_VERSION } from '../store/tables.js';
import type { Counters } from './counters.js';
import type { RecentSeconds, Second } from './rates.js';

export interface GroupOverview {
  readonly source: string;
  readonly group: string;
  readonly consumers: number;
  readonly inFlight: number;
  readonly parked: number;
  /** Events of the source the group is not done with; positions for $all. */
  readonly lag: number;
  readonly isLive: boolean;
}

export interface Overview {
  readonly format: number;
  readonly folder: string;
  readonly startedAt: number;
  /** Bytes of the data file. */
  readonly size: number;
  readonly lastPosition: number;
  readonly streams: number;
  readonly events: number;
  readonly memory: number;
  readonly counters: Counters;
  readonly openCalls: number;
  readonly seconds: readonly Second[];
  readonly groups: readonly GroupOverview[];
  readonly projections: readonly ProjectionStatus[];
}

export interface OverviewSources {
  readonly store: Store;
  readonly counters: Counters;
  readonly seconds: RecentSeconds;
  readonly groups: Groups;
  readonly projections: Projections;
  readonly openCalls: () => number;
}

const entriesOf = (stats: unknown): number => {
  const isStats = typeof stats === 'object' && stats !== null && 'entryCount' in stats;
  return isStats && typeof stats.entryCount === 'number' ? stats.entryCount : 0;
};

const sizeOf = (dataDir: string): number =>
  statSync(join(dataDir, 'data.mdb'), { throwIfNoEntry: false })?.size ?? 0;

const lastOf = (store: Store, source: string): number =>
  source === ALL ? store.lastPosition() : (viewStream(store.tables, source)?.last ?? -1);

const groupOverview = (store: Store, group: Group): GroupOverview => {
  const { definition, state } = group;
  const { source } = definition;
  const consumers = [...state.consumers];
  return {
    source,
    group: definition.group,
    consumers: consumers.length,
    inFlight: consumers.reduce((sum, { size }) => sum + size, 0),
    parked: countParked(store, definition, group.replay.next),
    lag: Math.max(0, lastOf(store, source) - state.mark.at),
    isLive: group.isLive,
  };
};

/** Looks at everything once. */
export const overview = (sources: OverviewSources): Overview => {
  const { store, counters, seconds, groups, projections, openCalls } = sources;
  return {
    format: FORMAT_VERSION,
    folder: store.dataDir,
    startedAt: counters.startedAt,
    size: sizeOf(store.dataDir),
    lastPosition: store.lastPosition(),
    streams: entriesOf(store.tables.streams.getStats()),
    events: entriesOf(store.tables.log.getStats()),
    memory: process.memoryUsage.rss(),
    counters,
    openCalls: openCalls(),
    seconds: seconds.list(),
    groups: groups.list(undefined).map((group) => groupOverview(store, group)),
    projections: projections.list(),
  };
};
