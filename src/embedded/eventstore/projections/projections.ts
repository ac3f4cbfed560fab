// All system projections of a store: off unless somebody switches them on, here or at the start. What was
// switched stays so over restarts. Changes run one after another. Fails with ProjectionError.

import type { Store } from '../store/store.js';
import { Indexer } from './indexer.js';
import { PROJECTIONS, isProjection, type ProjectionName } from './rules.js';
import { loadCheckpoint, loadSwitch, saveCheckpoint, saveSwitch } from './stored-state.js';

/** There is no such projection. */
export class ProjectionError extends Error {
  override readonly name = 'ProjectionError';
}

export interface ProjectionsOptions {
  readonly store: Store;
  readonly report: (where: string, error: unknown) => void;
  /** True runs those nobody has switched on or off. */
  readonly enabled: boolean;
}

/** How one projection does. Positions are 0 when nothing was looked at yet. */
export interface ProjectionStatus {
  readonly name: ProjectionName;
  readonly isRunning: boolean;
  readonly position: number;
  readonly checkpoint: number;
  /** How much of the log was looked at, 0 to 100. */
  readonly progress: number;
  /** Since it was started. */
  readonly looked: number;
  readonly written: number;
  readonly busyMs: number;
}

const IDLE = { looked: 0, written: 0, busyMs: 0 };

/** The system projections of one store. */
export class Projections {
  readonly #options: ProjectionsOptions;
  readonly #running = new Map<ProjectionName, Indexer>();
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(options: ProjectionsOptions) {
    this.#options = options;
    this.#startAll();
  }

  /** Every projection, running or not. */
  list(): readonly ProjectionStatus[] {
    return PROJECTIONS.map((name) => this.#statusOf(name));
  }

  status(name: string): ProjectionStatus {
    return this.#statusOf(this.#known(name));
  }

  enable(name: string): Promise<void> {
    return this.#change(async () => {
      const known = this.#known(name);
      await saveSwitch(this.#options.store, known, true);
      this.#start(known);
    });
  }

  disable(name: string): Promise<void> {
    return this.#change(async () => {
      const known = this.#known(name);
      await saveSwitch(this.#options.store, known, false);
      await this.#stop(known);
    });
  }

  /** Looks at the whole log again; entries that are there are not written twice. */
  reset(name: string): Promise<void> {
    return this.#change(async () => {
      const known = this.#known(name);
      const wasRunning = this.#running.has(known);
      await this.#stop(known);
      await saveCheckpoint(this.#options.store, known, 0);
      if (wasRunning) this.#start(known);
    });
  }

  /** Stops all and starts anew what is to run. */
  restart(): Promise<void> {
    return this.#change(async () => {
      await this.#stopAll();
      this.#startAll();
    });
  }

  /** Stops all; how far they came is written down. */
  close(): Promise<void> {
    return this.#change(() => this.#stopAll());
  }

  #known(name: string): ProjectionName {
    if (isProjection(name)) return name;
    throw new ProjectionError(`Projection '${name}' not found`);
  }

  #change(action: () => Promise<void>): Promise<void> {
    const result = this.#lastChange.then(action);
    this.#lastChange = result.catch(() => {
      // Told to whoever asked for that change; the next one is none the worse for it.
    });
    return result;
  }

  #startAll(): void {
    const { store, enabled } = this.#options;
    for (const name of PROJECTIONS) if (loadSwitch(store, name) ?? enabled) this.#start(name);
  }

  #start(name: ProjectionName): void {
    if (this.#running.has(name)) return;
    const { store, report } = this.#options;
    this.#running.set(name, new Indexer({ store, name, report }));
  }

  async #stop(name: ProjectionName): Promise<void> {
    const indexer = this.#running.get(name);
    this.#running.delete(name);
    await indexer?.stop();
  }

  async #stopAll(): Promise<void> {
    await Promise.all(PROJECTIONS.map((name) => this.#stop(name)));
  }

  #statusOf(name: ProjectionName): ProjectionStatus {
    const indexer = this.#running.get(name);
    const checkpoint = indexer?.checkpoint ?? loadCheckpoint(this.#options.store, name);
    const position = indexer?.position ?? checkpoint;
    const last = this.#options.store.lastPosition();
    const progress = last === 0 ? 100 : Math.min(100, (position / last) * 100);
    return {
      name,
      isRunning: indexer !== undefined,
      position,
      checkpoint,
      progress,
      ...(indexer?.work ?? IDLE),
    };
  }
}
