import { z } from 'zod';
import { instant } from './common.js';
import { signedIn } from './user.js';

/** One path segment; whether there is such a provider is found out later. */
export const providerParams = z.object({ provider: z.string().regex(/^[a-z][a-z0-9_-]{0,30}$/) });

const optionalText = z.string().min(1).max(4_000).optional();

/** What the provider gave the browser. `error` instead of `code`: somebody refused. */
export const oauthAnswer = z
  .object({
    state: z.string().min(1).max(500),
    code: optionalText,
    iss: optionalText,
    error: optionalText,
    error_description: optionalText,
  })
  .refine(({ code, error }) => (code === undefined) !== (error === undefined), {
    error: 'code is needed, or error.',
    path: ['code'],
  })
  .meta({ id: 'OAuthAnswer' });

export const oauthBegun = z
  .strictObject({ authorization_url: z.url(), state: z.string() })
  .meta({ id: 'OAuthBegun' });

export const oauthSignedIn = z
  .strictObject({
    ...signedIn.shape,
    user: z.strictObject({ ...signedIn.shape.user.shape, is_new: z.boolean() }),
  })
  .meta({ id: 'OAuthSignedIn' });

const connection = z
  .strictObject({
    id: z.uuid(),
    provider: z.string(),
    provider_email: z.string(),
    provider_username: z.string(),
    is_primary: z.boolean(),
    created_at: instant,
    last_used_at: instant.nullable(),
  })
  .meta({ id: 'OAuthConnection' });

export const oauthConnections = z
  .strictObject({ connections: z.array(connection) })
  .meta({ id: 'OAuthConnections' });
