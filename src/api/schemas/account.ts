import { z } from 'zod';
import { instant } from './common.js';
import { tokenPair } from './user.js';

const password = z.string().min(1).max(1_000);

export const passwordChange = z
  .object({ current_password: password, new_password: password })
  .meta({ id: 'PasswordChange' });

export const passwordChanged = z
  .strictObject({ message: z.string(), tokens: tokenPair })
  .meta({ id: 'PasswordChanged' });

export const ownPassword = z.object({ password }).meta({ id: 'OwnPassword' });

const auditLog = z.strictObject({
  id: z.string(),
  action: z.string(),
  timestamp: instant,
  actor: z.enum(['self', 'account', 'operator', 'system', 'anonymous']),
  resource_type: z.string(),
  resource_id: z.string(),
  event_type: z.string(),
});

export const auditLogs = z.strictObject({ audit_logs: z.array(auditLog) }).meta({ id: 'AuditLogs' });
