import type { ParameterizedContext } from 'koa';
import type { FindKey } from '#commands/api-keys/find-key.js';
import type { KeyUses } from '#commands/api-keys/key-uses.js';
import { AppError } from '#platform/app-error.js';
import type { AppState } from '../app-state.js';
import type { Credential } from './access.js';

export interface ApiKeys {
  readonly find: FindKey;
  readonly uses: Pick<KeyUses, 'note'>;
}

/** `Api-Key` is for keys, `Token` for those of version 1; both are looked up alike. */
const IN_AUTHORIZATION = /^(?:Api-Key|Token) +(.+)$/i;

/** The key a request carries; undefined when it carries none. Throws `several_credentials`. */
const textOf = (ctx: ParameterizedContext<AppState>): string | undefined => {
  const header = ctx.get('X-API-Key').trim();
  const authorization = ctx.get('Authorization').trim();
  const inAuthorization = IN_AUTHORIZATION.exec(authorization)?.[1]?.trim();
  if (header === '') return inAuthorization;
  if (authorization === '' || inAuthorization === header) return header;
  throw new AppError('several_credentials', 'The request carries two different credentials.');
};

/** API keys, in `X-API-Key` or `Authorization`. Comes before other credentials: none is chosen silently. */
export const apiKeyCredential =
  ({ find, uses }: ApiKeys): Credential =>
  async (ctx) => {
    const text = textOf(ctx);
    if (text === undefined) return undefined;
    const { keyId, accountId, plan, scopes, kind } = await find(text);
    uses.note({ keyId, accountId, ip: ctx.state.clientAddress });
    return { kind: 'apiKey', accountId, keyId, plan, scopes, legacy: kind === 'legacy' };
  };
