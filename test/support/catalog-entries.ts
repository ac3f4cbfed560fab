import { CATALOG } from '#domain/catalog.js';
import type { DomainEvent, EventDefinition } from '#domain/kit/event.js';

export interface CatalogEntry {
  readonly category: string;
  /** The key under which the catalog has the event; the same as its type. */
  readonly key: string;
  readonly definition: EventDefinition;
}

export const CATALOG_ENTRIES: readonly CatalogEntry[] = Object.entries(CATALOG).flatMap(
  ([category, definitions]) =>
    Object.entries(definitions).map(([key, definition]) => ({ category, key, definition })),
);

/** The event's data as its own schema reads them; throws when they do not conform. */
export const parsed = (category: string, event: DomainEvent): object => {
  const definition = CATALOG[category]?.[event.type];
  if (!definition) throw new Error(`The category ${category} has no event ${event.type}.`);
  return definition.data.parse(event.data);
};
