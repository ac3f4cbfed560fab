import { Gauge } from 'prom-client';
import type { Registry } from './registry.js';

export interface EffectNumbers {
  readonly kind: string;
  readonly state: string;
  readonly effects: number;
  readonly due: number;
  readonly waiting: number;
}

type Count = () => Promise<readonly EffectNumbers[] | undefined>;

/** Asked whenever somebody reads the numbers; `count` resolves to undefined when nothing can be said. */
export const effectMetrics = (registry: Registry, count: Count): void => {
  const registers = [registry];
  new Gauge({
    name: 'aidesign_effects',
    help: 'Effects that are not done, by kind and state',
    labelNames: ['kind', 'state'],
    registers,
    async collect() {
      this.reset();
      for (const { kind, state, effects } of (await count()) ?? []) this.set({ kind, state }, effects);
    },
  });
  new Gauge({
    name: 'aidesign_effects_due',
    help: 'Effects a worker may take now',
    labelNames: ['kind'],
    registers,
    async collect() {
      this.reset();
      for (const { kind, due } of (await count()) ?? []) this.inc({ kind }, due);
    },
  });
  new Gauge({
    name: 'aidesign_effects_waiting_seconds',
    help: 'How long the first effect has been due that nobody took',
    labelNames: ['kind', 'state'],
    registers,
    async collect() {
      this.reset();
      for (const { kind, state, due, waiting } of (await count()) ?? [])
        if (due > 0) this.set({ kind, state }, waiting);
    },
  });
};
