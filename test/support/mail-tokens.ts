// Tokens as mails carry them, made without a mail: by the same function, with the secrets of the system.
import { emailKey } from '#commands/accounts/names.js';
import { tokenOf, type MailLink } from '#commands/recovery/mail-link.js';
import type { Secrets } from '#commands/secrets.js';
import { recovery } from '#domain/recovery/index.js';
import type { EventLog } from '#eventlog/event-log.js';
import { randomId } from '#platform/ids.js';

export interface Holder {
  readonly id: number;
  readonly email: string;
}

/** The token of any link, genuine because the secret is. */
export const tokenFor = (
  secrets: Secrets,
  holder: Holder,
  link: Partial<MailLink> & Pick<MailLink, 'purpose' | 'expiresAt'>,
): string =>
  tokenOf(secrets.linkKey, emailKey(secrets, holder.email), {
    accountId: holder.id,
    id: randomId(),
    ...link,
  });

/** The token of the reset that was asked for last. */
export const resetTokenOf = async (log: EventLog, secrets: Secrets, holder: Holder): Promise<string> => {
  const { reset } = (await log.load(recovery, holder.id)).state;
  if (!reset) throw new Error('Nobody asked for a reset.');
  return tokenFor(secrets, holder, { purpose: 'reset', id: reset.resetId, expiresAt: reset.expiresAt });
};
