import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { expect } from 'chai';
import type { Fault } from '#embedded/mailbox/faults.js';
import { MailError } from '#integrations/mail/mail-error.js';
import { createMailer } from '#integrations/mail/mailer.js';
import { failureOf } from '#test/support/failure.js';
import { settingsFor, someMail, useMailbox } from '#test/support/mailbox.js';

const kindOf = async (sending: Promise<unknown>): Promise<string> => {
  const error = await failureOf(sending);
  if (!(error instanceof MailError)) throw error;
  return `${error.kind} ${error.code}`;
};

describe('a mail server that', () => {
  const mailbox = useMailbox();
  const send = () => mailbox().mailer.send(someMail);
  const outcomes: readonly (readonly [string, Fault, string])[] = [
    ['refuses the recipient: a bounce', { mode: 'refuse' }, 'refused smtp_550'],
    ['refuses the message: a bounce', { mode: 'refuse-message' }, 'refused smtp_554'],
    ['puts the recipient off: tried again', { mode: 'try-later' }, 'temporary smtp_451'],
    ['puts the message off: tried again', { mode: 'try-message-later' }, 'temporary smtp_451'],
    ['is not available: tried again', { mode: 'unavailable' }, 'temporary smtp_421'],
    ['dies after DATA: tried again', { mode: 'die-after-data' }, 'temporary smtp_connection_lost'],
    ['takes too long: tried again', { mode: 'slow', delayMs: 60_000 }, 'temporary smtp_timed_out'],
  ];
  for (const [what, fault, expected] of outcomes) {
    it(what, async () => {
      await mailbox().setFault(fault);
      expect(await kindOf(send())).to.equal(expected);
    });
  }

  it('died after DATA has the mail twice, under one Message-ID', async () => {
    const mail = { ...someMail, to: { name: '', address: 'twice@example.com' }, key: 'mail_twice.1' };
    await mailbox().setFault({ mode: 'die-after-data', times: 1 });
    await failureOf(mailbox().mailer.send(mail));
    await mailbox().mailer.send(mail);
    const { messages } = await mailbox().list('?to=twice@example.com');
    const id = '<mail_twice.1@mail.test>';
    expect(messages.map(({ message_id }) => message_id)).to.deep.equal([id, id]);
  });

  it('is not there: tried again', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    const mailer = createMailer(settingsFor(port));
    expect(await kindOf(mailer.send(someMail))).to.equal('temporary smtp_connection_lost');
  });

  it('has a name nobody knows: tried again', async () => {
    const mailer = createMailer({ ...settingsFor(25), host: 'mail.invalid' });
    expect(await kindOf(mailer.send(someMail))).to.equal('temporary smtp_host_unknown');
  });

  it('has no TLS where it is required gets nothing', async () => {
    const mailer = createMailer({ ...settingsFor(mailbox().smtpPort), requireTls: true });
    expect(await kindOf(mailer.send(someMail))).to.match(/^temporary smtp_/);
  });
});

describe('a mail server with a dialogue of its own that', () => {
  let server: Server;
  let port: number;
  let answers: Readonly<Record<string, string>>;
  const sockets = new Set<Socket>();
  before(async () => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.write('220 test\r\n');
      socket.on('data', (data) => {
        const verb = data.toString().slice(0, 4).toUpperCase();
        socket.write(`${answers[verb] ?? '250 OK'}\r\n`);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it('refuses the sender: that is about us, and tried again', async () => {
    answers = { MAIL: '550 ada@example.com may not send' };
    expect(await kindOf(createMailer(settingsFor(port)).send(someMail))).to.equal('temporary smtp_550');
  });

  it('refuses the sign-in: tried again until somebody repairs it', async () => {
    answers = { EHLO: '250 AUTH PLAIN', AUTH: '535 5.7.8 no' };
    const mailer = createMailer({ ...settingsFor(port), user: 'u', password: 'hunter2' });
    expect(await kindOf(mailer.send(someMail))).to.equal('temporary smtp_535');
  });

  it('speaks of the person: none of it is in the error', async () => {
    answers = { RCPT: '550 5.1.1 <ada@example.com> unknown, Ada Lovelace moved' };
    const error = await failureOf(createMailer(settingsFor(port)).send(someMail));
    const told = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join(' ');
    expect(told)
      .to.include('smtp_550')
      .and.not.match(/ada|lovelace/i);
  });
});
