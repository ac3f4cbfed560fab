import { z } from 'zod';

/** Who caused an event: a person, an operator at the command line, or the system itself (`sweeper`). */
const actor = z.object({ kind: z.enum(['account', 'operator', 'system', 'anonymous']), id: z.string() });
export type Actor = Readonly<z.infer<typeof actor>>;

/** Metadata of every domain event, as stored. The format is final: `h` covers it. */
export const metadataSchema = z.object({
  $correlationId: z.string(),
  $causationId: z.string(),
  commandId: z.string(),
  /** HMAC of the request that carried the command; a retry must carry the same. */
  requestHash: z.string(),
  actor,
  /** Account the event belongs to; null when it belongs to none. */
  account: z.number().nullable(),
  /** Schema version of `data`. */
  schema: z.int().positive(),
  requestId: z.string(),
  traceId: z.string().nullable(),
  /** Seal over the whole event (envelope.ts). */
  h: z.string(),
});

export type EventMetadata = Readonly<z.infer<typeof metadataSchema>>;

/** What a command brings along: copied into the metadata of each event it causes. */
export interface CommandContext {
  readonly commandId: string;
  readonly requestHash: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: Actor;
  readonly account: number | null;
  readonly requestId: string;
  readonly traceId: string | null;
  /** True when the caller chose the command id, so that this may be a retry of something done already. */
  readonly mayBeRetry: boolean;
}
