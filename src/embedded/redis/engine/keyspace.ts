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

export type Keyspace = ReturnType<typeof createKeyspace>;

export const createKeyspace = (hooks: KeyspaceHooks) => {
  const entries = new Map<string, Entry>();
  const expiring = new Set<string>();
  let seq = 0;
  let changes = 0;
  let now = Date.now();
  let keepsExpired = false;
  const scans = createScans(entries);

  const drop = (key: string): boolean => {
    expiring.delete(key);
    return entries.delete(key);
  };
  const changed = (key: string): void => {
    changes += 1;
    const entry = entries.get(key);
    if (entry !== undefined && isEmpty(entry.content)) drop(key);
    hooks.changed(key);
  };
  const entry = (key: string): Entry | undefined => {
    const found = entries.get(key);
    if (found?.expireAt === undefined || found.expireAt > now || keepsExpired) return found;
    drop(key);
    hooks.expired(key);
    hooks.changed(key);
    return undefined;
  };
  const put = (key: string, content: Value, expireAt?: number): void => {
    const found = entries.get(key);
    if (found === undefined) entries.set(key, { seq: (seq += 1), content, expireAt });
    else {
      found.content = content;
      found.expireAt = expireAt;
    }
    if (expireAt === undefined) expiring.delete(key);
    else expiring.add(key);
    changed(key);
  };

  return {
    entries: entries as ReadonlyMap<string, Entry>,
    expiring: expiring as ReadonlySet<string>,
    size: () => entries.size,
    /** How many changes there were: tells whether a command changed anything. */
    changes: () => changes,
    now: () => now,
    /** Time stands still during a command or script. */
    setNow: (time: number): void => {
      now = time;
    },
    /** While the file is loaded: there the end of a key is a command of its own. */
    keepExpired: (keep: boolean): void => {
      keepsExpired = keep;
    },
    keepsExpired: () => keepsExpired,
    changed,
    entry,
    put,
    scan: scans.scan,
    has: (key: string): boolean => entry(key) !== undefined,
    /** Throws WRONGTYPE when the key holds another kind. */
    get: <K extends Kind>(key: string, kind: K): Values[K] | undefined => {
      const found = entry(key);
      if (found === undefined) return undefined;
      if (found.content.kind !== kind) throw wrongType();
      return found.content.value as Values[K];
    },
    /** Changes the text of a key and keeps its time, if it has one. */
    rewrite: (key: string, text: string): void => {
      put(key, { kind: 'string', value: text }, entry(key)?.expireAt);
    },
    /** The collection at `key`; a new empty one that exists once `changed` is called with an element in it. */
    obtain: <V extends Value>(key: string, fresh: V): V['value'] => {
      const found = entry(key);
      if (found !== undefined) {
        if (found.content.kind !== fresh.kind) throw wrongType();
        return found.content.value;
      }
      entries.set(key, { seq: (seq += 1), content: fresh, expireAt: undefined });
      return fresh.value;
    },
    remove: (key: string): boolean => {
      if (entry(key) === undefined) return false;
      drop(key);
      changed(key);
      return true;
    },
    /** The key must exist; undefined: it lives for ever. */
    setExpiry: (key: string, expireAt: number | undefined): void => {
      const found = entries.get(key);
      if (found === undefined) return;
      found.expireAt = expireAt;
      if (expireAt === undefined) expiring.delete(key);
      else expiring.add(key);
      changed(key);
    },
    clear: (): void => {
      const keys = [...entries.keys()];
      entries.clear();
      expiring.clear();
      changes += 1;
      for (const key of keys) hooks.changed(key);
    },
  };
};
