import { createMailer, type Mailer } from '#integrations/mail/mailer.js';
import type { MailSettings } from '#integrations/mail/mail-settings.js';
import type { Fault } from '#embedded/mailbox/faults.js';
import { startMailbox, type Mailbox } from '#embedded/mailbox/server.js';
import { temporaryFolder } from './process-stores.js';

export interface ShownMessage {
  readonly id: number;
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly message_id: string;
  readonly bytes: number;
}

export interface ReadMessage extends ShownMessage {
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string | null;
  readonly html: string | null;
}

export interface MailList {
  readonly total: number;
  readonly dropped: number;
  readonly messages: readonly ShownMessage[];
}

const jsonOf = async <T>(url: string): Promise<T> => (await (await fetch(url)).json()) as T;

/** What a mailbox holds, as its JSON shows it. */
export const readerOf = (pageUrl: string) => ({
  list: (query = '') => jsonOf<MailList>(`${pageUrl}/api/messages${query}`),
  message: (id: number) => jsonOf<ReadMessage>(`${pageUrl}/api/messages/${id}`),
  /** The only message to this address; fails when there is another number of them. */
  onlyTo: async (address: string): Promise<ReadMessage> => {
    const { messages } = await jsonOf<MailList>(`${pageUrl}/api/messages?to=${encodeURIComponent(address)}`);
    const [message, ...others] = messages;
    if (!message || others.length > 0) throw new Error(`${messages.length} messages to ${address}`);
    return jsonOf<ReadMessage>(`${pageUrl}/api/messages/${message.id}`);
  },
  setFault: async (fault: Fault | null): Promise<number> => {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(`${pageUrl}/api/faults`, {
      method: 'PUT',
      headers,
      body: JSON.stringify(fault),
    });
    return answer.status;
  },
});

/** Settings of a client of a server on this machine. */
export const settingsFor = (port: number): MailSettings => ({
  host: '127.0.0.1',
  port,
  implicitTls: false,
  requireTls: false,
  user: '',
  password: '',
  from: { name: 'AI Design', address: 'noreply@mail.test' },
});

type TestMailbox = Mailbox & ReturnType<typeof readerOf> & { readonly mailer: Mailer };

/**
 * Gives the surrounding describe a mailbox of its own, with faults, and a client of it. Its members can be
 * read inside tests and hooks only.
 */
export const useMailbox = ({ keep = 1_000 } = {}): (() => TestMailbox) => {
  let running: TestMailbox | undefined;
  let remove: () => Promise<void>;
  before(async () => {
    const folder = await temporaryFolder();
    remove = folder.remove;
    const options = { dataDir: folder.path, smtpPort: 0, httpPort: 0, faults: true, keep };
    const mailbox = await startMailbox(options);
    const mailer = createMailer(settingsFor(mailbox.smtpPort), { socketTimeoutMs: 2_000 });
    running = { ...mailbox, ...readerOf(mailbox.pageUrl), mailer };
  });
  afterEach(() => running?.setFault(null));
  after(async () => {
    await running?.close();
    await remove();
  });
  return () => {
    if (!running) throw new Error('The mailbox is open only while tests run.');
    return running;
  };
};

/** A mail with nothing special about it. */
export const someMail = {
  to: { name: 'Ada', address: 'ada@example.com' },
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello',
  key: 'mail_test.1',
};
