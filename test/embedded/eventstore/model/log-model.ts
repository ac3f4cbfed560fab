// The event store as a few maps: what every operation has to answer, written from the protocol's rules and without any
// thought of speed or disks.

export type Expectation = 'any' | 'no_stream' | 'stream_exists' | number;

/** `wrong` tells the actual revision, -1 = no stream. */
export type Answer =
  | { readonly kind: 'done'; readonly last: number }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'wrong'; readonly actual: number };

export interface Limits {
  readonly maxCount?: number;
  readonly truncateBefore?: number;
}

interface StreamModel {
  readonly ids: string[];
  limits: Limits;
  /** How many metadata events there are. */
  documents: number;
  soft: boolean;
  tombstoned: boolean;
  /** Ids of this life of the server, with the revision they were written at last. */
  recent: Map<string, number>;
}

type Verdict = Answer | 'write';

const wrong = (stream: StreamModel): Answer => ({ kind: 'wrong', actual: stream.ids.length - 1 });

const loose = (stream: StreamModel, ids: readonly string[]): Verdict => {
  const found = ids.map((id) => stream.recent.get(id));
  if (found[0] === undefined) return 'write';
  const last = found.at(-1);
  return found.includes(undefined) || last === undefined ? wrong(stream) : { kind: 'done', last };
};

const past = (stream: StreamModel, after: number, ids: readonly string[]): Verdict => {
  const same = ids.map((id, n) => stream.ids[after + 1 + n] === id);
  if (!same.includes(false)) return { kind: 'done', last: after + ids.length };
  return same[0] === false && after === -1 && stream.soft ? 'write' : wrong(stream);
};

const verdictOf = (stream: StreamModel, expected: Expectation, ids: readonly string[]): Verdict => {
  const last = stream.ids.length - 1;
  if (stream.tombstoned) return { kind: 'deleted' };
  if (expected === 'stream_exists') {
    if (stream.soft) return { kind: 'deleted' };
    if (last < 0 && stream.documents === 0) return wrong(stream);
  }
  if (expected === 'any' || expected === 'stream_exists') return loose(stream, ids);
  const after = expected === 'no_stream' ? -1 : expected;
  if (after < last) return past(stream, after, ids);
  return after === last ? 'write' : wrong(stream);
};

/** A log of streams; `all` is $all as `stream@revision`, a tombstone as `stream@end`. */
export class LogModel {
  readonly all: string[] = [];
  readonly #streams = new Map<string, StreamModel>();

  stream(name: string): StreamModel {
    const found = this.#streams.get(name);
    if (found !== undefined) return found;
    const made = { ids: [], limits: {}, documents: 0, soft: false, tombstoned: false, recent: new Map() };
    this.#streams.set(name, made);
    return made;
  }

  append(name: string, expected: Expectation, ids: readonly string[]): Answer {
    const stream = this.stream(name);
    const verdict = verdictOf(stream, expected, ids);
    if (verdict !== 'write') return verdict;
    const first = stream.ids.length;
    for (const id of ids) {
      stream.recent.set(id, stream.ids.length);
      this.all.push(`${name}@${String(stream.ids.length)}`);
      stream.ids.push(id);
    }
    if (stream.soft) this.#document(name, { truncateBefore: first });
    return { kind: 'done', last: stream.ids.length - 1 };
  }

  setLimits(name: string, limits: Limits): Answer {
    const stream = this.stream(name);
    if (stream.tombstoned) return { kind: 'deleted' };
    const wasSoft = stream.soft;
    this.#document(name, limits);
    if (wasSoft) this.#document(name, { ...limits, truncateBefore: stream.ids.length });
    return { kind: 'done', last: -1 };
  }

  delete(name: string, expected: Expectation, forever: boolean): Answer {
    const stream = this.stream(name);
    const verdict = verdictOf(stream, expected, ['an id never seen']);
    if (verdict !== 'write') return verdict;
    if (forever) {
      stream.tombstoned = true;
      this.all.push(`${name}@end`);
      return { kind: 'done', last: -1 };
    }
    if (stream.ids.length === 0 && stream.documents === 0) return { kind: 'wrong', actual: -1 };
    this.#document(name, {});
    stream.soft = true;
    return { kind: 'done', last: -1 };
  }

  /** Visible revisions, lowest first; why there are none otherwise. */
  read(name: string): readonly number[] | 'deleted' | 'missing' {
    const { ids, limits, soft, tombstoned } = this.stream(name);
    if (tombstoned) return 'deleted';
    if (soft || ids.length === 0) return 'missing';
    const byCount = limits.maxCount === undefined ? 0 : ids.length - limits.maxCount;
    const lowest = Math.max(byCount, limits.truncateBefore ?? 0);
    return ids.map((_, revision) => revision).filter((revision) => revision >= lowest);
  }

  /** What a restart forgets. */
  restart(): void {
    for (const stream of this.#streams.values()) stream.recent.clear();
  }

  #document(name: string, limits: Limits): void {
    const stream = this.stream(name);
    this.all.push(`$$${name}@${String(stream.documents)}`);
    stream.documents++;
    stream.limits = limits;
    stream.soft = false;
  }
}
