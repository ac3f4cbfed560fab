/** Remembers the newest event this client was told of, so that its reads never show anything older. */
export interface Positions {
  newest(): string | undefined;
  /** What an answer said; anything but a position is ignored. */
  saw(position: string | null): void;
}

export const createPositions = (): Positions => {
  let newest: bigint | undefined;
  return {
    newest: () => newest?.toString(),
    saw: (position) => {
      if (position === null || !/^\d{1,19}$/.test(position)) return;
      const seen = BigInt(position);
      if (newest === undefined || seen > newest) newest = seen;
    },
  };
};
