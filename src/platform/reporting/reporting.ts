// Failures nobody foresaw, told to a server that speaks Sentry's protocol. Promises: without one nothing is loaded
// and nothing is wrapped; of a failure its type, its stack and names from the code are told, a message only
// where it is one of ours. A server that is away costs reports and nothing else.

/** Names from the code, ids of requests and traces. */
export type Tags = Readonly<Record<string, string | undefined>>;

export interface Reporting {
  readonly report: (error: unknown, tags: Tags) => void;
  /** Sends what is left, for at most some seconds. */
  close(): Promise<void>;
}

export interface ReportingOptions {
  readonly dsn: string | undefined;
  readonly role: string;
  readonly environment: string;
}

/** Something that went wrong without an error: its message is a constant, what it is about stands in the tags. */
export class Incident extends Error {
  override readonly name = 'Incident';
}

/** Undefined without an address. */
export const openReporting = async ({ dsn, ...of }: ReportingOptions): Promise<Reporting | undefined> =>
  dsn === undefined ? undefined : (await import('./sentry.js')).createReporting({ dsn, ...of });
