import { setTimeout as delay } from 'node:timers/promises';
import { connectLog } from '#eventlog/log-client.js';
import type { RecordedEvent } from '#eventlog/recorded-event.js';
import { groupBy } from '#platform/group-by.js';
import { readerOf } from './mailbox.js';
import { eventsOf } from './read-models.js';

const TRIES = 240;
const PAUSE_MS = 500;

/** What the log and the mailbox say about effects; every list is empty when all promises hold. */
export interface EffectsAudit {
  /** Generations with another number of ends than one. */
  readonly notEndedOnce: readonly string[];
  /** Accounts whose quota is not what their generations say. */
  readonly wrongQuotas: readonly string[];
  /** Mails without exactly one outcome in the log. */
  readonly notSettledOnce: readonly string[];
  /** Mails in the mailbox that the log does not know as delivered, and those delivered that it lacks. */
  readonly unknownMails: readonly string[];
  readonly missingMails: readonly string[];
  /** Message-IDs the mailbox has more than once: a worker died between the server's yes and the log. */
  readonly repeatedMails: readonly string[];
}

const END = ['GenerationCompleted', 'GenerationFailed', 'GenerationCancelled'];
const OUTCOME = ['MailDelivered', 'MailBounced', 'MailGaveUp'];

const field = ({ event }: RecordedEvent, name: string): unknown =>
  (event.data as Readonly<Record<string, unknown>>)[name];

const ofType = (events: readonly RecordedEvent[], ...types: readonly string[]): readonly RecordedEvent[] =>
  events.filter(({ event }) => types.includes(event.type));

const notOnce = (streams: readonly string[], ends: readonly RecordedEvent[]): readonly string[] => {
  const found = groupBy(ends, ({ stream }) => stream);
  return streams.filter((stream) => found.get(stream)?.length !== 1);
};

/** The mails these events ask for, by the stream of their outcome. */
const mailsAskedFor = (events: readonly RecordedEvent[]): readonly string[] =>
  events.flatMap((recorded) => {
    const stream = (kind: string): string => `delivery-${kind}.${recorded.id}`;
    switch (recorded.event.type) {
      case 'AccountRegistered':
        return [stream('mail_welcome'), stream('mail_verify')];
      case 'GenerationCompleted':
        return field(recorded, 'notify') === true ? [stream('mail_ai_ready')] : [];
      default:
        return [];
    }
  });

/** Accounts where requests that were reserved and not given back are not those that did not fail. */
const quotasThatDiffer = (events: readonly RecordedEvent[]): readonly string[] => {
  const held = new Map<string, number>();
  const count = (types: readonly string[], by: number): void => {
    for (const recorded of ofType(events, ...types)) {
      const account = String(field(recorded, 'accountId'));
      held.set(account, (held.get(account) ?? 0) + by);
    }
  };
  count(['AiRequestReserved'], 1);
  count(['AiRequestReleased', 'GenerationRequested'], -1);
  count(['GenerationFailed'], 1);
  return [...held].filter(([, rest]) => rest !== 0).map(([account]) => account);
};

const everythingIn = async (eventStoreUrl: string) => {
  const client = connectLog(eventStoreUrl);
  try {
    return await eventsOf(client);
  } finally {
    await client.dispose();
  }
};

/** The audit as it is right now. */
export const auditNow = async (eventStoreUrl: string, mailboxUrl: string): Promise<EffectsAudit> => {
  const events = await everythingIn(eventStoreUrl);
  const { messages } = await readerOf(mailboxUrl).list();
  const delivered = ofType(events, 'MailDelivered').map((recorded) => String(field(recorded, 'messageId')));
  const received = messages.map(({ message_id: id }) => id);
  const requested = ofType(events, 'GenerationRequested').map(({ stream }) => stream);
  return {
    notEndedOnce: notOnce(requested, ofType(events, ...END)),
    wrongQuotas: quotasThatDiffer(events),
    notSettledOnce: notOnce(mailsAskedFor(events), ofType(events, ...OUTCOME)),
    unknownMails: received.filter((id) => !delivered.includes(id)),
    missingMails: delivered.filter((id) => !received.includes(id)),
    repeatedMails: received.filter((id, index) => received.indexOf(id) !== index),
  };
};

/** How often the mailbox has each mail that the log knows as delivered, by its Message-ID. */
export const deliveredMails = async (
  eventStoreUrl: string,
  mailboxUrl: string,
): Promise<Readonly<Record<string, number>>> => {
  const delivered = ofType(await everythingIn(eventStoreUrl), 'MailDelivered');
  const { messages } = await readerOf(mailboxUrl).list();
  const received = messages.map(({ message_id: id }) => id);
  return Object.fromEntries(
    delivered
      .map((recorded) => String(field(recorded, 'messageId')))
      .map((id) => [id, received.filter((other) => other === id).length]),
  );
};

const isSettled = ({ repeatedMails: _allowed, ...rest }: EffectsAudit): boolean =>
  Object.values(rest).every((list) => list.length === 0);

/** The audit once everything is as promised, or after two minutes as it is then. */
export const auditEffects = async (eventStoreUrl: string, mailboxUrl: string): Promise<EffectsAudit> => {
  let audit = await auditNow(eventStoreUrl, mailboxUrl);
  for (let tries = 0; tries < TRIES && !isSettled(audit); tries += 1) {
    await delay(PAUSE_MS);
    audit = await auditNow(eventStoreUrl, mailboxUrl);
  }
  return audit;
};
