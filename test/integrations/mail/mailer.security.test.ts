import { expect } from 'chai';
import { MailError } from '#integrations/mail/mail-error.js';
import { failureOf } from '#test/support/failure.js';
import { someMail, useMailbox } from '#test/support/mailbox.js';

const CRLF = '\r\nBcc: victim@example.com\r\n\r\nbody';

describe('a mail', () => {
  const mailbox = useMailbox();
  const refusal = async (changes: object): Promise<string> => {
    const error = await failureOf(mailbox().mailer.send({ ...someMail, ...changes }));
    return error instanceof MailError ? `${error.kind} ${error.code}` : String(error);
  };
  const headersOf = async (address: string) => {
    const { headers } = await mailbox().onlyTo(address);
    return Object.fromEntries(headers.map(({ name, value }) => [name, value]));
  };

  for (const [where, changes] of [
    ['subject', { subject: `Hello${CRLF}` }],
    ['name', { to: { name: `Ada${CRLF}`, address: 'a@example.com' } }],
    ['address', { to: { name: '', address: `a@example.com${CRLF}` } }],
    ['subject, as one character', { subject: 'Hello\nBcc: victim@example.com' }],
    ['subject, as Unicode', { subject: 'Hello\u2028Bcc: victim@example.com' }],
    ['name, as nothing', { to: { name: 'Ada\u0000', address: 'a@example.com' } }],
  ] as const) {
    it(`with a line break in its ${where} is refused`, async () => {
      expect(await refusal(changes)).to.equal('unusable header_with_control_character');
    });
  }

  for (const address of [
    'a@example.com, b@example.com',
    'a@example.com;b@example.com',
    'Ada <a@example.com>',
    '<a@example.com>',
    'a@example.com b@example.com',
    '"a@x"@example.com',
    'a',
    '',
    Array.from({ length: 10_000 }, (_, index) => `u${index}@example.com`).join(','),
  ]) {
    it(`is for one recipient: ${address.slice(0, 40)} is refused`, async () => {
      expect(await refusal({ to: { name: '', address } })).to.equal('unusable not_one_address');
    });
  }

  it('with a key of other characters is refused: it becomes a header', async () => {
    expect(await refusal({ key: 'mail>\r\nBcc: x' })).to.equal('unusable key_unusable');
  });

  it('reaches nobody when it is refused', async () => {
    await refusal({ subject: `Hello${CRLF}` });
    expect((await mailbox().list()).messages.flatMap(({ to }) => to)).not.to.include('victim@example.com');
  });

  it('has names of other scripts encoded, and they arrive as they were', async () => {
    const to = { name: 'Ægir Ødegård 山田', address: 'utf8@example.com' };
    await mailbox().mailer.send({ ...someMail, to, subject: 'Grüße, 山田', key: 'mail.utf8' });
    const message = await mailbox().onlyTo('utf8@example.com');
    const headers = await headersOf('utf8@example.com');
    expect(message.subject).to.equal('Grüße, 山田');
    expect([headers['Subject'], headers['To']].join(' ')).to.match(/^[\x20-\x7e\t]*$/);
  });

  it('does not let plain text pass for an encoded word', async () => {
    const subject = '=?utf-8?B?QmNjOiB2aWN0aW0=?=';
    await mailbox().mailer.send({
      ...someMail,
      subject,
      to: { name: subject, address: 'word@example.com' },
    });
    const shown = (await mailbox().onlyTo('word@example.com')).subject;
    expect(shown.replaceAll('\u200b', '')).to.equal(subject);
  });

  it('has no other recipient in its name', async () => {
    const to = { name: 'Ada" <victim@example.com>, "x', address: 'quoted@example.com' };
    await mailbox().mailer.send({ ...someMail, to });
    expect((await mailbox().onlyTo('quoted@example.com')).to).to.deep.equal(['quoted@example.com']);
    expect((await mailbox().list('?to=victim@example.com')).messages).to.deep.equal([]);
  });

  it('reads no file and fetches nothing for its content', async () => {
    const html = '<img src="file:///etc/passwd">{{7*7}}${7*7}<%= 7*7 %>';
    await mailbox().mailer.send({ ...someMail, html, to: { name: '', address: 'inert@example.com' } });
    expect((await mailbox().onlyTo('inert@example.com')).html).to.include(html);
  });
});
