/** Effects of one kind that are not done, from the table. */
export interface KindView {
  readonly kind: string;
  readonly pending: number;
  readonly running: number;
  readonly givenUp: number;
  readonly due: number;
  /** How long the first of those due has been. Seconds. */
  readonly waiting: number;
}

/** One queue: what is to be done (the table), and the bells for it (Redis). */
export interface QueueView {
  readonly name: string;
  readonly kinds: readonly KindView[];
  /** Null: Redis does not answer. */
  readonly bells: {
    readonly waiting: number;
    readonly active: number;
    readonly delayed: number;
    readonly failed: number;
    readonly stalled: number;
  } | null;
}

/** An effect that was given up. Ids and codes only. */
export interface GivenUp {
  readonly key: string;
  readonly kind: string;
  readonly state: string;
  readonly code: string;
  readonly tries: number;
  readonly at: string;
  /** False: the log says it has ended, and takes no other outcome. */
  readonly retryable: boolean;
}

export interface QueuesView {
  readonly queues: readonly QueueView[];
  readonly givenUp: readonly GivenUp[];
}
