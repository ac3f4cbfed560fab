import { expect } from 'chai';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { every } from '#console/every.js';
import { live, page as consolePage, type Room } from '#console/room.js';
import { html } from '#platform/html.js';
import { PASSWORD } from '#test/support/people.js';
import { useWriteSide } from '#test/support/write-side.js';
import { newStaff, setRole, startConsole, type ConsoleUnderTest, type Staff } from './support.js';

const EXECUTABLE = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];

let tick = 0;
const part = () => ({
  id: 'part',
  content: html`<button id="push" type="button">Push</button>
    <details id="more">
      <summary>More</summary>
      <p>There is more.</p>
    </details>
    <b id="tick">${tick}</b>`,
});

const room: Room = {
  name: 'lab',
  title: 'Lab',
  summary: 'Only here to be tested.',
  roles: ['admin'],
  pages: [
    {
      method: 'GET',
      path: '',
      handle: () =>
        consolePage({
          title: 'Lab',
          content: html`<div id="part">${part().content}</div>`,
          live: '/console/lab/live',
        }),
    },
    {
      method: 'GET',
      path: '/live',
      handle: () => live((signal) => every(20, signal, () => Promise.resolve([part()]))),
    },
  ],
};

describe('a page of the console, used', function () {
  this.timeout(60_000);
  const side = useWriteSide();
  let console: ConsoleUnderTest;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let staff: Staff;
  before(async () => {
    console = await startConsole({ deps: side().deps, rooms: [room] });
    browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGS });
  });
  after(async () => {
    await browser.close();
    await console.stop();
  });
  afterEach(() => context.close());

  const signIn = async (javaScriptEnabled = true): Promise<void> => {
    staff = await newStaff(side().deps, ['admin']);
    context = await browser.newContext({ javaScriptEnabled });
    page = await context.newPage();
    await page.goto(`${console.origin}/console/lab`);
    await page.getByLabel('E-mail address or username').fill(staff.username);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Lab' }).waitFor();
  };
  const nextTick = async (): Promise<void> => {
    tick += 1;
    await page.locator('#tick', { hasText: String(tick) }).waitFor();
  };

  it('says that it is live, and shows what changes', async () => {
    await signIn();
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
    await nextTick();
  });

  it('leaves the keyboard where it is, and open what is open', async () => {
    await signIn();
    await page.getByText('More', { exact: true }).click();
    await page.getByRole('button', { name: 'Push' }).focus();
    await nextTick();
    expect(await page.evaluate('document.activeElement.id')).to.equal('push');
    expect(await page.getByText('There is more.').isVisible()).to.equal(true);
  });

  it('says so when the role is gone', async () => {
    await signIn();
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
    await setRole(side().deps, staff.id, 'admin', false);
    await page.getByRole('status').filter({ hasText: 'No longer signed in' }).waitFor();
  });

  it('lets the keyboard skip the bar, and shows where it is', async () => {
    await signIn();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).to.equal('Skip to content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).to.equal('push');
    const outline = await page.evaluate<string>('getComputedStyle(document.activeElement).outline');
    expect(outline).to.include('solid');
  });

  it('works without scripts', async () => {
    await signIn(false);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.goto(`${console.origin}/console/lab`);
    expect(page.url()).to.include('/console/sign-in');
  });
});
