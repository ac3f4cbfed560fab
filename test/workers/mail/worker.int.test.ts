import { expect } from 'chai';
import { requestPasswordReset } from '#commands/recovery/request-password-reset.js';
import { verifyEmail } from '#commands/recovery/verify-email.js';
import { delivery } from '#domain/delivery/index.js';
import { ERASED } from '#domain/kit/personal.js';
import { nameBasedId } from '#platform/ids.js';
import { Hopeless, RetryLater, type Work } from '#workers/effects/handler.js';
import { caller, later } from '#test/support/callers.js';
import { failureOf } from '#test/support/failure.js';
import { useMailbox } from '#test/support/mailbox.js';
import { useWriteSide } from '#test/support/write-side.js';
import { register, somebody } from '#test/commands/people.js';
import { storedEvents } from '#test/eventlog/stored-events.js';
import { FRONTEND, handlerFor, tokenIn, workFor } from './support.js';

describe('the mail worker', () => {
  const side = useWriteSide();
  const mailbox = useMailbox();
  const deps = () => side().deps;

  const newcomer = async () => {
    const input = somebody();
    const { outcome } = await register(deps(), input);
    return { id: outcome.state.id, email: input.email };
  };
  const handler = (kind: string) => handlerFor(deps(), mailbox().mailer, kind);
  const welcomeOf = (id: number, attempt = 1) =>
    workFor(deps(), { stream: `account-${id}`, kind: 'mail_welcome', attempt });
  const eventsOf = async ({ key }: Work) => {
    const events = await storedEvents(side().client, `delivery-${key}`);
    return events.map(({ type, data }) => ({ type, data }));
  };
  const messagesTo = async (email: string) => (await mailbox().list(`?to=${email}`)).messages;

  it('welcomes a person and puts the delivery into the log', async () => {
    const { id, email } = await newcomer();
    const work = await welcomeOf(id, 2);
    await handler('mail_welcome').run(work);
    const message = await mailbox().onlyTo(email);
    expect(message).to.include({ subject: 'Welcome to AI Design', message_id: `<${work.key}@mail.test>` });
    const { key, since } = work;
    const about = { key, kind: 'mail_welcome', accountId: id, at: new Date(Date.parse(since) + 1_000) };
    const data = { ...about, at: about.at.toISOString(), messageId: `<${key}@mail.test>`, attempt: 2 };
    expect(await eventsOf(work)).to.deep.equal([{ type: 'MailDelivered', data }]);
  });

  it('hangs the delivery under the command that made it necessary', async () => {
    const { id } = await newcomer();
    const work = await welcomeOf(id);
    await handler('mail_welcome').run(work);
    const [event] = await storedEvents(side().client, `delivery-${work.key}`);
    expect(event?.metadata).to.deep.include({
      $correlationId: work.cause.metadata.$correlationId,
      $causationId: work.cause.metadata.commandId,
      commandId: nameBasedId('effect', work.key, 'delivered'),
      account: id,
    });
  });

  it('sends no mail the log has the delivery of', async () => {
    const { id, email } = await newcomer();
    await handler('mail_welcome').run(await welcomeOf(id, 1));
    await handler('mail_welcome').run(await welcomeOf(id, 2));
    expect(await messagesTo(email)).to.have.length(1);
  });

  it('sends a confirmation whose link works', async () => {
    const { id, email } = await newcomer();
    await handler('mail_verify').run(await workFor(deps(), { stream: `account-${id}`, kind: 'mail_verify' }));
    const { text } = await mailbox().onlyTo(email);
    expect(text).to.include(`${FRONTEND}/verify-email?token=`);
    const { state } = await verifyEmail(deps(), caller({ at: later(86_399) }), tokenIn(text));
    expect(state).to.include({ id, emailVerified: true });
  });

  it('sends no confirmation to an address that is confirmed', async () => {
    const { id, email } = await newcomer();
    const work = await workFor(deps(), { stream: `account-${id}`, kind: 'mail_verify' });
    await handler('mail_verify').run(work);
    await verifyEmail(deps(), caller(), tokenIn((await mailbox().onlyTo(email)).text));
    const again = { ...work, key: 'mail_verify.again' };
    const error = await failureOf(handler('mail_verify').run(again));
    expect(error).to.be.instanceOf(Hopeless).and.include({ code: 'verified_already' });
  });

  it('sends a link for a new password only for the newest request', async () => {
    const { id, email } = await newcomer();
    const stream = `recovery-${id}`;
    await requestPasswordReset(deps(), caller(), email);
    const older = await workFor(deps(), { stream, kind: 'mail_reset' });
    await requestPasswordReset(deps(), caller({ at: later(60) }), email);
    const newer = await workFor(deps(), { stream, kind: 'mail_reset' });
    expect(await failureOf(handler('mail_reset').run(older))).to.include({ code: 'newer_request' });
    await handler('mail_reset').run(newer);
    expect((await mailbox().onlyTo(email)).text).to.include(`${FRONTEND}/reset-password?token=`);
  });

  it('sends no link that has ended, however late an operator has it tried again', async () => {
    const { id, email } = await newcomer();
    await requestPasswordReset(deps(), caller(), email);
    const inTwoDays = { now: () => new Date(later(2 * 86_400)) };
    for (const [kind, stream] of [
      ['mail_reset', `recovery-${id}`],
      ['mail_verify', `account-${id}`],
    ] as const) {
      const work = await workFor(deps(), { stream, kind });
      const late = handlerFor({ ...deps(), clock: inTwoDays }, mailbox().mailer, kind);
      expect(await failureOf(late.run(work)), kind).to.include({ code: 'link_expired' });
    }
    expect(await messagesTo(email)).to.deep.equal([]);
  });

  it('has a mail bounce whose recipient the server refuses, and does not try again', async () => {
    const { id, email } = await newcomer();
    const work = await welcomeOf(id);
    await mailbox().setFault({ mode: 'refuse', times: 1 });
    await handler('mail_welcome').run(work);
    await handler('mail_welcome').run(await welcomeOf(id, 2));
    expect(await messagesTo(email)).to.deep.equal([]);
    const [event, ...others] = await eventsOf(work);
    expect([event?.type, (event?.data as { code: string }).code]).to.deep.equal(['MailBounced', 'smtp_550']);
    expect(others).to.deep.equal([]);
  });

  it('tries again when the server cannot now, and delivers once', async () => {
    const { id, email } = await newcomer();
    await mailbox().setFault({ mode: 'try-later', times: 1 });
    const error = await failureOf(handler('mail_welcome').run(await welcomeOf(id, 1)));
    expect(error).to.be.instanceOf(RetryLater).and.include({ code: 'smtp_451' });
    await handler('mail_welcome').run(await welcomeOf(id, 2));
    expect(await messagesTo(email)).to.have.length(1);
  });

  it('sends again, under the same Message-ID, when the server died after DATA', async () => {
    const { id, email } = await newcomer();
    await mailbox().setFault({ mode: 'die-after-data', times: 1 });
    await failureOf(handler('mail_welcome').run(await welcomeOf(id, 1)));
    await handler('mail_welcome').run(await welcomeOf(id, 2));
    const ids = (await messagesTo(email)).map(({ message_id }) => message_id);
    expect(ids).to.have.length(2);
    expect(new Set(ids).size).to.equal(1);
  });

  it('sends nothing for a lease it has lost', async () => {
    const { id, email } = await newcomer();
    const work = { ...(await welcomeOf(id)), signal: AbortSignal.abort() };
    await failureOf(handler('mail_welcome').run(work));
    expect(await messagesTo(email)).to.deep.equal([]);
  });

  it('gives up a mail to nobody: the account is not there', async () => {
    const { id } = await newcomer();
    const work = { ...(await welcomeOf(id)), key: 'mail_welcome.nobody', ids: { accountId: 2 ** 40 } };
    expect(await failureOf(handler('mail_welcome').run(work))).to.include({ code: 'no_recipient' });
  });

  it('gives up a mail to a person who was erased', async () => {
    const { id } = await newcomer();
    const work = await welcomeOf(id);
    const { log } = deps();
    const erased: typeof log = {
      ...log,
      load: async (aggregate, of) => {
        const found = await log.load(aggregate, of);
        return aggregate.category === 'account'
          ? { ...found, state: { ...found.state, email: ERASED } }
          : found;
      },
    };
    const error = await failureOf(
      handlerFor({ ...deps(), log: erased }, mailbox().mailer, 'mail_welcome').run(work),
    );
    expect(error).to.be.instanceOf(Hopeless).and.include({ code: 'no_recipient' });
  });

  it('puts into the log that a mail was given up, and why', async () => {
    const { id } = await newcomer();
    const work = await welcomeOf(id);
    await handler('mail_welcome').giveUp(work, { kind: 'expired', detail: 'older than a day' });
    const [event] = await eventsOf(work);
    expect(event?.data).to.include({ reason: 'expired', detail: 'older than a day', accountId: id });
  });

  it('gives up nothing that was delivered', async () => {
    const { id } = await newcomer();
    const work = await welcomeOf(id);
    await handler('mail_welcome').run(work);
    await handler('mail_welcome').giveUp(work, { kind: 'operator', detail: '' });
    expect((await deps().log.load(delivery, work.key)).state.status).to.equal('delivered');
  });

  it('delivers a mail that was given up when an operator has it tried again', async () => {
    const { id, email } = await newcomer();
    const work = await welcomeOf(id);
    await handler('mail_welcome').giveUp(work, { kind: 'failed', detail: 'smtp_421' });
    await handler('mail_welcome').run({ ...work, attempt: 2, retried: true });
    expect(await messagesTo(email)).to.have.length(1);
    expect((await eventsOf(work)).map(({ type }) => type)).to.deep.equal(['MailGaveUp', 'MailDelivered']);
  });

  it('sends no mail that was given up, as long as nobody has it tried again', async () => {
    const { id, email } = await newcomer();
    const work = await welcomeOf(id);
    await handler('mail_welcome').giveUp(work, { kind: 'operator', detail: 'asked not to' });
    await handler('mail_welcome').run({ ...work, attempt: 2 });
    expect(await messagesTo(email)).to.deep.equal([]);
    expect((await eventsOf(work)).map(({ type }) => type)).to.deep.equal(['MailGaveUp']);
  });

  it('has no address and no name in the events of a mail', async () => {
    const { id, email } = await newcomer();
    const work = await welcomeOf(id);
    await handler('mail_welcome').run(work);
    const stored = JSON.stringify(await storedEvents(side().client, `delivery-${work.key}`), (_, value) =>
      typeof value === 'bigint' ? String(value) : (value as unknown),
    );
    expect(stored).not.to.include(email).and.not.include('Ada').and.not.include('token');
  });
});

describe('a kind of mail', () => {
  const HOUR_MS = 3_600_000;
  const ages = { mail_welcome: 24, mail_verify: 24, mail_reset: 1, mail_ai_ready: 24 };
  for (const [kind, hours] of Object.entries(ages)) {
    it(`is given up when it is too old: ${kind} after ${hours} h`, () => {
      const handler = handlerFor({} as never, {} as never, kind);
      expect(handler.maxAgeMs).to.equal(hours * HOUR_MS);
    });
  }

  it('ends by its age, not by the number of attempts: a mail server may be down all night', () => {
    const { maxAttempts, maxAgeMs, backoffMs } = handlerFor({} as never, {} as never, 'mail_welcome');
    const pauses = Array.from({ length: maxAttempts }, (_, index) => backoffMs(index + 1));
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).to.be.greaterThan(maxAgeMs);
    expect(pauses[0]).to.equal(15_000);
  });
});
