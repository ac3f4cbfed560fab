import { expect } from 'chai';
import type { DomainEvent } from '#domain/kit/event.js';
import { mailReactor } from '#workers/mail/reactor.js';
import { goldenEvents } from '#test/support/golden.js';
import { registered } from '#test/domain/account/examples.js';
import { at } from '#test/support/examples.js';

const EVENT_ID = '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b10';
const reactions = ({ type, data }: DomainEvent) =>
  mailReactor.reactionsTo(type, { data, revision: 3, eventId: EVENT_ID, stream: 'x-1' });
const golden = (type: string): DomainEvent => {
  const found = goldenEvents().find((example) => example.type === type);
  if (!found) throw new Error(`No example of ${type}.`);
  return { type, data: found.data };
};
const effectOf = (kind: string, ids: object, since: string) => ({
  type: 'effect',
  effect: { key: `${kind}.${EVENT_ID}`, kind, ids, since },
});

describe('the mail reactor', () => {
  it('welcomes whoever registered and asks them to confirm their address', () => {
    expect(reactions(registered)).to.deep.equal([
      effectOf('mail_welcome', { accountId: 7 }, at(0)),
      effectOf('mail_verify', { accountId: 7 }, at(0)),
    ]);
  });

  it('sends another confirmation to whoever asked for it', () => {
    const event = golden('VerificationRequested');
    const { verificationId, at: since } = event.data as { verificationId: string; at: string };
    const ids = { accountId: 7, verificationId };
    expect(reactions(event)).to.deep.equal([effectOf('mail_verify', ids, since)]);
  });

  it('sends a link to whoever lost the password', () => {
    const event = golden('PasswordResetRequested');
    const { resetId, at: since } = event.data as { resetId: string; at: string };
    expect(reactions(event)).to.deep.equal([effectOf('mail_reset', { accountId: 7, resetId }, since)]);
  });

  it('tells whoever wanted to be told that the design is ready', () => {
    const { type, data } = golden('GenerationCompleted');
    const facts = data as { accountId: number; generationId: number; at: string };
    const { accountId, generationId, at: since } = facts;
    expect(reactions({ type, data: { ...data, notify: true } })).to.deep.equal([
      effectOf('mail_ai_ready', { accountId, generationId }, since),
    ]);
  });

  it('tells nobody who waited for the design', () => {
    const { type, data } = golden('GenerationCompleted');
    expect(reactions({ type, data: { ...data, notify: false } })).to.deep.equal([]);
  });

  for (const type of ['MailDelivered', 'MailBounced', 'MailGaveUp']) {
    it(`takes ${type} as the end of the mail`, () => {
      const event = golden(type);
      const { key } = event.data as { key: string };
      expect(reactions(event)).to.deep.equal([{ type: 'settled', key }]);
    });
  }

  it('sends nothing for anything else that happens to an account', () => {
    const others = ['AccountProfileChanged', 'AccountPlanChanged', 'AccountEmailVerified'];
    const more = ['AccountPasswordChanged', 'AccountAbandoned', 'GenerationFailed', 'GenerationStarted'];
    expect([...others, ...more].map(golden).flatMap(reactions)).to.deep.equal([]);
  });

  it('never has personal data in what it asks for', () => {
    const asked = JSON.stringify(goldenEvents().map(({ type, data }) => reactions({ type, data })));
    expect(asked).not.to.match(/@|argon2|prompt/);
  });
});
