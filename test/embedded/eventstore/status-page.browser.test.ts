import { EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { chromium, type Browser, type Page } from 'playwright-core';
import { startEventStore, type EventStoreServer } from '#embedded/eventstore/server.js';
import { CONTRASTS, type Contrast } from '#test/api/contrasts.js';
import { acknowledge, consume, settings } from './persistent-support.js';
import { events, newFolder, removeFolder } from './support.js';

const EXECUTABLE = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const DEVICES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const ENOUGH_CONTRAST = 4.5;
const SCREENSHOTS = process.env['SCREENSHOTS'];

describe('the status page of the event store in a browser', function () {
  this.timeout(60_000);
  const folder = newFolder();
  let server: EventStoreServer;
  let client: EventStoreDBClient;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  before(async () => {
    browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGS });
    server = await startEventStore({ dataDir: folder, port: 0, sync: false, projections: true });
    client = EventStoreDBClient.connectionString(server.url);
    for (const group of ['mail', '<b>a group with a long name</b>', 'thumbnails']) {
      await client.createPersistentSubscriptionToStream('$ce-project', group, settings());
    }
    const consumer = consume(client, { stream: '$ce-project', group: 'mail' }, acknowledge);
    for (let n = 0; n < 30; n++) await client.appendToStream(`project-${n}`, events(50));
    await consumer.got(1_000);
  });
  after(async () => {
    await browser.close();
    await client.dispose();
    await server.close();
    removeFolder(folder);
  });
  afterEach(() => page.close());

  const open = async (viewport = DEVICES.desktop, colorScheme: 'light' | 'dark' = 'light') => {
    page = await browser.newPage({ viewport, colorScheme });
    complaints = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`http://127.0.0.1:${server.port}/`);
  };

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [device, viewport] of Object.entries(DEVICES)) {
      it(`fits a ${device}, ${colorScheme}, is readable, and nothing is refused`, async () => {
        await open(viewport, colorScheme);
        if (SCREENSHOTS !== undefined) {
          await page.screenshot({ path: `${SCREENSHOTS}/${device}-${colorScheme}.png`, fullPage: true });
        }
        expect(await page.evaluate('document.documentElement.scrollWidth')).to.equal(viewport.width);
        const texts = await page.evaluate<Contrast[]>(CONTRASTS);
        expect(texts.length).to.be.greaterThan(20);
        expect(texts.filter(({ ratio }) => ratio < ENOUGH_CONTRAST)).to.deep.equal([]);
        expect(complaints).to.deep.equal([]);
      });
    }
  }

  it('is one screen on a desktop', async () => {
    await open();
    const height = await page.evaluate<number>('document.documentElement.scrollHeight');
    expect(height).to.be.at.most(DEVICES.desktop.height);
  });

  it('goes by a name of its own', async () => {
    await open();
    expect([await page.title(), await page.locator('h1').textContent()]).to.deep.equal(
      Array(2).fill('Embedded event store'),
    );
  });

  it('shows names as they are, not as markup', async () => {
    await open();
    expect(await page.getByText('<b>a group with a long name</b>').isVisible()).to.equal(true);
  });

  it('shows what happens while it is open', async () => {
    await open();
    const stored = page.locator('.facts dd').first();
    const before = await stored.textContent();
    await client.appendToStream('$status-page', events(1_000));
    const renewed = page
      .locator('.facts div')
      .first()
      .filter({ hasNotText: String(before) });
    await renewed.waitFor();
    expect(await stored.textContent()).not.to.equal(before);
  });
});
