import type { EventLog } from '#eventlog/event-log.js';
import type { BlobStore } from '#integrations/blobs/blob-store.js';
import type { Secrets } from './secrets.js';
import type { SignInFailed } from './sessions/failed-sign-in.js';
import type { TokenLifetimes } from './sessions/tokens.js';

/** What every command works with. */
export interface CommandDeps {
  readonly log: EventLog;
  readonly blobs: BlobStore;
  readonly secrets: Secrets;
  readonly lifetimes: TokenLifetimes;
  /** Told of sign-ins that failed, where they are recorded. Nobody waits for it. */
  readonly signInFailed?: SignInFailed;
}
