import { expect } from 'chai';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { CONTRASTS, type Contrast } from '#test/api/contrasts.js';
import { PASSWORD } from '#test/support/people.js';
import { useWriteSide } from '#test/support/write-side.js';
import { newStaff, startConsole, type ConsoleUnderTest } from '../support.js';
import { EXHIBITS, type ExhibitName } from './exhibits.js';
import { hang, HOSTILE, type Exhibit, type Hung } from './gallery.js';

const EXECUTABLE = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...QUIET];
const VIEWS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } } as const;
const ENOUGH_CONTRAST = 4.5;
const LIST = '/console/projections';
const streamOf = (projection: string, stream: string): string =>
  `${LIST}/parked/stream?${new URLSearchParams({ projection, version: '1', stream }).toString()}`;

/** What to look at in each state. */
const PAGES: Readonly<Record<ExhibitName, readonly string[]>> = {
  live: ['/console/', LIST, `${LIST}/projects`],
  lagging: [LIST, `${LIST}/versions`],
  rebuilding: [LIST, `${LIST}/projects`],
  built: [`${LIST}/projects`],
  broken: [LIST, `${LIST}/projects`],
  parked: [LIST, `${LIST}/parked`, streamOf('projects', 'project-1099511627776')],
  stopped: [LIST, `${LIST}/projects`],
  empty: [LIST, `${LIST}/parked`, `${LIST}/nothing`],
  hostile: [
    ...[LIST, `${LIST}/parked`],
    ...HOSTILE.flatMap((name) => [`${LIST}/${encodeURIComponent(name)}`, streamOf(name, name)]),
  ],
};

describe('the console in a browser', function () {
  this.timeout(60_000);
  const side = useWriteSide();
  let browser: Browser;
  let username: string;
  before(async () => {
    ({ username } = await newStaff(side().deps, ['admin']));
    browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGS });
  });
  after(() => browser.close());

  for (const name of Object.keys(EXHIBITS) as ExhibitName[]) {
    describe(`when it is ${name}`, () => {
      let console: ConsoleUnderTest;
      let hung: Hung;
      let context: BrowserContext;
      let page: Page;
      let complaints: string[];

      before(async () => {
        const exhibit: Exhibit = EXHIBITS[name];
        hung = hang(exhibit);
        console = await startConsole({ deps: side().deps, rooms: [hung.room] });
        context = await browser.newContext();
        page = await context.newPage();
        page.on('console', (message) => complaints.push(message.text()));
        page.on('pageerror', (error) => complaints.push(error.message));
        complaints = [];
        await page.goto(`${console.origin}/console/sign-in`);
        await page.getByLabel('E-mail address or username').fill(username);
        await page.getByLabel('Password').fill(PASSWORD);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByRole('heading', { name: 'Console' }).waitFor();
        const by = { accountId: 1, name: HOSTILE[0] ?? '' };
        if (exhibit.progress ?? exhibit.comparison ?? exhibit.failure)
          hung.jobs.start({ kind: 'rebuild', projection: 'projects', by });
      });
      after(async () => {
        await context.close();
        await hung.jobs.close();
        await console.stop();
      });

      /** Opens everything that can be opened on the page. */
      const open = async (path: string, device: keyof typeof VIEWS, colorScheme: 'light' | 'dark') => {
        complaints = [];
        await page.setViewportSize(VIEWS[device]);
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const answer = await page.goto(`${console.origin}${path}`);
        await page.evaluate('document.querySelectorAll("details").forEach((each) => (each.open = true))');
        return answer?.status() ?? 0;
      };
      const expectLive = () => page.locator('#live-state[data-kind="on"]').waitFor();

      for (const scheme of ['light', 'dark'] as const)
        for (const device of ['phone', 'desktop'] as const)
          it(`fits a ${device}, ${scheme}: nothing fails, is refused, sticks out or is hard to read`, async () => {
            for (const path of PAGES[name]) {
              const status = await open(path, device, scheme);
              const expected = path.endsWith('/nothing') ? 404 : 200;
              expect(status, path).to.equal(expected);
              if (path !== '/console/' && status === 200) await expectLive();
              const width = await page.evaluate<number>('document.documentElement.scrollWidth');
              expect(width, path).to.equal(VIEWS[device].width);
              const texts = await page.evaluate<Contrast[]>(CONTRASTS);
              expect(
                texts.filter(({ ratio }) => ratio < ENOUGH_CONTRAST),
                path,
              ).to.deep.equal([]);
              expect(
                complaints.filter((text) => !text.includes('404')),
                path,
              ).to.deep.equal([]);
            }
          });
    });
  }
});
