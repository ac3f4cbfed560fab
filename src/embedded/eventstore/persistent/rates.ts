// How many messages per second, measured once a second.

/** Something that counts what it was sent. */
export interface Counting {
  readonly total: number;
}

export interface Rate {
  readonly total: number;
  /** In the last full second. */
  readonly perSecond: number;
  readonly sinceMeasured: number;
}

export interface Rates {
  /** Measures; call it once a second with everything there is. */
  measure(counting: Iterable<Counting>): void;
  of(counting: Counting): Rate;
}

export const rates = (): Rates => {
  let measured = new Map<Counting, { total: number; perSecond: number }>();
  return {
    measure: (counting) => {
      const next: typeof measured = new Map();
      for (const one of counting) {
        const { total } = one;
        next.set(one, { total, perSecond: total - (measured.get(one)?.total ?? 0) });
      }
      measured = next;
    },
    of: (one) => {
      const last = measured.get(one);
      return {
        total: one.total,
        perSecond: last?.perSecond ?? 0,
        sinceMeasured: one.total - (last?.total ?? 0),
      };
    },
  };
};
