import { request } from 'node:http';
import { once } from 'node:events';
import { expect } from 'chai';
import { someMail, useMailbox } from '#test/support/mailbox.js';

describe('the pages of a mailbox', () => {
  const mailbox = useMailbox();
  const get = async (path: string) => {
    const answer = await fetch(mailbox().pageUrl + path);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const newest = async (): Promise<number> => (await mailbox().list()).messages[0]!.id;
  const send = async (changes: Partial<typeof someMail> = {}): Promise<number> => {
    await mailbox().mailer.send({ ...someMail, ...changes });
    return newest();
  };
  /** A request whose Host header is another one than where it goes. */
  const asHost = async (host: string, path = '/'): Promise<number | undefined> => {
    const asked = request({ port: mailbox().httpPort, path, headers: { Host: host } }).end();
    const [answer] = (await once(asked, 'response')) as [{ statusCode?: number; resume(): void }];
    answer.resume();
    return answer.statusCode;
  };

  it('say that there is nothing yet', async () => {
    expect((await get('/')).text).to.include('No mail yet');
  });

  it('list recipient and subject of each message', async () => {
    const id = await send({ subject: 'Welcome' });
    const { text } = await get('/');
    expect(text).to.include(`href="/messages/${id}"`).and.include('ada@example.com').and.include('Welcome');
  });

  it('escape what the sender wrote', async () => {
    await send({ subject: '<script>alert(1)</script>' });
    const { text } = await get('/');
    expect(text).to.include('&lt;script&gt;alert(1)').and.not.include('<script>alert');
  });

  it('show the HTML of a message in a frame without rights', async () => {
    const id = await send();
    const { text } = await get(`/messages/${id}`);
    expect(text).to.match(/<iframe sandbox="allow-popups allow-popups-to-escape-sandbox"/);
  });

  it('let the message itself run nothing and fetch nothing', async () => {
    const id = await send({ html: '<img src="http://tracker.test/x.png"><script>alert(1)</script>' });
    const policy = (await get(`/messages/${id}/body`)).headers.get('content-security-policy');
    expect(policy)
      .to.include("default-src 'none'")
      .and.match(/^sandbox allow-popups[^;]*;/);
    expect(policy).to.include('img-src data:;').and.not.include('allow-scripts');
  });

  it('let links of a message open beside it', async () => {
    const id = await send({ html: '<html><head><title>x</title></head><body></body></html>' });
    expect((await get(`/messages/${id}/body`)).text).to.include('<head><base target="_blank">');
  });

  for (const [view, shown] of [
    ['text', '<pre class="words" tabindex="0">Plain &lt;words&gt;'],
    ['headers', '<dt>Subject</dt>'],
    ['raw', 'Content-Type: text/plain'],
  ] as const) {
    it(`show a message as ${view}`, async () => {
      const id = await send({ text: 'Plain <words>' });
      expect((await get(`/messages/${id}?view=${view}`)).text).to.include(shown);
    });
  }

  it('give a message as a file', async () => {
    const { headers, text } = await get(`/api/messages/${await send()}/raw`);
    expect(headers.get('content-disposition')).to.match(/^attachment; filename="message-\d+\.eml"$/);
    expect(text).to.include('Subject: Hello');
  });

  it('have nothing under the number of no message', async () => {
    const answers = await Promise.all(['/messages/999999', '/api/messages/999999', '/nothing'].map(get));
    expect(answers.map(({ status }) => status)).to.deep.equal([404, 404, 404]);
  });

  it('are answered as JSON, too', async () => {
    const id = await send({ subject: 'Grüße', text: 'Hi' });
    const message = await mailbox().message(id);
    expect(message).to.include({ subject: 'Grüße', from: 'noreply@mail.test', text: 'Hi\n' });
    expect(message.message_id).to.equal('<mail_test.1@mail.test>');
  });

  it('tell an open list about a new message', async () => {
    const live = await fetch(`${mailbox().pageUrl}/live`);
    const reader = live.body!.getReader();
    await reader.read();
    await send();
    const { value } = await reader.read();
    await reader.cancel();
    expect(Buffer.from(value).toString()).to.equal('data: new\n\n');
  });

  for (const host of ['evil.test', 'evil.test:80', '127.0.0.1.evil.test', 'localhost.evil.test']) {
    it(`are not for a page that calls this machine ${host}`, async () => {
      expect([await asHost(host), await asHost(host, '/api/messages')]).to.deep.equal([403, 403]);
    });
  }

  it('are for this machine under its own names', async () => {
    expect([await asHost('localhost:8025'), await asHost('127.0.0.1')]).to.deep.equal([200, 200]);
  });

  it('change nothing for a page of another origin', async () => {
    const body = JSON.stringify({ mode: 'refuse' });
    const simple = await fetch(`${mailbox().pageUrl}/api/faults`, { method: 'PUT', body });
    const posted = await fetch(`${mailbox().pageUrl}/api/faults`, { method: 'POST', body });
    expect([simple.status, posted.status]).to.deep.equal([404, 405]);
  });
});

describe('the list of a mailbox', () => {
  const mailbox = useMailbox({ keep: 60 });
  before(async () => {
    for (let number = 1; number <= 62; number += 1) {
      await mailbox().mailer.send({ ...someMail, subject: `Mail ${number}`, key: `mail.${number}` });
    }
  });
  const page = async (query: string) => (await fetch(`${mailbox().pageUrl}/${query}`)).text();

  it('shows how many are no longer kept', async () => {
    expect(await page('')).to.include('60 messages, and 2 older ones no longer kept');
    expect(await mailbox().list()).to.include({ total: 60, dropped: 2 });
  });

  it('shows fifty and leads to the older ones', async () => {
    const first = await page('');
    expect(first).to.include('Mail 62<').and.include('Mail 13<').and.not.include('Mail 12<');
    expect(first).to.include('/?before=13');
    expect(await page('?before=13'))
      .to.include('Mail 12<')
      .and.include('Mail 3<')
      .and.not.include('Mail 13<');
  });

  it('can be narrowed down to one Message-ID', async () => {
    const { messages } = await mailbox().list('?message_id=%3Cmail.40%40mail.test%3E');
    expect(messages.map(({ subject }) => subject)).to.deep.equal(['Mail 40']);
  });
});
