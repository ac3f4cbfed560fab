import { expect } from 'chai';
import { mailSettings } from '#integrations/mail/mail-settings.js';
import { readConfig } from '#platform/config.js';

const settings = (environment: Readonly<Record<string, string>>) => mailSettings(readConfig(environment));

describe('the mail server', () => {
  it('is none when no setting names one', () => {
    expect(settings({})).to.equal(undefined);
  });

  it('is the one of SMTP_URL, with user and password', () => {
    expect(settings({ SMTP_URL: 'smtp://ap%40key:p%2Fw@mail.example:2525' })).to.deep.include({
      host: 'mail.example',
      port: 2525,
      user: 'ap@key',
      password: 'p/w',
      implicitTls: false,
    });
  });

  it('has the port for submission when the URL names none', () => {
    expect(settings({ SMTP_URL: 'smtp://mail.example' })?.port).to.equal(587);
    expect(settings({ SMTP_URL: 'smtps://mail.example' })).to.include({ port: 465, implicitTls: true });
  });

  it('gets no password without TLS, except on this machine', () => {
    expect(settings({ SMTP_URL: 'smtp://u:p@mail.example' })?.requireTls).to.equal(true);
    expect(settings({ SMTP_URL: 'smtp://u:p@127.0.0.1:1025' })?.requireTls).to.equal(false);
  });

  it("is the one of the guide's settings", () => {
    const given = { EMAIL_HOST: 'smtp.sendgrid.net', EMAIL_HOST_USER: 'apikey', EMAIL_HOST_PASSWORD: 'SG.x' };
    expect(settings({ ...given, EMAIL_USE_TLS: 'True' })).to.deep.include({
      host: 'smtp.sendgrid.net',
      port: 587,
      implicitTls: false,
      requireTls: true,
      user: 'apikey',
      password: 'SG.x',
    });
  });

  it('may do without TLS when the guide says so', () => {
    expect(settings({ EMAIL_HOST: 'relay', EMAIL_USE_TLS: 'False' })?.requireTls).to.equal(false);
  });

  it('has TLS from the first byte on port 465', () => {
    const given = settings({ EMAIL_HOST: 'relay', EMAIL_PORT: '465' });
    expect(given).to.include({ implicitTls: true, requireTls: false });
  });

  it('is told who writes', () => {
    const from = (DEFAULT_FROM_EMAIL: string) =>
      settings({ SMTP_URL: 'smtp://localhost', DEFAULT_FROM_EMAIL })?.from;
    expect(from('AI Design <hello@example.com>')).to.deep.equal({
      name: 'AI Design',
      address: 'hello@example.com',
    });
    expect(from('hello@example.com')).to.deep.equal({ name: '', address: 'hello@example.com' });
  });
});
