import { expect } from 'chai';
import { html } from '#platform/html.js';
import { file, page, redirect, type Room } from '#console/room.js';
import { useWriteSide } from '#test/support/write-side.js';
import { browserAt, formTokenIn, type TestBrowser } from './browser.js';
import { newStaff, startConsole, type ConsoleUnderTest } from './support.js';

let bell = 0;
const tower: Room = {
  name: 'tower',
  title: 'Tower',
  summary: 'Only here to be tested.',
  roles: ['admin'],
  pages: [
    {
      method: 'GET',
      path: '',
      handle: ({ formToken }) => page({ title: 'Tower', content: html`<form>${formToken}</form>` }),
    },
    {
      method: 'POST',
      path: '/ring',
      handle: () => {
        bell += 1;
        return redirect('/console/tower', { tone: 'good', text: `<b>${bell}</b>` });
      },
    },
    { method: 'GET', path: '/broken', handle: () => Promise.reject(new Error('secret of the machine')) },
    { method: 'GET', path: '/data', handle: () => file({ type: 'text/csv', name: 'a"b.csv', body: '<b>' }) },
  ],
};

describe('somebody who wants a person that is signed in to do something', () => {
  const side = useWriteSide();
  let console: ConsoleUnderTest;
  let browser: TestBrowser;
  let token: string;
  before(async () => {
    console = await startConsole({ deps: side().deps, rooms: [tower] });
    browser = browserAt(console.origin);
    await browser.signIn((await newStaff(side().deps, ['admin'])).username);
    token = formTokenIn(await (await browser.get('/console/tower')).text());
  });
  after(() => console.stop());
  beforeEach(() => {
    bell = 0;
  });

  const ring = (fields: Readonly<Record<string, string>>, headers = {}) =>
    browser.post('/console/tower/ring', fields, headers);
  const expectRefused = async (answer: Response): Promise<void> => {
    expect(answer.status).to.equal(403);
    await answer.text();
    expect(bell).to.equal(0);
  };

  it('is not in the way of the person', async () => {
    expect((await ring({ form_token: token })).status).to.equal(303);
    expect(bell).to.equal(1);
    expect(await (await browser.get('/console/tower')).text()).to.include('&lt;b&gt;1&lt;/b&gt;');
    expect(await (await browser.get('/console/tower')).text()).not.to.include('&lt;b&gt;');
  });

  it('is refused without the token of a form', async () => {
    await expectRefused(await ring({}));
    await expectRefused(await ring({ form_token: '' }));
    await expectRefused(await ring({ form_token: `${token.slice(1)}0` }));
    await expectRefused(await ring({ form_token: `${token}é` }));
  });

  it('is refused with the token of a form of another session', async () => {
    const other = browserAt(console.origin);
    await other.signIn((await newStaff(side().deps, ['admin'])).username);
    const foreign = formTokenIn(await (await other.get('/console/tower')).text());
    expect(foreign).to.match(/^[0-9a-f]{64}$/);
    await expectRefused(await ring({ form_token: foreign }));
  });

  for (const [who, headers] of [
    ['another site', { Origin: 'https://evil.test', 'Sec-Fetch-Site': 'cross-site' }],
    [
      'a program on another port of the same machine',
      { Origin: 'http://127.0.0.1:1', 'Sec-Fetch-Site': 'same-site' },
    ],
    ['a sandboxed frame', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
  ] as const)
    it(`is refused from ${who}, even with the right token`, async () => {
      await expectRefused(await ring({ form_token: token }, headers));
    });

  it('cannot sign the person in as somebody else from another site', async () => {
    const { username } = await newStaff(side().deps, []);
    const fields = { name: username, password: 'correct horse 9' };
    const answer = await browser.post('/console/sign-in', fields, { 'Sec-Fetch-Site': 'cross-site' });
    expect(answer.status).to.equal(403);
    expect(answer.headers.getSetCookie()).to.deep.equal([]);
  });

  it('cannot sign the person out from another site', async () => {
    const answer = await browser.post(
      '/console/sign-out',
      { form_token: token },
      { Origin: 'https://evil.test' },
    );
    expect(answer.status).to.equal(403);
    expect((await browser.get('/console/tower')).status).to.equal(200);
  });

  it('cannot do it with a link', async () => {
    expect((await browser.get('/console/tower/ring')).status).to.equal(405);
    expect(bell).to.equal(0);
  });

  it('cannot send something else than a form, or too much', async () => {
    const headers = { 'Content-Type': 'application/json' };
    expect((await ring({ form_token: token }, headers)).status).to.equal(415);
    expect((await ring({ form_token: token, more: 'x'.repeat(70_000) })).status).to.equal(413);
    expect(bell).to.equal(0);
  });

  it('cannot repeat what was recorded, once the person signed out', async () => {
    const { username } = await newStaff(side().deps, ['admin']);
    const short = browserAt(console.origin);
    await short.signIn(username);
    const form = formTokenIn(await (await short.get('/console/tower')).text());
    const Cookie = `aidesign_console=${short.cookie('aidesign_console') ?? ''}`;
    await short.post('/console/sign-out', { form_token: form });
    const answer = await browserAt(console.origin).post(
      '/console/tower/ring',
      { form_token: form },
      { Cookie },
    );
    expect(answer.status).to.equal(401);
    expect(bell).to.equal(0);
  });

  describe('and every answer', () => {
    const ADDRESSES = [
      ['a page', '/console/tower', 200],
      ['the form to sign in', '/console/sign-in', 303],
      ['a file', '/console/tower/data', 200],
      ['an unknown address', '/console/nothing', 404],
      ['a failure', '/console/tower/broken', 500],
      ['another method', '/console/sign-out', 405],
    ] as const;
    for (const [what, path, status] of ADDRESSES)
      it(`forbids what pages do not need, and every cache: ${what}`, async () => {
        const answer = await browser.get(path);
        expect(answer.status).to.equal(status);
        const policy = answer.headers.get('Content-Security-Policy')?.split('; ') ?? [];
        expect(policy).to.include.members([
          ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"],
          ...["form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"],
        ]);
        expect(policy.join(' ')).not.to.include('unsafe');
        expect(answer.headers.get('X-Content-Type-Options')).to.equal('nosniff');
        expect(answer.headers.get('Cache-Control')).to.equal('no-store');
        expect(answer.headers.get('Access-Control-Allow-Origin')).to.equal(null);
      });

    it('keeps to itself what went wrong inside', async () => {
      const text = await (await browser.get('/console/tower/broken')).text();
      expect(text).to.include('request-1').and.not.to.include('secret of the machine');
      expect(console.logged.join('\n')).to.include('secret of the machine');
    });
  });
});
