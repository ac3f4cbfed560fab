// Receives mail over SMTP and keeps it instead of sending it on. Promises: 250 after DATA means that the
// message is on disk. Whoever can reach the port may send: it listens on this machine only.
import type { AddressInfo, Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { Fault, Faults } from './faults.js';
import type { MessageFacts, MessageStore } from './message-store.js';

const LARGEST_BYTES = 10 * 1024 * 1024;
const MAX_CLIENTS = 100;

class SmtpRefusal extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.name = 'SmtpRefusal';
    this.responseCode = responseCode;
  }
}

export interface SmtpSink {
  readonly port: number;
  close(): Promise<void>;
}

interface Sink {
  readonly store: MessageStore;
  readonly faults: Faults;
  /** Cuts the connection of a session without another word. */
  cut(session: SMTPServerSession): void;
}

type Incoming = Readable & { readonly sizeExceeded: boolean };

const read = async (stream: Incoming): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of stream) {
    bytes += (part as Buffer).length;
    // To be refused below: read to the end, but not kept in memory.
    if (bytes <= LARGEST_BYTES) parts.push(part as Buffer);
  }
  if (stream.sizeExceeded || bytes > LARGEST_BYTES) throw new SmtpRefusal(552, 'The message is too large');
  return Buffer.concat(parts);
};

/** Subject and Message-ID; a message nobody can parse has neither and is kept all the same. */
const headersOf = async (raw: Buffer): Promise<Pick<MessageFacts, 'subject' | 'messageId'>> => {
  const email = await PostalMime.parse(raw).catch(() => undefined);
  return { subject: email?.subject ?? '', messageId: email?.messageId ?? '' };
};

const keep = async ({ store }: Sink, raw: Buffer, { envelope }: SMTPServerSession): Promise<void> => {
  const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
  const to = envelope.rcptTo.map(({ address }) => address);
  const at = new Date().toISOString();
  const facts = { at, from, to, ...(await headersOf(raw)), bytes: raw.length };
  await store.add(facts, raw).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SmtpRefusal(452, `The message could not be kept: ${reason}`);
  });
};

/** False when there is nobody left to answer. */
const after = async (fault: Fault | undefined, sink: Sink, session: SMTPServerSession): Promise<boolean> => {
  if (fault?.mode === 'slow') await setTimeout(fault.delayMs ?? 1_000, undefined, { ref: false });
  if (fault?.mode !== 'die-after-data') return true;
  sink.cut(session);
  return false;
};

const receive = async (sink: Sink, stream: Incoming, session: SMTPServerSession): Promise<boolean> => {
  const raw = await read(stream);
  if (sink.faults.take('refuse-message')) throw new SmtpRefusal(554, 'Refused by a fault');
  if (sink.faults.take('try-message-later')) throw new SmtpRefusal(451, 'Postponed by a fault');
  await keep(sink, raw, session);
  return after(sink.faults.take('slow', 'die-after-data'), sink, session);
};

const serverOf = (sink: Sink): SMTPServer =>
  new SMTPServer({
    banner: 'mailbox: keeps what it gets, sends nothing on',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: LARGEST_BYTES,
    maxClients: MAX_CLIENTS,
    closeTimeout: 1_000,
    onConnect: (_session, done) => {
      done(sink.faults.take('unavailable') ? new SmtpRefusal(421, 'Not now, says a fault') : null);
    },
    onRcptTo: (_address, _session, done) => {
      if (sink.faults.take('refuse')) done(new SmtpRefusal(550, 'Refused by a fault'));
      else done(sink.faults.take('try-later') ? new SmtpRefusal(451, 'Postponed by a fault') : null);
    },
    onData: (stream, session, done) => {
      receive(sink, stream, session).then(
        (answer) => {
          if (answer) done();
        },
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });

/** Starts to receive on 127.0.0.1. Fails with EADDRINUSE when the port is taken. */
export const startSmtpSink = async (store: MessageStore, faults: Faults, port: number): Promise<SmtpSink> => {
  const sockets = new Map<number | undefined, Socket>();
  const cut = ({ remotePort }: SMTPServerSession): void => {
    sockets.get(remotePort)?.destroy();
  };
  const smtp = serverOf({ store, faults, cut });
  // A client that hangs up in the middle is its own trouble.
  smtp.on('error', () => undefined);
  smtp.server.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
  });
  await new Promise<void>((resolve, reject) => {
    smtp.server.once('error', reject);
    smtp.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (smtp.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => smtp.close(resolve)),
  };
};
