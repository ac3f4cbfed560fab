import { z } from 'zod';

/** `2026-02-08` or an instant with its zone; as text in a query. */
export const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()], {
  error: 'Needs a date such as 2026-02-08 or an instant such as 2026-02-08T09:30:00Z (a + is written %2B).',
});

/** The instant that such a text names (ISO 8601, UTC); a date names its beginning. */
export const instantOf = (text: string): string => new Date(text).toISOString();
