import { expect } from 'chai';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { CONTRASTS, type Contrast } from '#test/api/contrasts.js';
import { PASSWORD } from '#test/support/people.js';
import { useWriteSide } from '#test/support/write-side.js';
import { dayOf } from '#domain/kit/values.js';
import { newStaff, type Staff } from '../support.js';
import { fillHistory } from './history-of-product.js';
import { hostileProject } from './people.js';
import { startRooms, type Rooms } from './support.js';

const EXECUTABLE = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...QUIET];
const DEVICES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } } as const;
const SCHEMES = ['light', 'dark'] as const;
const ENOUGH_CONTRAST = 4.5;
/** Pictures of every page go there; none are made without it. */
const PICTURES = process.env['SCREENSHOT_DIR'];

type Look = { readonly device: keyof typeof DEVICES; readonly scheme: (typeof SCHEMES)[number] };

const LOOKS: readonly Look[] = (Object.keys(DEVICES) as (keyof typeof DEVICES)[]).flatMap((device) =>
  SCHEMES.map((scheme) => ({ device, scheme })),
);

describe('the rooms for auditors and analysts in a browser', function () {
  this.timeout(120_000);
  const side = useWriteSide({ alone: true });
  let rooms: Rooms;
  let browser: Browser;
  let staff: Staff;
  let project: number;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  before(async () => {
    rooms = await startRooms(side());
    browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGS });
    staff = await newStaff(side().deps, ['admin', 'auditor', 'analyst']);
    project = await hostileProject(side().deps, staff.id);
    await rooms.follow();
    if (PICTURES !== undefined) await mkdir(PICTURES, { recursive: true });
  });
  after(async () => {
    await browser.close();
    await rooms.stop();
  });
  afterEach(() => context.close());

  const signIn = async ({ device, scheme }: Look): Promise<void> => {
    context = await browser.newContext({ viewport: DEVICES[device], colorScheme: scheme });
    page = await context.newPage();
    complaints = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${rooms.origin}/console/sign-in`);
    await page.fill('input[name="name"]', staff.username);
    await page.fill('input[name="password"]', PASSWORD);
    await page.click('button[type="submit"]');
    await page.waitForURL('**/console/');
  };

  const open = async (look: Look, path: string): Promise<void> => {
    await signIn(look);
    await page.goto(`${rooms.origin}${path}`);
  };

  /** Nothing failed, nothing was refused by the policy, nothing sticks out; and it can be read. */
  const expectSound = async ({ device, scheme }: Look, name: string): Promise<void> => {
    if (PICTURES !== undefined)
      await page.screenshot({ path: join(PICTURES, `${name}-${device}-${scheme}.png`), fullPage: true });
    expect(complaints).to.deep.equal([]);
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).to.equal(DEVICES[device].width);
    const texts = await page.evaluate<Contrast[]>(CONTRASTS);
    expect(texts.filter(({ ratio }) => ratio < ENOUGH_CONTRAST && ratio > 1.01)).to.deep.equal([]);
  };

  const openAll = async (): Promise<void> => {
    await page.evaluate('document.querySelectorAll("details").forEach((each) => (each.open = true))');
  };

  for (const look of LOOKS) {
    const where = `on a ${look.device}, ${look.scheme}`;

    it(`${where}: events, opened`, async () => {
      await open(look, `/console/events?data=1&stream=project-${project}`);
      await openAll();
      await expectSound(look, 'events-open');
    });

    it(`${where}: all events`, async () => {
      await open(look, '/console/events');
      await expectSound(look, 'events');
    });

    it(`${where}: no events`, async () => {
      await open(look, '/console/events?stream=project-1');
      await expectSound(look, 'events-empty');
    });

    it(`${where}: a time line with hostile names, hidden`, async () => {
      await open(look, `/console/events/streams/project-${project}`);
      await expectSound(look, 'time-line');
    });

    it(`${where}: a time line with hostile names, shown`, async () => {
      await open(look, `/console/events/streams/project-${project}`);
      await page.click('.reveal > summary');
      await page.fill('#reason', 'Ticket 4711');
      await page.click('.reveal button.primary');
      await openAll();
      await expectSound(look, 'time-line-personal');
    });

    it(`${where}: what one request led to`, async () => {
      await open(look, `/console/events?stream=project-${project}`);
      await page.click('.event > summary >> nth=-1');
      await page.click('.event[open] a.button >> nth=1');
      await page.waitForURL('**/correlations/**');
      await expectSound(look, 'tree');
    });

    it(`${where}: events as they happen`, async () => {
      await open(look, '/console/events?live=1&category=project');
      await page.waitForSelector('#live-state[data-kind="on"]');
      const before = await page.locator('.event').count();
      await hostileProject(side().deps, (await newStaff(side().deps, [])).id);
      await page
        .locator('.event')
        .nth(before + 3)
        .waitFor();
      await expectSound(look, 'events-live');
    });

    it(`${where}: analytics of nothing`, async () => {
      await open(look, '/console/analytics?range=custom&from=2020-01-01&to=2020-01-07');
      await expectSound(look, 'analytics-empty');
    });
  }

  describe('with a history', () => {
    before(async () => {
      await rooms.pool.query('truncate activity_days_v1, ai_model_days_v1, session_days_v1');
      await fillHistory(rooms.pool, dayOf(new Date().toISOString()), 500);
    });

    for (const look of LOOKS)
      for (const range of ['7d', '30d', '12m'])
        it(`on a ${look.device}, ${look.scheme}: analytics of ${range}`, async () => {
          await open(look, `/console/analytics?range=${range}`);
          await expectSound(look, `analytics-${range}`);
        });
  });
});
