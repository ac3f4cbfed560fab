import { expect } from 'chai';
import { createRateLimits } from '#api/rates/rate-limits.js';
import { html } from '#platform/html.js';
import { createSubjects } from '#platform/rates/subject.js';
import { createWindows } from '#platform/rates/windows.js';
import { page, redirect, type Room } from '#console/room.js';
import { useWriteSide } from '#test/support/write-side.js';
import { browserAt, type TestBrowser } from './browser.js';
import { newStaff, startConsole, type ConsoleUnderTest } from './support.js';

const MOST = 4;
const hall: Room = {
  name: 'hall',
  title: 'Hall',
  summary: 'Only here to be tested.',
  roles: ['admin'],
  pages: [
    {
      method: 'GET',
      path: '',
      handle: ({ formToken }) => page({ title: 'Hall', content: html`<form>${formToken}</form>` }),
    },
    {
      method: 'POST',
      path: '/ring',
      handle: () => redirect('/console/hall', { tone: 'good', text: 'It rang.' }),
    },
  ],
};

const rates = () =>
  createRateLimits({
    windows: createWindows({ redis: undefined }),
    subjects: createSubjects(new Uint8Array(32).fill(3)),
    rates: {
      ...{ anonymous: MOST, reads: MOST, writes: MOST, ai: MOST },
      apiKey: { free: 1, pro: 1, enterprise: 1 },
    },
  });

describe('S6 pages of the console', () => {
  const side = useWriteSide();
  let console: ConsoleUnderTest;
  const started = async (publicOrigin?: string): Promise<ConsoleUnderTest> => {
    const more = publicOrigin === undefined ? {} : { publicOrigin };
    const { countPage } = rates();
    return startConsole({ deps: side().deps, rooms: [hall], countPage, ...more });
  };
  const signedIn = async (): Promise<TestBrowser> => {
    const browser = browserAt(console.origin);
    await browser.signIn((await newStaff(side().deps, ['admin'])).username);
    return browser;
  };
  const statuses = async (browser: TestBrowser, times: number): Promise<number[]> => {
    const found: number[] = [];
    for (let i = 0; i < times; i += 1) found.push((await browser.get('/console/hall')).status);
    return found;
  };
  beforeEach(async () => {
    console = await started();
  });
  afterEach(() => console.stop());

  it('are counted for who looks, and refused beyond the limit', async () => {
    const found = await statuses(await signedIn(), MOST + 3);
    expect(found.filter((status) => status === 200)).to.have.length(MOST);
    expect(found.slice(MOST)).to.deep.equal([429, 429, 429]);
  });

  it('are counted by account: another person goes on, and a second browser of one does not', async () => {
    const { username } = await newStaff(side().deps, ['admin']);
    const [one, second] = [browserAt(console.origin), browserAt(console.origin)];
    await one.signIn(username);
    await second.signIn(username);
    await statuses(one, MOST);
    expect(await statuses(second, 1)).to.deep.equal([429]);
    expect(await statuses(await signedIn(), 1)).to.deep.equal([200]);
  });

  it('are counted by address for who is not signed in', async () => {
    const found = await statuses(browserAt(console.origin), MOST + 2);
    expect(found.slice(MOST)).to.deep.equal([429, 429]);
  });
});

describe('a notice of the console', () => {
  const side = useWriteSide();

  for (const [what, publicOrigin] of [
    ['over TLS', 'https://api.example'],
    ['in the clear', undefined],
  ] as const)
    it(`is left for TLS only where the browser came so: ${what}`, async () => {
      const more = publicOrigin === undefined ? {} : { publicOrigin };
      const console = await startConsole({ deps: side().deps, rooms: [hall], ...more });
      try {
        const browser = browserAt(console.origin);
        await browser.signIn((await newStaff(side().deps, ['admin'])).username);
        const answer = await browser.submit('/console/hall', '/console/hall/ring');
        const cookie = answer.headers
          .getSetCookie()
          .find((one) => one.startsWith('aidesign_console_notice='));
        expect(/; secure/i.test(cookie ?? 'none')).to.equal(publicOrigin !== undefined);
        expect(await (await browser.get('/console/hall')).text()).to.include('It rang.');
      } finally {
        await console.stop();
      }
    });
});
