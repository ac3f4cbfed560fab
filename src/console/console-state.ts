/** What the middleware before the console leaves in `ctx.state`, and what it leaves for the request log. */
export interface ConsoleState {
  requestId: string;
  clientAddress: string;
  traceId: string | null;
  routeName?: string;
}
