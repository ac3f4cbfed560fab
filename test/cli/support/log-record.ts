import type { LogRecord } from '#audit/log-record.js';
import type { JsonObject } from '#domain/kit/json.js';

interface Facts {
  readonly type?: string;
  readonly stream?: string;
  readonly revision?: number;
  readonly position?: bigint;
  readonly data?: JsonObject | null;
  readonly command?: string;
  readonly cause?: string;
  readonly account?: number | null;
}

/** A record with these facts; the rest is the same every time. */
export const recordWith = (facts: Facts = {}): LogRecord => {
  const { command = 'c1', position = 7n } = facts;
  return {
    id: '00000000-0000-4000-8000-000000000001',
    stream: facts.stream ?? 'project-5',
    revision: facts.revision ?? 0,
    position: { commit: position, prepare: position },
    created: new Date('2026-02-08T09:30:00.250Z'),
    type: facts.type ?? 'DesignSaved',
    data: facts.data === undefined ? {} : facts.data,
    origin: {
      actor: { kind: 'account', id: '5' },
      account: facts.account === undefined ? 5 : facts.account,
      commandId: command,
      causationId: facts.cause ?? command,
      correlationId: facts.cause ?? command,
      schema: 1,
    },
  };
};
