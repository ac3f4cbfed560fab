import { expect } from 'chai';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { queuesRoom } from '#console/queues/room.js';
import { PASSWORD } from '#test/support/people.js';
import { useWriteSide } from '#test/support/write-side.js';
import { newStaff, startConsole, type ConsoleUnderTest } from '../support.js';
import { queuesViewed } from './example.js';

const EXECUTABLE = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const PICTURES = process.env['SCREENSHOT_DIR'];
const LOOKS = [
  ['phone', 390, 844, 'light'],
  ['phone', 390, 844, 'dark'],
  ['desktop', 1280, 900, 'light'],
  ['desktop', 1280, 900, 'dark'],
] as const;

describe('the room of queues in a browser', function () {
  this.timeout(60_000);
  const side = useWriteSide();
  let console: ConsoleUnderTest;
  let browser: Browser;
  let username: string;
  before(async () => {
    const logger = { info: () => undefined };
    const retry = () => Promise.resolve(undefined);
    const rooms = [queuesRoom({ look: () => Promise.resolve(queuesViewed()), retry, logger })];
    console = await startConsole({ deps: side().deps, rooms });
    ({ username } = await newStaff(side().deps, ['admin']));
    browser = await chromium.launch({ executablePath: EXECUTABLE, args: ['--no-sandbox', '--disable-gpu'] });
    if (PICTURES !== undefined) await mkdir(PICTURES, { recursive: true });
  });
  after(async () => {
    await browser.close();
    await console.stop();
  });

  for (const [device, width, height, colorScheme] of LOOKS) {
    it(`fits a ${device} in ${colorScheme}, without a complaint of the browser`, async () => {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`${console.origin}/console/sign-in?to=/console/queues`);
      await page.fill('input[name="name"]', username);
      await page.fill('input[name="password"]', PASSWORD);
      await page.press('input[name="password"]', 'Enter');
      await page.waitForSelector('#kinds table');
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      if (PICTURES !== undefined)
        await page.screenshot({
          path: join(PICTURES, `queues-${device}-${colorScheme}.png`),
          fullPage: true,
        });
      await context.close();
      expect(wide).to.be.at.most(width);
      expect(complaints).to.deep.equal([]);
    });
  }
});
