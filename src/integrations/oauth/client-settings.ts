/** What a provider knows us by. */
export interface ClientSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The page of the front end that receives the answer; no other is ever named to the provider. */
  readonly redirectUri: string;
  readonly timeoutMs: number;
  /** Plain http to this machine; never in production. */
  readonly allowLoopback: boolean;
}

/** Metadata, keys and descriptions of people are far smaller. */
export const MAX_ANSWER_BYTES = 512 * 1024;
