// Decodes every event of the log with the code as it is now. Promises: what it does not complain about, every
// process of this version can read. It does not check seals, nor that a history makes sense. Complaints name
// places and fields, never values: they may be shown to anybody.
import { z } from 'zod';
import { CATALOG } from '#domain/catalog.js';
import { CodeTooOld, createCodec, UndecodableEvent, type Codec } from '#eventlog/codec.js';
import type { LogClient } from '#eventlog/log-client.js';
import { metadataSchema } from '#eventlog/metadata.js';
import { recordedEvent, type RawEvent } from '#eventlog/recorded-event.js';
import { scanLog } from './scan-log.js';

/** Why an event cannot be read. */
export type UnreadableCode = 'unknown_type' | 'newer_schema' | 'bad_metadata' | 'bad_data' | 'wrong_stream';

/** An event that this code cannot read. */
export interface Unreadable {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly code: UnreadableCode;
  /** For a person; names fields, shows no value. */
  readonly reason: string;
}

/** What was looked at so far. */
export interface Checked {
  readonly events: number;
  /** Events in streams that are not the product's. */
  readonly foreign: number;
  /** Those of the newest page. */
  readonly failures: readonly Unreadable[];
  /** How much of the log that is, 0 to 1. */
  readonly share: number;
}

const categoryOf = (stream: string): string => stream.split('-', 1)[0] ?? '';

const schemaOf = (metadata: unknown): number | undefined => metadataSchema.safeParse(metadata).data?.schema;

/** Which fields are wrong and how, without what is in them: a message of the schema may quote a value. */
const fieldsIn = (cause: unknown): string => {
  if (!(cause instanceof z.core.$ZodError)) return 'the data are not of any version of it';
  const issues = cause.issues.map(({ code, path }) => {
    const field = path.filter((step) => typeof step === 'string').join('.');
    return `${field === '' ? 'the event' : field}: ${code}`;
  });
  return [...new Set(issues)].slice(0, 5).join(', ');
};

const tooOld = ({ type, metadata }: RawEvent): Pick<Unreadable, 'code' | 'reason'> => {
  const known = Object.values(CATALOG).some((events) => type in events);
  if (!known) return { code: 'unknown_type', reason: 'this code does not know the type' };
  return { code: 'newer_schema', reason: `schema version ${schemaOf(metadata)} is newer than this code` };
};

const complaint = (raw: RawEvent, error: unknown): Pick<Unreadable, 'code' | 'reason'> => {
  if (error instanceof CodeTooOld) return tooOld(raw);
  if (!(error instanceof UndecodableEvent)) throw error;
  const code = schemaOf(raw.metadata) === undefined ? 'bad_metadata' : 'bad_data';
  return { code, reason: fieldsIn(error.cause) };
};

const misplaced: Pick<Unreadable, 'code' | 'reason'> = {
  code: 'wrong_stream',
  reason: 'events of this type belong in streams of another category',
};

/** What is wrong with one event of the product; undefined when nothing is. */
const unreadable = (codec: Codec, raw: RawEvent): Unreadable | undefined => {
  const { stream, revision, type } = raw;
  try {
    recordedEvent(codec, raw);
    const events = CATALOG[categoryOf(stream)] ?? {};
    return type in events ? undefined : { stream, revision, type, ...misplaced };
  } catch (error) {
    return { stream, revision, type, ...complaint(raw, error) };
  }
};

const isForeign = ({ stream }: RawEvent): boolean => !Object.hasOwn(CATALOG, categoryOf(stream));

/** Looks at every event of the log, and tells what it found so far after each page. Throws 503. */
export async function* checkEvents(connect: () => Promise<LogClient>): AsyncGenerator<Checked> {
  const codec = createCodec(CATALOG);
  let events = 0;
  let foreign = 0;
  for await (const page of scanLog(connect)) {
    const own = page.events.filter((raw) => !isForeign(raw));
    events += own.length;
    foreign += page.events.length - own.length;
    const failures = own.flatMap((raw) => unreadable(codec, raw) ?? []);
    yield { events, foreign, failures, share: page.share };
  }
}
