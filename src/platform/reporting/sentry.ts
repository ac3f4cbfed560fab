// The only file that knows Sentry; loaded when SENTRY_DSN is set. What is sent is made here, field by field, and
// what the library adds to it is taken away again but for the fields listed.
import { createTransport, type ErrorEvent, type Exception } from '@sentry/core';
import { ServerRuntimeClient } from '@sentry/core/server';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../app-error.js';
import { framesOf } from './frames.js';
import { Incident, type Reporting, type ReportingOptions, type Tags } from './reporting.js';

const ANSWER_MS = 3_000;
const CLOSE_MS = 2_000;
/** Reports on their way; more are dropped. */
const AT_ONCE = 32;
const DEEPEST_CAUSE = 4;
const WORD = /^[\w.:/{}#* -]{1,200}$/;

const PACKAGE = join(import.meta.dirname, '..', '..', '..', '..', 'package.json');
const release = (): string => {
  const { name, version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { name: string; version: string };
  return `${name}@${version}`;
};

/** Messages of others quote rows, addresses and people. */
const messageOf = (error: Error): string => {
  if (error instanceof Incident || (error instanceof AppError && error.code === 'service_unavailable'))
    return error.message;
  const code = 'code' in error ? String(error.code) : '';
  return WORD.test(code) ? code : '';
};

const exceptionsOf = (error: unknown, depth = 0): Exception[] => {
  if (!(error instanceof Error)) return [{ type: 'NoError', value: '' }];
  const type = WORD.test(error.name) ? error.name : 'Error';
  const own = { type, value: messageOf(error), stacktrace: { frames: framesOf(error) } };
  const behind = error.cause instanceof Error && depth < DEEPEST_CAUSE;
  return behind ? [...exceptionsOf(error.cause, depth + 1), own] : [own];
};

const tagsOf = (tags: Tags): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tags).flatMap(([name, value]) =>
      value !== undefined && WORD.test(value) ? [[name, value]] : [],
    ),
  );

/** The fields that leave the process. */
const listed = (event: ErrorEvent): ErrorEvent => {
  const { event_id, timestamp, platform, level, exception, tags, environment, release: version } = event;
  const sent = { type: undefined, event_id, timestamp, platform, level, exception, tags, environment };
  return JSON.parse(JSON.stringify({ ...sent, release: version })) as ErrorEvent;
};

const clientFor = (dsn: string, environment: string): ServerRuntimeClient =>
  new ServerRuntimeClient({
    ...{ dsn, environment, release: release(), platform: 'node', integrations: [] },
    ...{ sendClientReports: false, stackParser: () => [], beforeSend: listed },
    transport: (options) =>
      createTransport({ ...options, bufferSize: AT_ONCE }, async ({ body }) => {
        const signal = AbortSignal.timeout(ANSWER_MS);
        const sent = body as Uint8Array<ArrayBuffer> | string;
        const answer = await fetch(options.url, { method: 'POST', body: sent, signal });
        await answer.arrayBuffer();
        return {
          statusCode: answer.status,
          headers: {
            'x-sentry-rate-limits': answer.headers.get('x-sentry-rate-limits'),
            'retry-after': answer.headers.get('retry-after'),
          },
        };
      }),
  });

/** Sends reports to the server that the DSN names. */
export const createReporting = (
  options: Omit<ReportingOptions, 'dsn'> & { readonly dsn: string },
): Reporting => {
  const { dsn, role, environment } = options;
  const client = clientFor(dsn, environment);
  return {
    report: (error, tags) => {
      const values = exceptionsOf(error);
      client.captureEvent({ level: 'error', exception: { values }, tags: tagsOf({ ...tags, role }) });
    },
    close: async () => {
      await client.close(CLOSE_MS);
    },
  };
};
