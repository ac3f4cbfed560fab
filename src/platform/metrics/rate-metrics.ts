import { Gauge } from 'prom-client';
import type { CountedBy } from '../rates/windows.js';
import type { Registry } from './registry.js';

/** Says where requests are counted now; 0 means that every process counts for itself. */
export const rateMetrics = (registry: Registry): ((by: CountedBy) => void) => {
  const shared = new Gauge({
    name: 'aidesign_rates_shared',
    help: '1 while requests are counted in Redis, 0 while every process counts for itself',
    registers: [registry],
  });
  shared.set(1);
  return (by) => shared.set(by === 'redis' ? 1 : 0);
};
