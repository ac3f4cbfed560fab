/** What the middleware leaves in `ctx.state` for the routes. */
export interface AppState {
  requestId: string;
  traceId: string | null;
  /** Text of the body as received; empty when there was none. */
  rawBody: string;
  body: unknown;
  /** Verified payload of the access token, on routes for signed-in people. */
  jwt?: Readonly<Record<string, unknown>>;
  /** Spelling-independent path of the matched route, for logs. */
  routeName?: string;
  /** Pattern of its path, in the spelling we document. */
  routePattern?: string;
}
