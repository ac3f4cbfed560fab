import { Histogram } from 'prom-client';
import { SECONDS, type Registry } from './registry.js';

/** One answer. */
export interface Answered {
  readonly method: string;
  /** Pattern such as `/api/v1/projects/:id/`; never a path somebody sent. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export const httpMetrics = (registry: Registry): ((answered: Answered) => void) => {
  const requests = new Histogram({
    name: 'aidesign_http_request_seconds',
    help: 'Time until an answer began, by route pattern, method and class of status',
    labelNames: ['route', 'method', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  return ({ method, route, status, seconds }) => {
    const known = METHODS.has(method) ? method : 'other';
    requests.observe({ route, method: known, status: `${Math.trunc(status / 100)}xx` }, seconds);
  };
};
