import type { Access } from './access/access.js';

/** What the middleware leaves in `ctx.state` for the routes. */
export interface AppState {
  requestId: string;
  traceId: string | null;
  /** Address of the client, as far as it can be believed; empty when the connection is gone. */
  clientAddress: string;
  /** Text of the body as received; empty when there was none. */
  rawBody: string;
  body: unknown;
  /** Verified payload of the access token, where it was checked in this request. */
  jwt?: Readonly<Record<string, unknown>>;
  /** Who sends the request; on public routes only where they are recognised. */
  access?: Access;
  /** True once the request was counted by the rate limits. */
  isCounted?: boolean;
  /** Spelling-independent path of the matched route, for logs. */
  routeName?: string;
  /** Pattern of its path, in the spelling we document. */
  routePattern?: string;
}
