/** Bytes too large for the log, kept under the account they belong to. One of the three durable stores. */
export interface BlobStore {
  /** Stores the bytes durably before it resolves; an address that exists already is left as it is. */
  put(key: BlobKey, bytes: Uint8Array): Promise<void>;
  /** The bytes; fails with `BlobMissing` when there are none. */
  get(key: BlobKey): Promise<Uint8Array>;
}

export interface BlobKey {
  /** Account that owns the blob. */
  readonly account: number;
  /** 64 hexadecimal digits. */
  readonly address: string;
}

export class BlobMissing extends Error {
  constructor(key: BlobKey) {
    super(`Blob ${key.address} of account ${key.account} is missing.`);
    this.name = 'BlobMissing';
  }
}
