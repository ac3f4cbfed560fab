/** What `fetch` takes as a body. */
export type RequestBody = NonNullable<RequestInit['body']>;

/** How an answer of a status is read: parsed, not at all, or by whoever called. */
export type AnswerKind = 'json' | 'none' | 'raw';

/** What the core has to know about an operation of the server. */
export interface Operation {
  /** Where it stands in the client: `['projects', 'create']`. */
  readonly names: readonly string[];
  readonly method: string;
  /** With the names of parameters in braces: `/api/v1/projects/{id}/`. */
  readonly path: string;
  /** It needs somebody who is signed in. */
  readonly secured: boolean;
  /** A read that can wait until it shows what an earlier answer promised. */
  readonly positioned: boolean;
  readonly answers: Readonly<Record<string, AnswerKind>>;
}

/** What the server answered, for one of the statuses the operation declares. */
export interface Answer<Status extends number, Data> {
  readonly status: Status;
  /** The parsed body; undefined when there is none; the `Response` itself for streams, files and pages. */
  readonly data: Data;
  /** To be given as `ifMatch` when it is changed. */
  readonly etag: string | null;
  /** Where in the log the server's last event of this call stands. */
  readonly eventPosition: string | null;
  /** How far behind what is shown may be, in milliseconds, or `unknown`; null when nothing is missing. */
  readonly projectionLag: string | null;
  readonly headers: Headers;
}

interface CallOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds for each attempt; 0: as long as it takes. */
  readonly timeoutMs?: number;
  /** How often it is tried again at most. */
  readonly retries?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ReadOptions extends CallOptions {
  /** Show at least this position instead of the newest the client knows of; false: whatever is there. */
  readonly minEventPosition?: string | false;
}

export interface WriteOptions extends CallOptions {
  /** Made by the client unless given; false: none is sent and the call is not tried again. */
  readonly idempotencyKey?: string | false;
  /** `etag` of the answer the change was made from: another state is refused with `precondition_failed`. */
  readonly ifMatch?: string;
}

/** What any operation may be given. */
export interface Input extends ReadOptions, WriteOptions {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}
