import { z } from 'zod';

/** Ids people see: integers within 2^53 (the editor runs parseInt on them). */
export const integerId = z.int().positive();

/** An instant as ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const instant = z.iso.datetime({ precision: 3 });

/** SHA-256 or HMAC-SHA-256 in lower-case hexadecimal. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** A month of the UTC calendar: `2026-02`. */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

/** The month an instant lies in. */
export const monthOf = (at: string): string => at.slice(0, 7);

/** The UTC day an instant lies on: `2026-02-08`. */
export const dayOf = (at: string): string => at.slice(0, 10);
