// What an API key needs for a route, in one place. Routes nobody thought of are closed to keys: whatever
// concerns the security of the account (passwords, sessions, keys, connections, roles, audit) needs a person
// who signed in.
import type { ApiScope } from '#domain/apikey/scopes.js';
import { AppError } from '#platform/app-error.js';
import type { Route } from '../route.js';
import type { Access } from './access.js';

type Need = ApiScope | 'session' | 'nothing';

/** Routes that keys reach, by the beginning of their names: reading needs `read`, anything else `write`. */
const OPEN = ['projects.', 'search.', 'analytics.', 'users.me', 'users.change'];
/** Of these, what is not mere reading needs `ai`. */
const AI = 'ai.';
/** Reading with a body. */
const READING = new Set(['search.filter']);

export const keyNeedOf = ({ name, method, policy }: Pick<Route, 'name' | 'method' | 'policy'>): Need => {
  if (policy === 'public') return 'nothing';
  if (policy !== 'account') return 'session';
  const reads = method === 'GET' || READING.has(name);
  if (name.startsWith(AI)) return reads ? 'read' : 'ai';
  if (!OPEN.some((beginning) => name.startsWith(beginning))) return 'session';
  return reads ? 'read' : 'write';
};

/** Throws `session_required` or `scope_required` when the key may not do what the route does. */
export const requireScope = (route: Route, access: Access): void => {
  if (access.kind !== 'apiKey') return;
  const need = keyNeedOf(route);
  if (need === 'nothing') return;
  if (need === 'session') throw new AppError('session_required', 'No API key may do this.');
  if (access.scopes.includes(need)) return;
  const details = { required_scope: need };
  throw new AppError('scope_required', `This needs an API key with the scope ${need}.`, { details });
};
