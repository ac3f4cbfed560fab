// What `verify` collects: all findings are counted, the first ones kept.

/** Something that is not as it must be. */
export interface Finding {
  /** `revision@stream`, a position, a page or a table: whatever tells best where it is. */
  readonly where: string;
  readonly message: string;
}

export interface Findings {
  add(where: string, message: string): void;
  readonly kept: readonly Finding[];
  readonly count: number;
}

const KEPT = 100;

export const collectFindings = (): Findings => {
  const kept: Finding[] = [];
  let count = 0;
  return {
    add: (where, message) => {
      count++;
      if (kept.length < KEPT) kept.push({ where, message });
    },
    kept,
    get count() {
      return count;
    },
  };
};
