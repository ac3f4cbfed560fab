// Members ordered by score, then by bytes, in blocks of at most 512: a change moves one block, a rank adds up
// block lengths.
const BLOCK = 512;

export type Scored = Readonly<{ member: string; score: number }>;

const before = (a: Scored, b: Scored): boolean =>
  a.score === b.score ? a.member < b.member : a.score < b.score;

/** The first place for which `holds` is true; true must never be followed by false. */
const firstPlace = (length: number, holds: (place: number) => boolean): number => {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
};

export class SortedSet {
  readonly #scores = new Map<string, number>();
  #blocks: Scored[][] = [];

  get size(): number {
    return this.#scores.size;
  }

  score(member: string): number | undefined {
    return this.#scores.get(member);
  }

  /** Block and place of the first element for which `holds` is true. */
  #find(holds: (item: Scored) => boolean): Readonly<{ block: number; place: number }> {
    const block = firstPlace(this.#blocks.length, (index) => {
      const last = this.#blocks[index]?.at(-1);
      return last !== undefined && holds(last);
    });
    const items = this.#blocks[block] ?? [];
    const place = firstPlace(items.length, (index) => {
      const item = items[index];
      return item !== undefined && holds(item);
    });
    return { block, place };
  }

  #insert(item: Scored): void {
    const found = this.#find((other) => before(item, other));
    const atEnd = found.block === this.#blocks.length && found.block > 0;
    const block = atEnd ? found.block - 1 : found.block;
    const items = (this.#blocks[block] ??= []);
    items.splice(atEnd ? items.length : found.place, 0, item);
    if (items.length > BLOCK) this.#blocks.splice(block + 1, 0, items.splice(BLOCK / 2));
  }

  #cut(member: string, score: number): void {
    const item = { member, score };
    const { block, place } = this.#find((other) => !before(other, item));
    const items = this.#blocks[block];
    if (items === undefined) return;
    items.splice(place, 1);
    if (items.length === 0) this.#blocks.splice(block, 1);
  }

  put(member: string, score: number): void {
    const old = this.#scores.get(member);
    if (old === score) return;
    if (old !== undefined) this.#cut(member, old);
    this.#scores.set(member, score);
    this.#insert({ member, score });
  }

  delete(member: string): boolean {
    const score = this.#scores.get(member);
    if (score === undefined) return false;
    this.#scores.delete(member);
    this.#cut(member, score);
    return true;
  }

  /** How many elements are before the first for which `holds` is true. */
  countBefore(holds: (item: Scored) => boolean): number {
    const { block, place } = this.#find(holds);
    let count = place;
    for (let index = 0; index < block; index += 1) count += this.#blocks[index]?.length ?? 0;
    return count;
  }

  rank(member: string): number | undefined {
    const score = this.#scores.get(member);
    if (score === undefined) return undefined;
    const item = { member, score };
    return this.countBefore((other) => !before(other, item));
  }

  /** The elements from rank `start` up to but without rank `end`. */
  slice(start: number, end: number): Scored[] {
    const found: Scored[] = [];
    let rank = 0;
    for (const items of this.#blocks) {
      if (rank >= end) break;
      if (rank + items.length > start)
        found.push(...items.slice(Math.max(0, start - rank), Math.max(0, end - rank)));
      rank += items.length;
    }
    return found;
  }

  entries(): Scored[] {
    return this.slice(0, this.size);
  }
}
