import { z } from 'zod';

/** What a reader sees in place of a personal value whose key was destroyed. */
export const ERASED = { erased: true } as const;
export type Erased = typeof ERASED;
export type Personal<T> = T | Erased;

const erasedSchema = z.strictObject({ erased: z.literal(true) });

/** Schema → name of the sibling field that holds the id of the person the value is about. */
const subjects = z.registry<{ readonly subject: string }>();

export const isErased = (value: unknown): value is Erased =>
  typeof value === 'object' && value !== null && 'erased' in value && value.erased === true;

/**
 * Marks a field of an event as personal: it is stored in an envelope of its own, so that erasing the person
 * makes it unreadable while the event stays. `subject` names the field of the same event that holds the
 * person's account id.
 */
export const personal = <S extends z.ZodType>(inner: S, subject = 'accountId') => {
  const schema = z.union([inner, erasedSchema]);
  subjects.add(schema, { subject });
  return schema;
};

/** The field that names the person, or undefined when the schema, optional or not, is not personal. */
export const subjectOf = (schema: z.core.$ZodType): string | undefined => {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return subjects.get(inner)?.subject;
};

/** The value, or the stand-in when the person was erased. */
export const reveal = <T, F>(value: T, standIn: F): Exclude<T, Erased> | F =>
  (isErased(value) ? standIn : value) as Exclude<T, Erased> | F;
