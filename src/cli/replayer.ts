/** What of a replay is known so far. */
export interface ReplayProgress {
  readonly step: 'fold' | 'export';
  readonly done: number;
  readonly unit: 'events' | 'rows';
  /** How much of the log that is, 0 to 1; undefined while rows are written. */
  readonly share: number | undefined;
}

export interface ProjectionReplay {
  readonly projection: string;
  /** Instant (ISO 8601, UTC); undefined: everything. */
  readonly until: string | undefined;
  /** Personal values as they are; else as if every person had been erased. */
  readonly personal: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ReplayProgress) => void;
  /** Told once, before the first row: whose personal values the rows may hold, and of how many events. */
  readonly onSubjects: (subjects: readonly number[], events: number) => Promise<void>;
  readonly onRow: (table: string, row: Readonly<Record<string, unknown>>) => Promise<void>;
}

export interface Replayed {
  readonly version: number;
  readonly events: number;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
}

/** Folds the log as far as wanted into tables nobody else sees. Handed in by main-cli. */
export interface Replayer {
  readonly projections: readonly string[];
  /** Throws what the log, Postgres or an event failed with. */
  replay(wanted: ProjectionReplay): Promise<Replayed>;
}
