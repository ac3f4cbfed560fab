import { z } from 'zod';
import { count, instant } from './common.js';

export const sessionParams = z.object({ id: z.uuid() });

const address = z.string().nullable();

const oneSession = z
  .strictObject({
    id: z.uuid(),
    method: z.string(),
    ip_address: address,
    user_agent: z.string().nullable(),
    started_at: instant,
    last_refreshed_at: instant,
    /** The one that asks. */
    current: z.boolean(),
  })
  .meta({ id: 'Session' });

export const sessionList = z.strictObject({ sessions: z.array(oneSession) }).meta({ id: 'SessionList' });

export const securityProfile = z
  .strictObject({
    two_factor_enabled: z.literal(false),
    two_factor_method: z.null(),
    password_changed_at: instant.nullable(),
    last_login_ip: address,
    last_login_at: instant.nullable(),
    is_locked: z.boolean(),
    active_sessions_count: count,
  })
  .meta({ id: 'SecurityProfile' });

const login = z.strictObject({
  timestamp: instant,
  ip_address: address,
  success: z.boolean(),
  provider: z.string(),
  failure_reason: z.string().nullable(),
  country: z.null(),
  city: z.null(),
});

export const loginHistory = z.strictObject({ login_history: z.array(login) }).meta({ id: 'LoginHistory' });
