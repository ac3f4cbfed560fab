import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { chromium, type Browser, type Page } from 'playwright-core';
import { resetLetter, verifyLetter, welcomeLetter } from '#workers/mail/templates/account-letters.js';
import { designLetter } from '#workers/mail/templates/design-letter.js';
import { render } from '#workers/mail/templates/frame.js';
import { CONTRASTS, type Contrast } from '#test/api/contrasts.js';
import { someMail, useMailbox } from '#test/support/mailbox.js';

const EXECUTABLE = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
const ENOUGH_CONTRAST = 4.5;
const VIEWS = ['html', 'text', 'headers', 'raw'];

const sender = { appName: 'AI Design', appUrl: 'https://design.test', year: 2026 };
const token = `1gq0w3c8h1b.0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b10.mqg1x0y0.${'Zk3Qd0Xh3'.repeat(5)}`;
const prompt = 'A poster for a summer jazz festival '.repeat(5);
const LETTERS = {
  welcome: welcomeLetter({ name: 'Ada', sender }),
  verify: verifyLetter({ name: 'Ada', sender, token }),
  reset: resetLetter({ name: 'Ada', sender, token }),
  ready: designLetter({ name: 'Ada', kind: 'layout', prompt, projectId: 2 ** 50, sender }),
};

describe('the mailbox in a browser', function () {
  this.timeout(60_000);
  const mailbox = useMailbox();
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  before(async () => {
    browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGS });
    for (const [name, letter] of Object.entries(LETTERS)) {
      await mailbox().mailer.send({ ...someMail, ...render(letter, sender), key: `mail_${name}.1` });
    }
  });
  after(() => browser.close());
  afterEach(() => page.close());

  const open = async (path: string, viewport = DESKTOP, colorScheme: 'light' | 'dark' = 'light') => {
    page = await browser.newPage({ viewport, colorScheme });
    complaints = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(mailbox().pageUrl + path);
  };
  const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
  const weakContrasts = async () => {
    const texts = await page.evaluate<Contrast[]>(CONTRASTS);
    expect(texts.length).to.be.greaterThan(3);
    return texts.filter(({ ratio }) => ratio < ENOUGH_CONTRAST);
  };
  const paths = {
    ...Object.fromEntries(VIEWS.map((view) => [`a message as ${view}`, `/messages/4?view=${view}`])),
    ...Object.fromEntries(
      Object.keys(LETTERS).map((name, index) => [`mail ${name}`, `/messages/${index + 1}/body`]),
    ),
    'the list': '/',
    'a page that is not there': '/messages/999',
  };

  for (const scheme of ['light', 'dark'] as const) {
    for (const [device, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
      for (const [what, path] of Object.entries(paths)) {
        it(`on a ${device}, ${scheme}: ${what} fits, is readable, and nothing is refused`, async () => {
          await open(path, viewport, scheme);
          expect(await width()).to.equal(viewport.width);
          expect(await weakContrasts()).to.deep.equal([]);
          expect(complaints.filter((text) => !text.includes('404'))).to.deep.equal([]);
        });
      }
    }
  }

  it('shows a message that arrives while the list is open', async () => {
    await open('/');
    await mailbox().mailer.send({ ...someMail, subject: 'Just arrived', key: 'mail_new.1' });
    await page.getByRole('link', { name: 'Just arrived' }).waitFor();
    expect(await page.title()).to.match(/^Mailbox \(\d+\)$/);
  });

  it('leaves the keyboard where it was when a message arrives', async () => {
    await open('/');
    await page.getByRole('link', { name: 'Set a new password' }).focus();
    await mailbox().mailer.send({ ...someMail, subject: 'While reading', key: 'mail_new.2' });
    await page.getByRole('link', { name: 'While reading' }).waitFor();
    const focused = await page.evaluate<string>('document.activeElement.textContent');
    expect(focused).to.include('Set a new password');
  });

  it('opens a message and its forms by the keyboard alone', async () => {
    await open('/');
    for (const _step of ['skip link', 'home', 'first message']) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/messages\/\d+$/);
    await page.getByRole('link', { name: 'Headers', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/view=headers/);
    expect(await page.getByText('Message-ID', { exact: true }).isVisible()).to.equal(true);
  });

  it('runs no script of a message and fetches nothing for it', async () => {
    const fetched: string[] = [];
    const tracker = createServer((request, response) => {
      fetched.push(request.url ?? '');
      response.end();
    }).listen(0, '127.0.0.1');
    await once(tracker, 'listening');
    const { port } = tracker.address() as AddressInfo;
    const script = '<script>document.body.textContent = "owned"</script>';
    const html = `<p>Hi</p><img src="http://127.0.0.1:${port}/x.png">${script}`;
    await mailbox().mailer.send({ ...someMail, html, key: 'mail_hostile.1' });
    const { messages } = await mailbox().list('?message_id=%3Cmail_hostile.1%40mail.test%3E');
    await open(`/messages/${messages[0]!.id}`);
    tracker.close();
    expect(await page.frameLocator('iframe').locator('body').textContent()).to.match(/^Hi/);
    expect(fetched).to.deep.equal([]);
  });

  it('opens the links of a message beside itself', async () => {
    await open('/messages/1');
    const link = page.frameLocator('iframe').getByRole('link', { name: 'Start designing' });
    const [popup] = await Promise.all([page.waitForEvent('popup'), link.click()]);
    expect(popup.url()).to.match(/^(https:\/\/design\.test\/dashboard|about:blank|chrome-error:.*)$/);
    expect(page.url()).to.equal(`${mailbox().pageUrl}/messages/1`);
  });
});
