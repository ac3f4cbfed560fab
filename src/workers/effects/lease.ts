import type { EffectStore, Fence } from './effect-store.js';

/** A worker's hold on an effect. */
export interface Lease {
  /** Aborted when it may be another one's by now. */
  readonly lost: AbortSignal;
  /** Asks whether it is ours; begins it anew if it is. False also when nobody can tell. */
  confirm(): Promise<boolean>;
  release(): void;
}

/** Signs of life within one lease, so that one that comes late does no harm. */
const BEATS = 3;

/**
 * Prolongs the lease until it is released. It is lost when the row says so, and when nothing was heard of the
 * database for as long as it lasts: a process that stood still has to find out before it goes on.
 */
export const holdLease = (store: Pick<EffectStore, 'prolong'>, fence: Fence, leaseMs: number): Lease => {
  const lost = new AbortController();
  let heldUntil = performance.now() + leaseMs;
  let asking = false;
  const lose = (): void => {
    clearInterval(timer);
    lost.abort(new Error('The lease was lost.'));
  };
  const ask = async (): Promise<void> => {
    const asked = performance.now();
    asking = true;
    try {
      if (await store.prolong(fence, leaseMs)) heldUntil = asked + leaseMs;
      else lose();
    } catch {
      // Postgres is away: the next beat asks again, until the lease is over.
      if (performance.now() > heldUntil) lose();
    } finally {
      asking = false;
    }
  };
  const beat = (): void => {
    if (!asking) void ask();
    else if (performance.now() > heldUntil) lose();
  };
  const timer = setInterval(beat, leaseMs / BEATS);
  const confirm = async (): Promise<boolean> => {
    if (lost.signal.aborted) return false;
    const ours = await store.prolong(fence, leaseMs).catch(() => false);
    if (!ours) lose();
    return ours;
  };
  return { lost: lost.signal, confirm, release: () => clearInterval(timer) };
};
