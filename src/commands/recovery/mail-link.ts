// Tokens of links in mails. Nothing of them is stored: a token is made of what the log knows and of a secret
// of the vault, and made again to check one. It is bound to its purpose, the account, the account's e-mail
// address, the request it answers and its end.
import { timingSafeEqual } from 'node:crypto';
import { account, type Account } from '#domain/account/index.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { isErased } from '#domain/kit/personal.js';
import { hmacSha256 } from '#platform/hash.js';
import type { CommandDeps } from '../command-deps.js';

export interface MailLink {
  readonly purpose: 'verify' | 'reset';
  readonly accountId: number;
  /** The request the link answers: a UUID. */
  readonly id: string;
  readonly expiresAt: string;
}

const TOKEN = /^([0-9a-z]{1,11})\.([0-9a-f-]{36})\.([0-9a-z]{1,9})\.[\w-]{43}$/;

/** The same link always has the same token; `emailKey` is the account's. */
export const tokenOf = (linkKey: Uint8Array, emailKey: string, link: MailLink): string => {
  const { purpose, accountId, id, expiresAt } = link;
  const mac = hmacSha256(linkKey, JSON.stringify([purpose, accountId, id, expiresAt, emailKey]));
  const ends = Date.parse(expiresAt).toString(36);
  return [accountId.toString(36), id, ends, Buffer.from(mac, 'hex').toString('base64url')].join('.');
};

const claimIn = (purpose: MailLink['purpose'], token: string): MailLink | undefined => {
  const [, accountId = '', id = '', ends = ''] = TOKEN.exec(token) ?? [];
  if (id === '') return undefined;
  const expiresAt = new Date(Number.parseInt(ends, 36)).toISOString();
  return { purpose, accountId: Number.parseInt(accountId, 36), id, expiresAt };
};

const equal = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
};

export const linkNotValid = (): DomainError =>
  new DomainError('link_not_valid', 'This link is not valid or has expired. Ask for a new one.');

/** What a genuine token says, and whose it is. Throws `link_not_valid` for any other text, or too late. */
export const openLink = async (
  { log, secrets }: Pick<CommandDeps, 'log' | 'secrets'>,
  { purpose, token, at }: { purpose: MailLink['purpose']; token: string; at: string },
): Promise<{ readonly link: MailLink; readonly holder: Account }> => {
  const link = claimIn(purpose, token);
  if (!link || !Number.isSafeInteger(link.accountId)) throw linkNotValid();
  const { state: holder } = await log.load(account, link.accountId);
  const genuine = equal(token, tokenOf(secrets.linkKey, holder.emailKey, link));
  if (!genuine || holder.status !== 'active' || isErased(holder.email)) throw linkNotValid();
  if (link.expiresAt <= at) throw linkNotValid();
  return { link, holder };
};
