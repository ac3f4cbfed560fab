// All groups of a store: created, changed, deleted and found again after a restart. Changes run one after
// another; each is durable before it is answered. Fails with GroupError.

import { compileFilter } from '../rpc/filter.js';
import type { Store } from '../store/store.js';
import { loadConfiguration, saveConfiguration } from './configuration.js';
import { ALL, streamOf, type Definition } from './definition.js';
import { Group } from './group.js';
import { GroupError, groupKey, type GroupName } from './group-error.js';
import { allSource, streamSource } from './source.js';
import { placeBefore, refuseDefinition } from './start.js';
import { deleteSoftly } from './system-write.js';

const TICK_MS = 1_000;
/** A filter may leave out most of what it looks at, so it looks at more at a time. */
const FILTERED_PAGE = 256;
const SMALLEST_PAGE = 10;
/** More is never read ahead, however large a history buffer a client asks for. */
const MOST_AHEAD = 10_000;

/** A group as it is asked for. */
export type NewDefinition = Omit<Definition, 'after'>;

export interface GroupsOptions {
  readonly store: Store;
  readonly report: (where: string, error: unknown) => void;
}

/** The persistent subscriptions of one store. */
export class Groups {
  readonly #options: GroupsOptions;
  readonly #groups = new Map<string, Group>();
  /** Streams that have, or had, a group since the start. */
  readonly #sources = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(options: GroupsOptions) {
    this.#options = options;
    this.#load();
    this.#timer = setInterval(() => {
      for (const group of this.#groups.values()) this.#tick(group);
    }, TICK_MS).unref();
  }

  /** The groups of a source, or of all. Throws when the source never had one. */
  list(source: string | undefined): readonly Group[] {
    const all = [...this.#groups.values()];
    if (source === undefined) return all;
    if (!this.#sources.has(source)) throw new GroupError('does-not-exist', { source, group: '' });
    return all.filter(({ definition }) => definition.source === source);
  }

  /** Resolves when the changes asked for so far are done. */
  async idle(): Promise<void> {
    await this.#lastChange;
  }

  /** Finds a group when the changes asked for so far are done. */
  async settled(name: GroupName): Promise<Group> {
    await this.idle();
    return this.#find(name);
  }

  create(wanted: NewDefinition): Promise<void> {
    return this.#change(async () => {
      this.#refuse(wanted);
      if (this.#groups.has(groupKey(wanted))) throw new GroupError('exists', wanted);
      const definition = { ...wanted, after: placeBefore(this.#options.store, wanted) };
      await this.#save([...this.#definitions(), definition], wanted);
      this.#run(definition);
    });
  }

  /** Replaces settings and start; the filter stays. The group starts anew after its checkpoint. */
  update(wanted: NewDefinition): Promise<void> {
    return this.#change(async () => {
      const before = this.#find(wanted);
      this.#refuse(wanted);
      const old = before.definition;
      const isMoved = wanted.start !== old.start;
      const after = isMoved ? placeBefore(this.#options.store, wanted) : old.after;
      const definition = { ...wanted, after, filter: old.filter };
      await this.#save([...this.#definitions().filter((other) => other !== old), definition], wanted);
      // A new start counts as long as there is no checkpoint, so none must be written now.
      await before.stop({ save: !isMoved || before.checkpoints.at !== undefined });
      this.#run(definition);
    });
  }

  /** Ends a group and lets its streams go. */
  delete(name: GroupName): Promise<void> {
    return this.#change(async () => {
      const group = this.#find(name);
      await group.stop({ save: false });
      const others = this.#definitions().filter((other) => other !== group.definition);
      // Accepted in one turn, so they become durable together or not at all.
      const written = Promise.all([
        this.#save(others, name),
        deleteSoftly(this.#options.store, streamOf(name, 'checkpoint')),
        deleteSoftly(this.#options.store, streamOf(name, 'parked')),
      ]);
      await written.catch((error: unknown) => {
        this.#run(group.definition);
        throw error;
      });
      this.#groups.delete(groupKey(name));
    });
  }

  /** Stops all groups and starts them anew from what is stored. */
  restart(): Promise<void> {
    return this.#change(async () => {
      await this.#stopAll();
      this.#load();
    });
  }

  /** Stops all groups; what they have done is written down. */
  close(): Promise<void> {
    clearInterval(this.#timer);
    return this.#change(() => this.#stopAll());
  }

  #find(name: GroupName): Group {
    const found = this.#groups.get(groupKey(name));
    if (found === undefined) throw new GroupError('does-not-exist', name);
    return found;
  }

  #change(action: () => Promise<void>): Promise<void> {
    const result = this.#lastChange.then(action);
    this.#lastChange = result.catch(() => {
      // Told to whoever asked for that change; the next one is none the worse for it.
    });
    return result;
  }

  async #stopAll(): Promise<void> {
    await Promise.all([...this.#groups.values()].map((group) => group.stop()));
    this.#groups.clear();
  }

  #load(): void {
    const { store, report } = this.#options;
    for (const definition of loadConfiguration(store, report)) this.#run(definition);
  }

  #definitions(): Definition[] {
    return [...this.#groups.values()].map(({ definition }) => definition);
  }

  #refuse(wanted: NewDefinition): void {
    const reason = refuseDefinition(wanted, this.#options.store.lastPosition());
    if (reason !== undefined) throw new GroupError('failed', wanted, reason);
  }

  async #save(definitions: readonly Definition[], name: GroupName): Promise<void> {
    try {
      await saveConfiguration(this.#options.store, definitions);
    } catch (error) {
      this.#options.report('persistent subscriptions', error);
      throw new GroupError('failed', name, 'The configuration could not be stored');
    }
  }

  #run(definition: Definition): void {
    const { store, report } = this.#options;
    const { source, settings, filter } = definition;
    const read =
      source === ALL
        ? allSource(store.tables, filter === undefined ? undefined : compileFilter(filter))
        : streamSource(store.tables, source);
    const wish = Math.max(settings.readBatchSize, filter === undefined ? SMALLEST_PAGE : FILTERED_PAGE);
    const readAhead = Math.min(settings.historyBufferSize, MOST_AHEAD);
    const pageSize = Math.min(wish, readAhead);
    const group = new Group({ store, definition, source: read, pageSize, readAhead, report });
    this.#sources.add(source);
    this.#groups.set(groupKey(definition), group);
  }

  #tick(group: Group): void {
    try {
      group.tick(Date.now());
    } catch (error) {
      this.#options.report(`persistent subscription ${groupKey(group.definition)}`, error);
    }
  }
}
