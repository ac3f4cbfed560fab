/**
 * refused: the server will not take this mail, ever (bounced). unusable: the mail is not fit to be sent.
 * temporary: everything else, a server that wants another password included: tried again, somebody repairs it.
 */
export type MailErrorKind = 'refused' | 'unusable' | 'temporary';

/** Why a mail was not sent: a code such as `smtp_550`, never an address or the server's words. */
export class MailError extends Error {
  readonly kind: MailErrorKind;
  readonly code: string;

  constructor(kind: MailErrorKind, code: string) {
    super(code);
    this.name = 'MailError';
    this.kind = kind;
    this.code = code;
  }
}

/** The client's names of what went wrong, as ours. */
const CODES: Readonly<Record<string, string>> = {
  ETIMEDOUT: 'smtp_timed_out',
  ECONNECTION: 'smtp_connection_lost',
  ESOCKET: 'smtp_connection_lost',
  EDNS: 'smtp_host_unknown',
  ETLS: 'smtp_tls_failed',
  EAUTH: 'smtp_sign_in_failed',
  EPROTOCOL: 'smtp_protocol',
};

const PERMANENT = 500;

/**
 * Only a refusal of the recipient or of the mail itself is final. One of the sender, the sign-in or the
 * greeting is about us, not about the mail.
 */
const isFinal = (status: number, command: unknown): boolean =>
  status >= PERMANENT && (command === 'RCPT TO' || command === 'DATA');

/** What the SMTP client's error means. */
export const mailErrorOf = (error: unknown): MailError => {
  const { code, responseCode, command } = Object(error) as Readonly<Record<string, unknown>>;
  const status = typeof responseCode === 'number' ? responseCode : undefined;
  if (status !== undefined) {
    return new MailError(isFinal(status, command) ? 'refused' : 'temporary', `smtp_${status}`);
  }
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return new MailError('unusable', 'mail_unusable');
  return new MailError('temporary', CODES[String(code)] ?? 'smtp_failed');
};
