// Sends one mail to one person over SMTP. Promises: nothing a person wrote can become a header or a second
// recipient; no address and no word of the server in an error. It does not try again and does not know
// whether a mail was sent before: the same Message-ID says so to whoever receives it twice.
import { createTransport } from 'nodemailer';
import { isMailAddress, type MailAddress } from '#platform/mail-address.js';
import { MailError, mailErrorOf } from './mail-error.js';
import type { MailSettings } from './mail-settings.js';

export interface Mail {
  readonly to: MailAddress;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** What the Message-ID is made of: for ever the same for the same mail. */
  readonly key: string;
}

export interface Mailer {
  /** Answers the Message-ID when the server has accepted the mail. Throws `MailError`. */
  send(mail: Mail): Promise<string>;
}

/** Milliseconds a server may take: to accept a connection, to greet, and between two signs of life. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, dnsTimeout: 10_000 };
const SOCKET_TIMEOUT_MS = 30_000;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const KEY = /^[a-z0-9_.-]{1,200}$/;

/** Text that looks like an encoded word would be shown decoded: what it begins with is taken apart. */
const asText = (header: string): string => header.replaceAll('=?', '=\u200b?');

const requireSafe = ({ to, subject, key }: Mail): void => {
  if ([to.name, to.address, subject].some((value) => CONTROL.test(value))) {
    throw new MailError('unusable', 'header_with_control_character');
  }
  if (!isMailAddress(to.address)) throw new MailError('unusable', 'not_one_address');
  if (!KEY.test(key)) throw new MailError('unusable', 'key_unusable');
};

const optionsOf = (settings: MailSettings, socketTimeout: number) => ({
  host: settings.host,
  port: settings.port,
  secure: settings.implicitTls,
  requireTLS: settings.requireTls,
  ...(settings.user === '' ? {} : { auth: { user: settings.user, pass: settings.password } }),
  ...PATIENCE,
  socketTimeout,
  disableFileAccess: true,
  disableUrlAccess: true,
});

/** A client of the mail server. It holds no connection between two mails. */
export const createMailer = (
  settings: MailSettings,
  { socketTimeoutMs = SOCKET_TIMEOUT_MS }: { readonly socketTimeoutMs?: number } = {},
): Mailer => {
  const transport = createTransport(optionsOf(settings, socketTimeoutMs));
  const { from } = settings;
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  return {
    send: async (mail) => {
      requireSafe(mail);
      const { html, text } = mail;
      const [to, subject] = [{ ...mail.to, name: asText(mail.to.name) }, asText(mail.subject)];
      const messageId = `<${mail.key}@${domain}>`;
      const envelope = { from: from.address, to: [to.address] };
      const headers = { 'Auto-Submitted': 'auto-generated' };
      const message = { from, to, envelope, messageId, subject, html, text, headers };
      await transport.sendMail(message).catch((error: unknown) => {
        throw mailErrorOf(error);
      });
      return messageId;
    },
  };
};
