// Sends mails. Promises: a mail whose end is in the log is not sent again; a mail the server accepted is in
// the log as delivered. Between the two it may be killed: then the mail is sent once more, with the same
// Message-ID. A refused recipient is a bounce, a server that cannot now is tried again until the mail is too
// old.
import { setTimeout as pause } from 'node:timers/promises';
import type { CommandDeps } from '#commands/command-deps.js';
import {
  giveUpMail,
  mailStatus,
  recordBounce,
  recordDelivery,
  type MailId,
} from '#commands/mail/mail-outcome.js';
import { account, type Account } from '#domain/account/index.js';
import { reveal } from '#domain/kit/personal.js';
import { MailError } from '#integrations/mail/mail-error.js';
import type { Mailer } from '#integrations/mail/mailer.js';
import type { Clock } from '#platform/clock.js';
import { AppError } from '#platform/app-error.js';
import { fault } from '#platform/fault.js';
import { Hopeless, RetryLater, type GiveUpReason, type Handler, type Work } from '../effects/handler.js';
import { greetingName } from './templates/plain-words.js';
import { nameOf, writeMail } from './write-mail.js';

const HOUR_MS = 3_600_000;
const LEASE_MS = 15_000;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 1_800_000;
const RECORD_AGAIN_MS = 500;
/** More than fit into a day: a mail ends by its age, so that a mail server may be down all night. */
const MAX_ATTEMPTS = 100;

const MAX_AGE_MS = {
  mail_welcome: 24 * HOUR_MS,
  mail_verify: 24 * HOUR_MS,
  mail_reset: HOUR_MS,
  mail_ai_ready: 24 * HOUR_MS,
} as const;

type Kind = keyof typeof MAX_AGE_MS;

export interface MailDeps extends Pick<CommandDeps, 'log' | 'secrets'> {
  readonly mailer: Mailer;
  readonly clock: Clock;
  /** Address of the front end, without a final slash. */
  readonly frontendUrl: string;
}

const idOf = (kind: Kind, { key, ids }: Work): MailId => ({ key, kind, accountId: Number(ids['accountId']) });

interface Recipient {
  readonly account: Account;
  readonly address: string;
}

/** Whoever was erased has no address any more. */
const recipientOf = async ({ log }: MailDeps, accountId: number): Promise<Recipient> => {
  const { state } = await log.load(account, accountId);
  const address = reveal(state.email, '');
  if (state.status !== 'active' || address === '') throw new Hopeless('no_recipient');
  return { account: state, address };
};

/** The Message-ID, or undefined when the server refused the mail for good and the log says so. */
const deliver = async (deps: MailDeps, kind: Kind, work: Work): Promise<string | undefined> => {
  const id = idOf(kind, work);
  const recipient = await recipientOf(deps, id.accountId);
  const mail = await writeMail(deps, kind, { work, recipient: recipient.account });
  work.signal.throwIfAborted();
  const to = { name: greetingName(nameOf(recipient.account)), address: recipient.address };
  fault('before-send');
  try {
    const messageId = await deps.mailer.send({ ...mail, to, key: work.key });
    fault('after-send');
    return messageId;
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    if (error.kind === 'temporary') throw new RetryLater(error.code);
    if (error.kind === 'unusable') throw new Hopeless(error.code);
    await recordBounce(deps, work.caller('bounced'), { ...id, code: error.code });
    return undefined;
  }
};

const isLogAway = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'service_unavailable';

/**
 * The mail is out: while it is ours there is nothing to do but to say so. A log that can be read and takes
 * nothing would otherwise have it sent again with every attempt.
 */
const insist = async ({ signal }: Work, record: () => Promise<void>): Promise<void> => {
  for (;;) {
    try {
      await record();
      return;
    } catch (error) {
      if (!isLogAway(error)) throw error;
      await pause(RECORD_AGAIN_MS, undefined, { signal });
    }
  }
};

const hasEnded = async (deps: MailDeps, { key, retried }: Work): Promise<boolean> => {
  const status = await mailStatus(deps, key);
  return status === 'given_up' ? !retried : status !== 'none';
};

const run = async (deps: MailDeps, kind: Kind, work: Work): Promise<void> => {
  if (await hasEnded(deps, work)) return;
  const messageId = await deliver(deps, kind, work);
  if (messageId === undefined) return;
  const { attempt } = work;
  const delivered = { ...idOf(kind, work), messageId, attempt };
  const caller = work.caller('delivered');
  await insist(work, () => recordDelivery(deps, caller, delivered));
  fault('after-delivery');
};

const giveUp = (deps: MailDeps, kind: Kind, { work, reason }: { work: Work; reason: GiveUpReason }) =>
  giveUpMail(deps, work.caller('gave up'), {
    ...idOf(kind, work),
    reason: reason.kind,
    detail: reason.detail,
  });

const handlerOf = (deps: MailDeps, kind: Kind): Handler => ({
  kind,
  queue: 'mail',
  maxAgeMs: MAX_AGE_MS[kind],
  leaseMs: LEASE_MS,
  maxAttempts: MAX_ATTEMPTS,
  backoffMs: (attempt) => Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS),
  run: (work) => run(deps, kind, work),
  giveUp: (work, reason) => giveUp(deps, kind, { work, reason }),
});

/** One handler for each kind of mail. */
export const mailHandlers = (deps: MailDeps): readonly Handler[] =>
  (Object.keys(MAX_AGE_MS) as Kind[]).map((kind) => handlerOf(deps, kind));
