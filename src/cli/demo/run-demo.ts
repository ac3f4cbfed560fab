import { changePlan } from '#commands/accounts/change-profile.js';
import type { LogRecord } from '#audit/log-record.js';
import { randomInt } from 'node:crypto';
import { describeError } from '../framework/exit-codes.js';
import { FailedQuietly } from '../framework/errors.js';
import type { Tools } from '../tools.js';
import { operator } from '../work/operator.js';
import { createApiClient } from './api-client.js';
import { collectEvents } from './collect-events.js';
import { createStage, StepFailed, type StepReport } from './stage.js';
import { playStory } from './story/index.js';

export interface DemoOptions {
  readonly url: string;
  readonly patienceMs: number;
  /** False when the event log cannot be reached from here: then only the API is checked. */
  readonly readsLog: boolean;
  /** Page of the mailbox; undefined where mails go elsewhere. */
  readonly mailbox: string | undefined;
}

export interface Played {
  readonly steps: readonly StepReport[];
  readonly records: readonly LogRecord[];
}

/** A worker that was killed is waited for until its lease is over and another one has begun again. */
const EFFECTS_MS = 90_000;

/** Sorts by time and is never used twice. */
const uniqueSuffix = (): string =>
  `${Date.now().toString(36)}${randomInt(36 ** 3)
    .toString(36)
    .padStart(3, '0')}`;

const enterpriseBy =
  (tools: Tools) =>
  async (accountId: number): Promise<void> => {
    await changePlan({ log: await tools.log() }, operator(), { accountId, plan: 'enterprise' });
  };

/**
 * Plays the story once and compares the log with it. Throws `FailedQuietly` after a step that went wrong; its
 * report has been shown then.
 */
export const playOnce = async (
  tools: Tools,
  { url, patienceMs, readsLog, mailbox }: DemoOptions,
  show: (report: StepReport) => void,
): Promise<Played> => {
  const stage = createStage(show);
  const api = createApiClient({ url, patienceMs, onAnswer: stage.heard, onRetry: stage.retried });
  try {
    const toEnterprise = readsLog ? enterpriseBy(tools) : undefined;
    const scene = { api, suffix: uniqueSuffix(), mailbox, toEnterprise, patienceMs: EFFECTS_MS };
    const expected = await playStory(stage, scene);
    if (!readsLog) return { steps: stage.reports, records: [] };
    const records = await stage.step('Compare the log with the story', async (note) => {
      const found = await collectEvents(await tools.history(), expected, patienceMs);
      note(`${found.length} events, each exactly once`);
      return found;
    });
    return { steps: stage.reports, records };
  } catch (error) {
    if (error instanceof StepFailed) throw new FailedQuietly(describeError(error));
    throw error;
  }
};
