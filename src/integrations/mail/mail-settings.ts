import type { Config } from '#platform/config.js';
import { mailAddressIn, type MailAddress } from '#platform/mail-address.js';

/** How to reach the mail server, and who writes. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly implicitTls: boolean;
  /** STARTTLS or nothing is sent. */
  readonly requireTls: boolean;
  /** Empty: the server wants no sign-in. */
  readonly user: string;
  readonly password: string;
  readonly from: MailAddress;
}

type MailConfig = Pick<
  Config,
  | 'SMTP_URL'
  | 'EMAIL_HOST'
  | 'EMAIL_PORT'
  | 'EMAIL_HOST_USER'
  | 'EMAIL_HOST_PASSWORD'
  | 'EMAIL_USE_TLS'
  | 'DEFAULT_FROM_EMAIL'
>;

type Server = Omit<MailSettings, 'from'>;

const IMPLICIT_TLS_PORT = 465;
const SUBMISSION_PORT = 587;
const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\])$/;

const serverAt = (text: string): Server => {
  const url = new URL(text);
  const implicitTls = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (implicitTls ? IMPLICIT_TLS_PORT : SUBMISSION_PORT),
    implicitTls,
    // A password never travels in the clear beyond this machine.
    requireTls: !implicitTls && user !== '' && !LOCAL.test(url.hostname),
    user,
    password: decodeURIComponent(url.password),
  };
};

const serverOf = (config: MailConfig): Server | undefined => {
  const { SMTP_URL: url, EMAIL_HOST: host, EMAIL_PORT: port } = config;
  if (url !== undefined) return serverAt(url);
  if (host === undefined) return undefined;
  const implicitTls = port === IMPLICIT_TLS_PORT;
  const { EMAIL_HOST_USER: user = '', EMAIL_HOST_PASSWORD: password = '' } = config;
  return { host, port, implicitTls, requireTls: config.EMAIL_USE_TLS && !implicitTls, user, password };
};

/** Settings of the mail server by `SMTP_URL` or the guide's `EMAIL_*`; undefined when neither is set. */
export const mailSettings = (config: MailConfig): MailSettings | undefined => {
  const server = serverOf(config);
  const from = mailAddressIn(config.DEFAULT_FROM_EMAIL);
  return server && from && { ...server, from };
};
