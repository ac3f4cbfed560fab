import { CodeTooOld, UndecodableEvent } from '#eventlog/codec.js';
import { PoisonChange } from '#projections/kit/evolve-row.js';
import { classify } from '../classify.js';
import { EventFailed } from '../errors.js';

/** Why an event cannot be handled: never a value of the event, nor of a row. */
export interface Poison {
  /** SQLSTATE, or a word for a program. */
  readonly code: string;
  readonly message: string;
}

const causeOf = (error: unknown): unknown => (error instanceof EventFailed ? error.cause : error);

/** True when events are at fault, and not the connection, the server, or the age of this code. */
export const isPoison = (error: unknown): boolean => {
  const cause = causeOf(error);
  return !(cause instanceof CodeTooOld) && classify(cause) === 'permanent';
};

/** What Postgres says about values would repeat them. */
const SQLSTATES: Readonly<Record<string, string>> = {
  '22001': 'A text is too long.',
  '22003': 'A number is out of range.',
  '22008': 'A time is out of range.',
  '22021': 'A text holds a character that Postgres cannot store.',
  '22P02': 'A value does not have the form of its column.',
  '22P05': 'A text holds a character that Postgres cannot store.',
  '23502': 'A column that needs a value has none.',
  '23503': 'A row points to one that is not there.',
  '23505': 'A row that must be unique is there already.',
  '23514': 'A value is not allowed by a check.',
  '54000': 'A row or an index entry is larger than Postgres can store.',
};

const CLASSES: Readonly<Record<string, string>> = {
  '22': 'A value cannot be stored.',
  '23': 'A rule of the table is broken.',
  '54': 'A limit of Postgres is reached.',
};

const named = (error: object, field: string): string => {
  const value: unknown = Object.entries(error).find(([name]) => name === field)?.[1];
  return typeof value === 'string' ? ` ${field} ${value}` : '';
};

/** Names of tables, columns and constraints come from our own schema. */
const placeIn = (error: object): string => {
  const place = ['table', 'column', 'constraint'].map((field) => named(error, field)).join('');
  return place === '' ? '' : ` (${place.trim()})`;
};

const ofPostgres = (state: string, error: object): Poison => {
  const text = SQLSTATES[state] ?? CLASSES[state.slice(0, 2)] ?? 'Postgres refuses it.';
  return { code: state, message: text + placeIn(error) };
};

/** Where in our code it happened: file and line, without the message, which may quote data. */
const frameOf = ({ stack = '' }: Error): string => {
  const [, file, line] = /([\w.-]+\.[jt]s):(\d+):\d+/.exec(stack.slice(stack.indexOf('\n'))) ?? [];
  return file === undefined ? '' : ` at ${file}:${line}`;
};

const sqlStateOf = (error: Error): string | undefined => {
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
};

/** The failure as it is kept and shown to operators. */
export const poisonOf = (error: unknown): Poison => {
  const cause = causeOf(error);
  if (cause instanceof UndecodableEvent) return { code: 'undecodable', message: cause.message };
  if (cause instanceof PoisonChange) return { code: 'contradiction', message: cause.message };
  if (!(cause instanceof Error)) return { code: 'code_failed', message: 'The code failed.' };
  const state = sqlStateOf(cause);
  if (state !== undefined) return ofPostgres(state, cause);
  return { code: 'code_failed', message: `${cause.name}${frameOf(cause)}` };
};
