import { z } from 'zod';
import { API_SCOPES, apiScope } from '#domain/apikey/scopes.js';
import { count, instant } from './common.js';

export const newApiKey = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    scopes: z
      .array(apiScope)
      .min(1)
      .max(API_SCOPES.length)
      .transform((scopes) => API_SCOPES.filter((scope) => scopes.includes(scope)))
      .default(['read']),
    expires_at: z.iso
      .datetime({ offset: true })
      .transform((text) => new Date(text).toISOString())
      .nullable()
      .default(null),
  })
  .meta({ id: 'NewApiKey' });

export const keyParams = z.object({ id: z.uuid().toLowerCase() });

const fields = {
  id: z.uuid(),
  name: z.string(),
  key_prefix: z.string(),
  kind: z.enum(['key', 'legacy']),
  scopes: z.array(apiScope),
  is_active: z.boolean(),
  expires_at: instant.nullable(),
  last_used_at: instant.nullable(),
  last_used_ip: z.string().nullable(),
  usage_count: count,
  /** Requests a minute. */
  rate_limit: count,
  created_at: instant,
};

const apiKey = z.strictObject(fields).meta({ id: 'ApiKey' });
export const apiKeyList = z.array(apiKey);
/** The only answer that shows the key itself. */
export const createdApiKey = z.strictObject({ ...fields, key: z.string() }).meta({ id: 'CreatedApiKey' });
