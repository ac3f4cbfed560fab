import { expect } from 'chai';
import { chromium, type Browser, type Page } from 'playwright-core';
import { CONTRASTS, type Contrast } from './contrasts.js';
import { startApi, type Api } from './support.js';

const EXECUTABLE = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...QUIET];
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
const ENOUGH_CONTRAST = 4.5;

describe('the documentation page in a browser', function () {
  this.timeout(60_000);
  let api: Api;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  before(async () => {
    api = await startApi();
    browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGS });
  });
  after(async () => {
    await browser.close();
    await api.stop();
  });
  afterEach(() => page.close());

  const open = async (viewport: typeof PHONE, colorScheme: 'light' | 'dark', hash = ''): Promise<void> => {
    page = await browser.newPage({ viewport, colorScheme });
    complaints = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
    await page.goto(`${api.origin}/api/docs/${hash}`);
  };

  for (const scheme of ['light', 'dark'] as const) {
    for (const [device, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
      it(`on a ${device}, ${scheme}: nothing is refused by the content policy, nothing fails`, async () => {
        await open(viewport, scheme);
        expect(complaints).to.deep.equal([]);
        const family = await page.evaluate<string>('getComputedStyle(document.body).fontFamily');
        expect(family).to.include('system-ui');
      });

      it(`on a ${device}, ${scheme}: the page does not scroll sideways`, async () => {
        await open(viewport, scheme);
        await page.evaluate('document.querySelectorAll("details").forEach((each) => (each.open = true))');
        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        expect(width).to.equal(viewport.width);
      });
    }

    it(`${scheme}: every text has a contrast of at least 4.5 to 1`, async () => {
      await open(DESKTOP, scheme);
      const texts = await page.evaluate<Contrast[]>(CONTRASTS);
      const weak = texts.filter(({ ratio }) => ratio < ENOUGH_CONTRAST);
      expect(texts.length).to.be.greaterThan(500);
      expect(weak).to.deep.equal([]);
    });
  }

  it('lets the keyboard skip the contents', async () => {
    await open(DESKTOP, 'light');
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement.textContent')).to.equal('Skip to content');
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).to.equal('#main');
  });

  it('shows where the keyboard is', async () => {
    await open(DESKTOP, 'light');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const outline = await page.evaluate<string>('getComputedStyle(document.activeElement).outline');
    expect(outline).to.include('solid');
  });

  it('on a phone opens the contents from the bar, and a link in them closes them', async () => {
    await open(PHONE, 'light');
    const contents = page.getByRole('navigation', { name: 'Contents' });
    expect(await contents.isVisible()).to.equal(false);
    await page.getByRole('link', { name: 'Contents', exact: true }).click();
    expect(await contents.isVisible()).to.equal(true);
    await contents.getByRole('link', { name: 'Errors', exact: true }).click();
    expect(await contents.isVisible()).to.equal(false);
    expect(await page.getByRole('heading', { name: 'Errors' }).isVisible()).to.equal(true);
  });

  it('is for reading: it has no script at all', async () => {
    await open(DESKTOP, 'light');
    expect(await page.locator('script').count()).to.equal(0);
  });
});
