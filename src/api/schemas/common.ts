import { z } from 'zod';

const MAX_ID = 2 ** 53 - 1;

/** An id in an address: decimal digits of an integer within 2^53. In a path anything else names nothing (404). */
export const idText = z
  .string()
  .regex(/^[1-9]\d{0,15}$/)
  .meta({ type: 'integer', minimum: 1, maximum: MAX_ID, description: 'Id as answers show it' })
  .transform(Number)
  .refine((id) => id <= MAX_ID);

/** Path of a route about one thing. */
export const idParams = z.object({ id: idText });

export const id = z.int().min(1).max(MAX_ID);
export const count = z.int().min(0);
export const instant = z.iso.datetime();
export const nothing = z.strictObject({});

/** Any JSON object, as a design is. */
export const jsonObject = z.record(z.string(), z.unknown());

/** Body of every failure (errors.ts). Some codes add fields, such as `limit` and `used`. */
export const failure = z
  .looseObject({
    error: z.string(),
    detail: z.string(),
    code: z.string(),
    hint: z.string(),
    errors: z.array(z.strictObject({ code: z.string(), detail: z.string(), attr: z.string().nullable() })),
    trace_id: z.string(),
  })
  .meta({ id: 'Failure' });
