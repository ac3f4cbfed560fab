import { jsonEvent } from '@eventstore/db-client';
import { connectLog } from '#eventlog/log-client.js';
import type { JsonObject } from '#domain/kit/json.js';
import { startEventStore } from '#embedded/eventstore/server.js';
import { createCodec } from '#eventlog/codec.js';
import { createEventLog } from '#eventlog/event-log.js';
import { CATALOG } from '#domain/catalog.js';
import { account } from '#domain/account/index.js';
import { systemCaller } from '#commands/system-caller.js';
import { systemClock } from '#platform/clock.js';

/** An event store for a test; the same port again after a restart. */
export const openStore = (dataDir: string, port = 0) =>
  startEventStore({ dataDir: `${dataDir}/eventstore`, port, sync: false });

/** Appends plain events of a foreign program, one by one. */
export const appendPlain = async (
  url: string,
  stream: string,
  events: readonly (readonly [string, JsonObject])[],
): Promise<void> => {
  const client = connectLog(url);
  for (const [type, data] of events)
    await client.appendToStream(stream, jsonEvent({ type, data: { ...data } }));
  await client.dispose();
};

/** Registers an account as the product does, except for its names: those need the vault. */
export const appendAccount = async (url: string, accountId: number): Promise<void> => {
  const client = connectLog(url);
  const caller = systemCaller(systemClock, { kind: 'system', id: 'test' });
  const digest = String(accountId).padStart(64, '0');
  const registration = {
    accountId,
    email: 'ada@example.org',
    username: 'ada',
    profile: {},
    credential: 'x',
    emailKey: digest,
    usernameKey: digest,
    plan: 'free' as const,
    at: caller.at,
  };
  await createEventLog(client, createCodec(CATALOG)).execute({
    aggregate: account,
    id: accountId,
    command: { type: 'RegisterAccount', registration },
    context: { ...caller.context, account: accountId },
  });
  await client.dispose();
};
