/** How far a tool is; `total` is undefined where it is not known. */
export interface ToolProgress {
  readonly step: string;
  readonly done: number;
  readonly total: number | undefined;
  readonly unit: string;
}

export type OnToolProgress = (progress: ToolProgress) => void;

/** What a look at a data folder found. Counts are undefined when its file cannot be read at all. */
export interface VerifyResult {
  readonly ok: boolean;
  readonly format: number | undefined;
  readonly streams: number | undefined;
  readonly events: number | undefined;
  readonly lastPosition: number | undefined;
  readonly unusedPositions: number | undefined;
  readonly withoutChecksum: number | undefined;
  readonly sealed: number | undefined;
  readonly scavengedStreams: number | undefined;
  readonly groups: number | undefined;
  readonly findingCount: number;
  readonly findings: readonly { readonly where: string; readonly message: string }[];
}

export interface BackupResult {
  readonly folder: string;
  readonly bytes: number;
  readonly lastPosition: number;
  readonly verified: VerifyResult | undefined;
}

export interface RestoreResult {
  readonly folder: string;
  readonly bytes: number;
  readonly verified: VerifyResult;
}

export interface ScavengeResult {
  readonly streams: number;
  readonly events: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

export interface CopyResult {
  readonly events: number;
  readonly copied: number;
  readonly fillers: number;
  readonly metadata: number;
  readonly tombstones: number;
  readonly digest: string;
}

/** How a folder is served. */
export interface ServeOptions {
  readonly port: number;
  readonly host?: string;
  /** PEM files; with them callers have to be users. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
  readonly usersFile?: string;
  /** True runs the system projections nobody has switched. */
  readonly projections?: boolean;
}

/** What can be done with the folder of the embedded event store. Handed in by main-cli. */
export interface EventStoreTools {
  /** Serves a folder until `close`. */
  serve(
    options: ServeOptions & { readonly dataDir: string },
  ): Promise<{ readonly url: string; readonly port: number; close(): Promise<void> }>;
  verify(dataDir: string, onProgress: OnToolProgress): Promise<VerifyResult>;
  backup(options: {
    readonly dataDir: string;
    readonly to: string;
    readonly compact: boolean;
    readonly verify: boolean;
    readonly onProgress: OnToolProgress;
  }): Promise<BackupResult>;
  restore(options: {
    readonly from: string;
    readonly dataDir: string;
    readonly onProgress: OnToolProgress;
  }): Promise<RestoreResult>;
  scavenge(options: {
    readonly dataDir: string;
    readonly onProgress: OnToolProgress;
  }): Promise<ScavengeResult>;
  /** Throws `NotRunningError` when one of the servers cannot be reached. */
  copy(options: {
    readonly from: string;
    readonly to: string;
    readonly onProgress: OnToolProgress;
  }): Promise<CopyResult>;
}
