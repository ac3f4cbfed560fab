// The items of a list in a ring: both ends cost the same however long it is; the middle costs a walk.
const SMALLEST = 8;

export class Deque {
  #ring: (string | undefined)[] = new Array<string | undefined>(SMALLEST);
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  #at(index: number): number {
    return (this.#head + index) & (this.#ring.length - 1);
  }

  #resize(size: number): void {
    const items = this.slice(0, this.#length);
    this.#ring = new Array<string | undefined>(size);
    for (const [index, item] of items.entries()) this.#ring[index] = item;
    this.#head = 0;
  }

  #grow(): void {
    if (this.#length === this.#ring.length) this.#resize(this.#ring.length * 2);
  }

  #shrink(): void {
    if (this.#ring.length > SMALLEST && this.#length < this.#ring.length / 4)
      this.#resize(this.#ring.length / 2);
  }

  push(item: string): void {
    this.#grow();
    this.#ring[this.#at(this.#length)] = item;
    this.#length += 1;
  }

  unshift(item: string): void {
    this.#grow();
    this.#head = this.#at(-1);
    this.#ring[this.#head] = item;
    this.#length += 1;
  }

  pop(): string | undefined {
    if (this.#length === 0) return undefined;
    const at = this.#at(this.#length - 1);
    const item = this.#ring[at];
    this.#ring[at] = undefined;
    this.#length -= 1;
    this.#shrink();
    return item;
  }

  shift(): string | undefined {
    if (this.#length === 0) return undefined;
    const item = this.#ring[this.#head];
    this.#ring[this.#head] = undefined;
    this.#head = this.#at(1);
    this.#length -= 1;
    this.#shrink();
    return item;
  }

  /** Negative places count from the end; undefined outside. */
  get(index: number): string | undefined {
    const at = index < 0 ? this.#length + index : index;
    return at < 0 || at >= this.#length ? undefined : this.#ring[this.#at(at)];
  }

  /** `index` must be within the list. */
  replace(index: number, item: string): void {
    this.#ring[this.#at(index < 0 ? this.#length + index : index)] = item;
  }

  /** From `start` up to but without `end`. */
  slice(start: number, end: number): string[] {
    const items: string[] = [];
    for (let index = start; index < end; index += 1) items.push(this.#ring[this.#at(index)] ?? '');
    return items;
  }

  /** Takes other items instead of those it has. */
  assign(items: readonly string[]): void {
    let size = SMALLEST;
    while (size < items.length) size *= 2;
    this.#ring = new Array<string | undefined>(size);
    for (const [index, item] of items.entries()) this.#ring[index] = item;
    this.#head = 0;
    this.#length = items.length;
  }
}
