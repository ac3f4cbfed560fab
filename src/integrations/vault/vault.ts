/** What must never be lost and never be shown: peppers and signing keys. One of the three durable stores. */
export interface Vault {
  /**
   * The secret of this name: 32 random bytes, made when first asked for, equal on every process for ever
   * after. Fails with an `Error` when the store cannot be read or written.
   */
  secret(name: SecretName): Promise<Uint8Array>;
  /**
   * What is kept under this name, as it is on disk now; undefined: nothing. Also sees what another process kept.
   * It asks no network and no lock: a look costs microseconds.
   */
  document(name: DocumentName): Uint8Array | undefined;
  /**
   * Keeps `to` if `from` is still what is there; false, and nothing done, when it is not. On disk when it
   * resolves.
   */
  replace(name: DocumentName, change: Replacement): Promise<boolean>;
  close(): Promise<void>;
}

/** The keys that sign tokens, by age. */
export type DocumentName = 'signing-keys';

export interface Replacement {
  /** Undefined: there is nothing yet. */
  readonly from: Uint8Array | undefined;
  readonly to: Uint8Array;
}

export type SecretName =
  /** Names of reservation streams. */
  | 'name-pepper'
  /** argon2's secret input. */
  | 'password-pepper'
  /** Request hashes in event metadata. */
  | 'request-pepper'
  /** Addresses of blobs. */
  | 'blob-pepper'
  /** The first key of access and refresh tokens (HS256). */
  | 'token-key'
  /** Links in mails. */
  | 'link-key'
  /** Texts, proofs and names of API keys. */
  | 'api-key-pepper';
