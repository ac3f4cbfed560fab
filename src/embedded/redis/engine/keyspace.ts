// The keys and what they hold.
// Promises: a key past its time is gone for everyone who asks, and its end is told before anything else is;
// every change is told once through `changed`; a collection without elements is no key. Does not: write to
// disk (see ../append-file), delete what nobody asks for (see active-expiry.ts). Fails with WRONGTYPE.
import { wrongType } from '../protocol/reply.js';
import { isEmpty, type Kind, type Value, type Values } from '../values/value.js';
import { createScans } from './scans.js';

export type Entry = { readonly seq: number; content: Value; expireAt: number | undefined };

/** Who is told what happens. */
export type KeyspaceHooks = Readonly<{
  /** Something about this key is different now. */
  changed: (key: string) => void;
  /** Its time is over: it was removed. */
  expired: (key: string) => void;
}>;

export class Keyspace {
  readonly #entries = new Map<string, Entry>();
  readonly #expiring = new Set<string>();
  readonly #hooks: KeyspaceHooks;
  #seq = 0;
  #changes = 0;
  #now = Date.now();
  #keepsExpired = false;

  readonly entries: ReadonlyMap<string, Entry> = this.#entries;
  readonly expiring: ReadonlySet<string> = this.#expiring;
  readonly scan = createScans(this.#entries).scan;

  constructor(hooks: KeyspaceHooks) {
    this.#hooks = hooks;
  }

  readonly size = (): number => this.#entries.size;

  /** How many changes there were: tells whether a command changed anything. */
  readonly changes = (): number => this.#changes;

  readonly now = (): number => this.#now;

  /** Time stands still during a command or script. */
  readonly setNow = (time: number): void => {
    this.#now = time;
  };

  /** While the file is loaded: there the end of a key is a command of its own. */
  readonly keepExpired = (keep: boolean): void => {
    this.#keepsExpired = keep;
  };

  readonly keepsExpired = (): boolean => this.#keepsExpired;

  #drop(key: string): boolean {
    this.#expiring.delete(key);
    return this.#entries.delete(key);
  }

  #remember(key: string, expireAt: number | undefined): void {
    if (expireAt === undefined) this.#expiring.delete(key);
    else this.#expiring.add(key);
    this.changed(key);
  }

  readonly changed = (key: string): void => {
    this.#changes += 1;
    const entry = this.#entries.get(key);
    if (entry !== undefined && isEmpty(entry.content)) this.#drop(key);
    this.#hooks.changed(key);
  };

  readonly entry = (key: string): Entry | undefined => {
    const found = this.#entries.get(key);
    if (found?.expireAt === undefined || found.expireAt > this.#now || this.#keepsExpired) return found;
    this.#drop(key);
    this.#hooks.expired(key);
    this.#hooks.changed(key);
    return undefined;
  };

  readonly has = (key: string): boolean => this.entry(key) !== undefined;

  /** Throws WRONGTYPE when the key holds another kind. */
  readonly get = <K extends Kind>(key: string, kind: K): Values[K] | undefined => {
    const found = this.entry(key);
    if (found === undefined) return undefined;
    if (found.content.kind !== kind) throw wrongType();
    return found.content.value as Values[K];
  };

  readonly put = (key: string, content: Value, expireAt?: number): void => {
    const found = this.#entries.get(key);
    if (found === undefined) this.#entries.set(key, { seq: (this.#seq += 1), content, expireAt });
    else {
      found.content = content;
      found.expireAt = expireAt;
    }
    this.#remember(key, expireAt);
  };

  /** Changes the text of a key and keeps its time, if it has one. */
  readonly rewrite = (key: string, text: string): void => {
    this.put(key, { kind: 'string', value: text }, this.entry(key)?.expireAt);
  };

  /** The collection at `key`; a new empty one that exists once `changed` is called with an element in it. */
  readonly obtain = <V extends Value>(key: string, fresh: V): V['value'] => {
    const found = this.entry(key);
    if (found !== undefined) {
      if (found.content.kind !== fresh.kind) throw wrongType();
      return found.content.value;
    }
    this.#entries.set(key, { seq: (this.#seq += 1), content: fresh, expireAt: undefined });
    return fresh.value;
  };

  readonly remove = (key: string): boolean => {
    if (this.entry(key) === undefined) return false;
    this.#drop(key);
    this.changed(key);
    return true;
  };

  /** The key must exist; undefined: it lives for ever. */
  readonly setExpiry = (key: string, expireAt: number | undefined): void => {
    const found = this.#entries.get(key);
    if (found === undefined) return;
    found.expireAt = expireAt;
    this.#remember(key, expireAt);
  };

  readonly clear = (): void => {
    const keys = [...this.#entries.keys()];
    this.#entries.clear();
    this.#expiring.clear();
    this.#changes += 1;
    for (const key of keys) this.#hooks.changed(key);
  };
}
