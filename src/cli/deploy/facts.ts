import type { Config } from '#platform/config.js';

/** What Postgres says of itself and of the role the application has there. */
export interface DatabaseFacts {
  /** Settings that are off and cost acknowledged data, such as `fsync`. */
  readonly off: readonly string[];
  readonly superuser: boolean;
  readonly bypassesRowSecurity: boolean;
  /** Tables of the application's schema that the role owns. */
  readonly owned: number;
  /** Tables that should keep rows of other accounts back, and do not. */
  readonly open: readonly string[];
}

export interface RedisFacts {
  readonly appendonly: string;
  readonly maxmemoryPolicy: string;
}

/** What was found of peppers and keys, without them. */
export interface VaultFacts {
  /** Names of secrets that were not drawn by chance. */
  readonly weak: readonly string[];
  readonly openToOthers: boolean;
}

/** Everything the checks look at. `undefined`: it is not configured; `away`: it did not answer. */
export interface DeployFacts {
  readonly config: Config;
  readonly database: DatabaseFacts | 'away' | undefined;
  readonly redis: RedisFacts | 'away' | undefined;
  /** Undefined: there is none yet. */
  readonly vault: VaultFacts | 'away' | undefined;
  /** Versions of personal fields that are stored readably: events of the newest ones, and of them such. */
  readonly personal: { readonly looked: number; readonly readable: number } | 'away' | undefined;
}

export interface DeployFinding {
  /** Stable, for programs. */
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly mend: string;
}
