import fc from 'fast-check';
import { account } from '#domain/account/index.js';
import { activity, activityDayId } from '#domain/activity/index.js';
import { aiQuota } from '#domain/aiquota/index.js';
import { CATALOG } from '#domain/catalog.js';
import { generation } from '#domain/generation/index.js';
import type { Aggregate } from '#domain/kit/decider.js';
import { DomainError } from '#domain/kit/domain-error.js';
import type { DomainEvent } from '#domain/kit/event.js';
import { project } from '#domain/project/index.js';
import { quota } from '#domain/quota/index.js';
import { reservation } from '#domain/reservation/index.js';
import { session } from '#domain/session/index.js';
import { createCodec } from '#eventlog/codec.js';
import { createEventLog, type EventLog } from '#eventlog/event-log.js';
import type { LogClient } from '#eventlog/log-client.js';
import type { CommandContext } from '#eventlog/metadata.js';
import type { Position } from '#platform/position.js';
import { randomId } from '#platform/ids.js';
import { accountCommands } from './arbitrary-account.js';
import { activityCommands } from './arbitrary-activity.js';
import { aiQuotaCommands } from './arbitrary-ai-quota.js';
import { generationCommands } from './arbitrary-generation.js';
import { projectCommands } from './arbitrary-project.js';
import { quotaCommands } from './arbitrary-quota.js';
import { reservationCommands } from './arbitrary-reservation.js';
import { sessionCommands } from './arbitrary-session.js';

export const codec = createCodec(CATALOG);

/** A context for one command, with nothing special about it. */
export const anyContext = (): CommandContext => ({
  commandId: randomId(),
  requestHash: 'test',
  correlationId: randomId(),
  causationId: randomId(),
  actor: { kind: 'system', id: 'test' },
  account: null,
  requestId: randomId(),
  traceId: null,
  mayBeRetry: false,
});

interface Attempt<S, C, E extends DomainEvent> {
  readonly aggregate: Aggregate<S, C, E>;
  readonly id: string | number;
  readonly command: C;
}

/** Carries out a command; a refusal is nothing, like a command with nothing to do. */
const attempt = async <S, C, E extends DomainEvent>(
  log: EventLog,
  { aggregate, id, command }: Attempt<S, C, E>,
): Promise<Position | null> => {
  try {
    const outcome = await log.execute({ aggregate, id, command, context: anyContext() });
    return outcome.events > 0 ? outcome.position : null;
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
};

type Step = (log: EventLog) => Promise<Position | null>;

/** Ids of one history do not meet those of another in the same log: `base` is added to all of them. */
const stepsOf = (base: number): fc.Arbitrary<Step> => {
  const shift = <T extends object>(data: T): T => shifted(data, base) as T;
  const id = fc.integer({ min: 1, max: 6 });
  const projects = fc.tuple(id, projectCommands).map(([number, command]): Step => {
    const named = command.type === 'CreateProject' ? command.project.projectId : number;
    const about = command.type === 'AbandonProject' ? command.projectId : named;
    return (log) => attempt(log, { aggregate: project, id: about + base, command: shift(command) });
  });
  const accounts = fc.tuple(id, accountCommands).map(([number, command]): Step => {
    const named = command.type === 'RegisterAccount' ? command.registration.accountId : number + 6;
    const about = command.type === 'AbandonAccount' ? command.accountId : named;
    return (log) => attempt(log, { aggregate: account, id: about + base, command: shift(command) });
  });
  const quotas = quotaCommands.map(
    (command): Step =>
      (log) =>
        attempt(log, { aggregate: quota, id: command.slot.accountId + base, command: shift(command) }),
  );
  const names = reservationCommands.map(
    (command): Step =>
      (log) =>
        attempt(log, { aggregate: reservation, id: `${command.key}${base}`, command: shift(command) }),
  );
  return fc.oneof(
    { weight: 5, arbitrary: projects },
    { weight: 2, arbitrary: accounts },
    quotas,
    names,
    { weight: 4, arbitrary: generationSteps(base) },
    aiQuotaSteps(base),
    activitySteps(base),
    sessionSteps(base),
  );
};

const generationSteps = (base: number): fc.Arbitrary<Step> =>
  fc.tuple(fc.integer({ min: 1, max: 6 }), generationCommands).map(([number, command]): Step => {
    const named = command.type === 'RequestGeneration' ? command.request.generationId : number;
    const about = command.type === 'AbandonGeneration' ? command.generationId : named;
    const shiftedCommand = shifted(command, base) as typeof command;
    return (log) => attempt(log, { aggregate: generation, id: about + base, command: shiftedCommand });
  });

const aiQuotaSteps = (base: number): fc.Arbitrary<Step> =>
  aiQuotaCommands.map((command): Step => {
    const id = command.request.accountId + base;
    const shiftedCommand = shifted(command, base) as typeof command;
    return (log) => attempt(log, { aggregate: aiQuota, id, command: shiftedCommand });
  });

const activitySteps = (base: number): fc.Arbitrary<Step> =>
  activityCommands.map((command): Step => {
    const moved = shifted(command, base) as typeof command;
    const { accountId, at } = moved.activity;
    return (log) => attempt(log, { aggregate: activity, id: activityDayId(accountId, at), command: moved });
  });

/** Sessions of one history are not those of another: the base is in their ids. */
const sessionSteps = (base: number): fc.Arbitrary<Step> =>
  fc.tuple(fc.integer({ min: 1, max: 3 }), sessionCommands).map(([number, command]): Step => {
    const id = `0190a5e2-7c31-7d8e-9b7a-${String(base * 10 + number).padStart(12, '0')}`;
    const named: typeof command =
      command.type === 'StartSession' ? { ...command, start: { ...command.start, sessionId: id } } : command;
    return (log) => attempt(log, { aggregate: session, id, command: shifted(named, base) as typeof command });
  });

const IDS = new Set([
  'activityId',
  'generationId',
  'projectId',
  'ownerId',
  'accountId',
  'by',
  'collaboratorId',
  'copiedFrom',
]);

const shifted = (value: unknown, base: number): unknown => {
  if (Array.isArray(value)) return value.map((item) => shifted(item, base));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      IDS.has(name) && typeof field === 'number' ? field + base : shifted(field, base),
    ]),
  );
};

export interface History {
  readonly seed: number;
  /** Commands tried; fewer events come of them. */
  readonly commands: number;
  /** Added to all ids. */
  readonly base?: number;
}

/** Carries out random commands one after another and answers the position of the last event. */
export const appendHistory = async (
  client: LogClient,
  { seed, commands, base = 0 }: History,
): Promise<Position> => {
  const log = createEventLog(client, codec);
  let last: Position | null = null;
  for (const step of fc.sample(stepsOf(base), { seed, numRuns: commands })) last = (await step(log)) ?? last;
  if (!last) throw new Error('The history has no event: choose another seed.');
  return last;
};
