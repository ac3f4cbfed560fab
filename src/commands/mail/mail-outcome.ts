import { delivery, type Delivery, type DeliveryCommand, type DeliveryEvent } from '#domain/delivery/index.js';
import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

type Log = Pick<CommandDeps, 'log'>;
type Kind = DeliveryEvent['data']['kind'];

/** Which mail. `key` is the key of its effect. */
export interface MailId {
  readonly key: string;
  readonly kind: Kind;
  readonly accountId: number;
}

type GaveUp = Extract<DeliveryEvent, { type: 'MailGaveUp' }>['data'];

const record = async ({ log }: Log, caller: Caller, command: { id: MailId; given: DeliveryCommand }) => {
  const { key, accountId } = command.id;
  const context = { ...caller.context, account: accountId };
  await log.execute({ aggregate: delivery, id: key, command: command.given, context });
};

/** What the log knows of the mail. */
export const mailStatus = async ({ log }: Log, key: string): Promise<Delivery['status']> =>
  (await log.load(delivery, key)).state.status;

/** The mail server has accepted the mail. */
export const recordDelivery = (
  deps: Log,
  caller: Caller,
  { messageId, attempt, ...id }: MailId & { readonly messageId: string; readonly attempt: number },
): Promise<void> => {
  const delivered = { ...id, messageId, attempt, at: caller.at };
  return record(deps, caller, { id, given: { type: 'RecordDelivery', delivered } });
};

/** The mail server has refused the mail for good. */
export const recordBounce = (
  deps: Log,
  caller: Caller,
  { code, ...id }: MailId & { readonly code: string },
): Promise<void> => {
  const bounced = { ...id, code, at: caller.at };
  return record(deps, caller, { id, given: { type: 'RecordBounce', bounced } });
};

/** The mail will not be sent. Nothing happens when the log holds an outcome already. */
export const giveUpMail = (
  deps: Log,
  caller: Caller,
  { reason, detail, ...id }: MailId & Pick<GaveUp, 'reason' | 'detail'>,
): Promise<void> => {
  const gaveUp = { ...id, reason, detail: detail.slice(0, 500).toWellFormed(), at: caller.at };
  return record(deps, caller, { id, given: { type: 'GiveUpMail', gaveUp } });
};
