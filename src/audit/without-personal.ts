import type { z } from 'zod';
import { CATALOG } from '#domain/catalog.js';
import type { DomainEvent, EventDefinition } from '#domain/kit/event.js';
import { ERASED, subjectOf } from '#domain/kit/personal.js';
import { SECRETS } from './hide-personal.js';

const DEFINITIONS: ReadonlyMap<string, EventDefinition> = new Map(
  Object.values(CATALOG).flatMap((events) => Object.entries(events)),
);

/** Personal fields of a type, each with the field that names the person. */
const personalFields = (type: string): readonly (readonly [string, string])[] => {
  const shape: Readonly<Record<string, z.core.$ZodType>> = DEFINITIONS.get(type)?.data.shape ?? {};
  return Object.entries(shape).flatMap(([field, schema]) => {
    const subject = subjectOf(schema);
    return subject === undefined ? [] : [[field, subject] as const];
  });
};

const FIELDS = new Map([...DEFINITIONS.keys()].map((type) => [type, personalFields(type)]));
const NONE: readonly (readonly [string, string])[] = [];

const hide = <E extends DomainEvent>(event: E, hidden: (field: string) => boolean): E => {
  const fields = (FIELDS.get(event.type) ?? NONE).filter(([field]) => field in event.data && hidden(field));
  if (fields.length === 0) return event;
  return {
    ...event,
    data: { ...event.data, ...Object.fromEntries(fields.map(([field]) => [field, ERASED])) },
  };
};

/** The event as it would be read if every person in it had been erased. */
export const withoutPersonal = <E extends DomainEvent>(event: E): E => hide(event, () => true);

/** The event without hashes of passwords: nobody's reading matter, whoever may see personal values. */
export const withoutSecrets = <E extends DomainEvent>(event: E): E =>
  hide(event, (field) => SECRETS.has(field));

/** The accounts whose personal values are in the event. */
export const subjectsOf = ({ type, data }: DomainEvent): readonly number[] => {
  const values: Readonly<Record<string, unknown>> = { ...data };
  const subjects = (FIELDS.get(type) ?? NONE).map(([field, subject]) => field in data && values[subject]);
  return subjects.filter((id) => typeof id === 'number');
};
