import { z } from 'zod';
import { count, instant } from './common.js';

const latency = z.number().min(0).nullable();

const component = z.strictObject({
  status: z.enum(['ok', 'degraded', 'unreachable', 'not_configured']),
  latency_ms: latency.optional(),
  /** Worker processes that are connected to the queues. */
  workers: count.nullable().optional(),
  /** Since when what ends sessions is not followed. */
  deaf_since: instant.nullable().optional(),
});

const lag = z
  .strictObject({ events: count, exact: z.boolean(), seconds: z.number().min(0) })
  .nullable()
  .meta({ description: 'Against the log; exact: false means more than `events`; null: not known now' });

const follower = z.strictObject({
  kind: z.enum(['projection', 'reactor']),
  name: z.string(),
  version: count,
  role: z.enum(['live', 'standby', 'building']),
  state: z.enum(['live', 'standby', 'building', 'stopped']),
  position: z.string().nullable(),
  events_handled: count,
  lag,
  events_per_second: z.number().min(0).nullable(),
  parked: z.strictObject({ streams: count, events: count }),
  last_error: z.strictObject({ code: z.string(), at: z.string(), over: z.boolean() }).nullable(),
  restarts: count,
  differences: z.strictObject({ found: count, at: z.string() }).optional(),
});

const system = z.strictObject({
  node: z.string(),
  uptime_seconds: z.number().min(0),
  memory_bytes: count,
  load: z.array(z.number()),
});

/** What everybody sees, and below it what only operators see. */
export const detailedHealth = z.strictObject({
  status: z.enum(['healthy', 'degraded', 'unhealthy']),
  version: z.string(),
  timestamp: instant,
  components: z.record(z.string(), component),
  checks: z.record(z.string(), component.shape.status),
  latencies_ms: z.record(z.string(), latency),
  errors: z.array(z.string()),
  environment: z.string().optional(),
  debug: z.boolean().optional(),
  system: system.optional(),
  ai_services: z.record(z.string(), z.enum(['configured', 'not_configured'])).optional(),
  event_log: z
    .strictObject({ head: z.strictObject({ position: z.string(), at: z.string() }).nullable() })
    .optional(),
  followers: z.array(follower).optional(),
});
