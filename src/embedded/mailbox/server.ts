import { createFaults, noFaults } from './faults.js';
import { startHttpPages } from './http-pages.js';
import { openMessages } from './message-store.js';
import { startSmtpSink } from './smtp-sink.js';

export interface MailboxOptions {
  /** Folder of the messages; made when it is not there. */
  readonly dataDir: string;
  /** 0: any free one. */
  readonly smtpPort: number;
  readonly httpPort: number;
  /** Lets tests make it fail, over PUT /api/faults. */
  readonly faults?: boolean;
  /** Messages kept; the oldest go first. */
  readonly keep?: number;
}

export interface Mailbox {
  readonly smtpPort: number;
  readonly httpPort: number;
  readonly smtpUrl: string;
  readonly pageUrl: string;
  close(): Promise<void>;
}

const KEEP = 1_000;

/** Starts a mailbox: SMTP in, pages out, both on 127.0.0.1 only. Fails with EADDRINUSE, or what the disk says. */
export const startMailbox = async (options: MailboxOptions): Promise<Mailbox> => {
  const store = await openMessages(options.dataDir, options.keep ?? KEEP);
  const faults = options.faults === true ? createFaults() : undefined;
  const smtp = await startSmtpSink(store, faults ?? noFaults, options.smtpPort);
  const http = await startHttpPages({ store, faults }, options.httpPort).catch(async (error: unknown) => {
    await smtp.close();
    throw error;
  });
  return {
    smtpPort: smtp.port,
    httpPort: http.port,
    smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
    pageUrl: `http://127.0.0.1:${http.port}`,
    close: async () => {
      await smtp.close();
      await http.close();
    },
  };
};
