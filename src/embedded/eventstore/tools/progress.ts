// How tools tell how far they are.

/** `total` is undefined where it is not known. What is counted is said by `unit`. */
export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly total: number | undefined;
  readonly unit: 'events' | 'bytes' | 'pages' | 'positions' | 'streams';
}

export type OnProgress = (progress: Progress) => void;

/** For callers that do not look. */
export const unwatched: OnProgress = () => undefined;

/** Lets timers, signals and output have their turn. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
