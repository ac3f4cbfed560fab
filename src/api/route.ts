import type { z } from 'zod';
import type { GrantedRole } from '#domain/account/roles.js';
import type { Caller } from '#commands/caller.js';
import type { Access } from './access/access.js';
import type { Position } from '#platform/position.js';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Who may call a route. There is no default: a route without a policy does not compile. */
export type Policy =
  | 'public'
  /** Any signed-in person; what they may see or change is decided by the aggregate or the query. */
  | 'account'
  /** People with one of these roles, as the log says at the moment of the request. */
  | { readonly roles: readonly GrantedRole[] };

export interface ApiRequest<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly caller: Caller;
  /** Who sends it, and by which way in; null where nobody is known. */
  readonly access: Access | null;
  /** Revision in If-Match; undefined when it was not sent, or is `*`. */
  readonly ifRevision: number | undefined;
  /** Origin under which the client sees this server, such as `http://localhost:8000`. */
  readonly origin: string;
  /** Path as the client spelled it. */
  readonly path: string;
  /** A header of the request; empty when it was not sent. */
  readonly header: (name: string) => string;
  /** Given when the connection ends, so that nobody works or waits for a client that is gone. */
  readonly gone: () => AbortSignal;
}

export interface Reply {
  readonly status: number;
  /** A value that becomes JSON or, with a `type`, a text or a stream (which is destroyed with the connection). */
  readonly body?: unknown;
  /** Revision of the aggregate the body shows: becomes the ETag. */
  readonly revision?: number;
  /** Position of the command's last event; the answer waits until `settles` have passed it. */
  readonly position?: Position | null;
  /** Content type of a body that is not JSON. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A header of requests that a route looks at. */
export interface RequestHeader {
  readonly name: string;
  readonly describes: string;
}

/**
 * Everything there is to say about a route: mounting, validation, authorisation and documentation follow from
 * it.
 */
export interface Route {
  readonly method: Method;
  /**
   * Canonical path first, then aliases; each is served under /api, /api/v1 and /v1, with and without a final
   * slash.
   */
  readonly paths: readonly string[];
  /** True for paths served only as written. */
  readonly absolute?: boolean;
  readonly name: string;
  readonly summary: string;
  readonly tag: string;
  readonly policy: Policy;
  /** A public route that says more to some: who sends a good token is known, anybody else is nobody. */
  readonly recognises?: boolean;
  /** What it counts as; by its method when that is not said. `none`: probes of machines, never refused. */
  readonly rate?: 'ai' | 'none';
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Headers it looks at, besides those of every route. */
  readonly headers?: readonly RequestHeader[];
  /** Schemas of the answers by status; null = no body. Errors are documented for all routes alike. */
  readonly responses: Readonly<Record<number, z.ZodType | null>>;
  /** It waits on purpose, within a limit of its own: that of requests does not hold. */
  readonly waits?: boolean;
  /** Projections that must have seen the command's events before it is answered. */
  readonly settles?: readonly string[];
  /** Projections the answer is read from. */
  readonly reads?: readonly string[];
  readonly handle: (request: ApiRequest<never, never, never>) => Promise<Reply>;
}

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

interface RouteSpec<P, Q, B> extends Omit<Route, 'params' | 'query' | 'body' | 'handle'> {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly handle: (request: ApiRequest<Output<P>, Output<Q>, Output<B>>) => Promise<Reply>;
}

/** Declares a route; its handler sees exactly what the schemas let through. */
export const route = <
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  spec: RouteSpec<P, Q, B>,
): Route => spec as Route;
