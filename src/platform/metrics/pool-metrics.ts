import { Gauge } from 'prom-client';
import type { Registry } from './registry.js';

/** What of a pool of connections is told. */
export interface Counted {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** Tells of these pools whenever somebody reads the numbers. */
export const poolMetrics = (registry: Registry, pools: Readonly<Record<string, Counted>>): void => {
  const registers = [registry];
  new Gauge({
    name: 'aidesign_pool_connections',
    help: 'Connections to Postgres, by pool and whether somebody uses them',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const [pool, { totalCount, idleCount }] of Object.entries(pools)) {
        this.set({ pool, state: 'busy' }, totalCount - idleCount);
        this.set({ pool, state: 'idle' }, idleCount);
      }
    },
  });
  new Gauge({
    name: 'aidesign_pool_waiting',
    help: 'Requests that wait for a connection to Postgres',
    labelNames: ['pool'],
    registers,
    collect() {
      for (const [pool, { waitingCount }] of Object.entries(pools)) this.set({ pool }, waitingCount);
    },
  });
};
