// Writes the checkpoints of one group, one at a time. A write that fails is reported and tried again at the next
// tick; until one succeeds, a restart only repeats more messages.

import type { Store } from '../store/store.js';
import { isCheckpointDue } from './checkpoint-rule.js';
import { saveCheckpoint } from './checkpoint-stream.js';
import type { Definition } from './definition.js';
import type { Mark } from './progress.js';

export interface CheckpointerOptions {
  readonly store: Store;
  readonly definition: Definition;
  readonly report: (where: string, error: unknown) => void;
  readonly mark: () => Mark;
  /** The place of the stored checkpoint, if there is one. */
  readonly stored: number | undefined;
}

/** Decides when and writes. */
export class Checkpointer {
  readonly #options: CheckpointerOptions;
  #at: number | undefined;
  #count = 0;
  #writtenAt = Date.now();
  #writing: Promise<void> | undefined;
  #failed = false;

  constructor(options: CheckpointerOptions) {
    this.#options = options;
    this.#at = options.stored;
  }

  /** The place of the last checkpoint that is durable. */
  get at(): number | undefined {
    return this.#at;
  }

  /** Writes one if it is due; `tick` is the time at a tick of the clock, and absent in between. */
  consider(tick?: number): void {
    if (this.#writing !== undefined || (this.#failed && tick === undefined)) return;
    const mark = this.#options.mark();
    const last = { count: this.#count, writtenAt: this.#writtenAt };
    if (!isCheckpointDue(this.#options.definition.settings, { mark, last, tick })) return;
    this.#writing = this.#write(mark);
  }

  /** Writes down what is left, due or not, if `save`; resolves when nothing is being written. */
  async finish(save: boolean): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
    const mark = this.#options.mark();
    if (save && mark.count > this.#count) await this.#write(mark);
  }

  async #write(mark: Mark): Promise<void> {
    const { store, definition, report } = this.#options;
    try {
      await saveCheckpoint(store, definition, mark.at);
      this.#at = mark.at;
      this.#count = mark.count;
      this.#failed = false;
    } catch (error) {
      this.#failed = true;
      report('checkpoint of a persistent subscription', error);
    } finally {
      this.#writtenAt = Date.now();
      this.#writing = undefined;
    }
    if (!this.#failed) this.consider();
  }
}
