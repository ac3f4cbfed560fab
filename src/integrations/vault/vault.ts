/** What must never be lost and never be shown: peppers and signing keys. One of the three durable stores. */
export interface Vault {
  /**
   * The secret of this name: 32 random bytes, made when first asked for, equal on every process for ever
   * after. Fails with an `Error` when the store cannot be read or written.
   */
  secret(name: SecretName): Promise<Uint8Array>;
  close(): Promise<void>;
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
  /** HS256 key of access and refresh tokens. */
  | 'token-key'
  /** Links in mails. */
  | 'link-key'
  /** Texts, proofs and names of API keys. */
  | 'api-key-pepper';
