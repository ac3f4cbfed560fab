import { expect } from 'chai';
import { session } from '#domain/session/index.js';
import { verifyToken } from '#commands/sessions/tokens.js';
import { html } from '#platform/html.js';
import { page, type Room } from '#console/room.js';
import { useWriteSide } from '#test/support/write-side.js';
import { browserAt } from './browser.js';
import { newStaff, setRole, startConsole, type ConsoleUnderTest } from './support.js';

const COOKIE = 'aidesign_console';

const workshop: Room = {
  name: 'workshop',
  title: 'Workshop',
  summary: 'Only here to be tested.',
  roles: ['admin', 'analyst'],
  pages: [
    { method: 'GET', path: '', handle: () => page({ title: 'Workshop', content: html`<p>Inside.</p>` }) },
  ],
};

describe('signing in to the console', () => {
  const side = useWriteSide();
  let console: ConsoleUnderTest;
  let now = new Date();
  before(async () => {
    console = await startConsole({ deps: side().deps, rooms: [workshop], clock: { now: () => now } });
  });
  after(() => console.stop());
  beforeEach(() => {
    now = new Date();
  });

  const signedIn = async (roles: Parameters<typeof newStaff>[1] = ['admin']) => {
    const staff = await newStaff(side().deps, roles);
    const browser = browserAt(console.origin);
    const answer = await browser.signIn(staff.username);
    return { ...staff, browser, answer };
  };
  const passHours = (hours: number): void => {
    now = new Date(now.getTime() + hours * 3_600_000);
  };
  const familyOf = async (token: string | undefined) => {
    const claims = await verifyToken(side().secrets.tokenKeys, token ?? '', now);
    return (await side().deps.log.load(session, claims?.sessionId ?? '')).state;
  };

  it('leads back to where the person wanted to go', async () => {
    const { username } = await newStaff(side().deps, ['admin']);
    const browser = browserAt(console.origin);
    const asked = await browser.get('/console/workshop?a=1');
    expect(asked.status).to.equal(303);
    const form = asked.headers.get('Location') ?? '';
    expect(form).to.equal('/console/sign-in?to=%2Fconsole%2Fworkshop%3Fa%3D1');
    expect(await (await browser.get(form)).text()).to.include('name="to" value="/console/workshop?a=1"');
    const fields = { name: username, password: 'correct horse 9', to: '/console/workshop?a=1' };
    const answer = await browser.post('/console/sign-in', fields);
    expect([answer.status, answer.headers.get('Location')]).to.deep.equal([303, '/console/workshop?a=1']);
    expect(await (await browser.get('/console/workshop')).text()).to.include('Inside.');
  });

  it('takes the e-mail address as well', async () => {
    const { username } = await newStaff(side().deps, ['admin']);
    expect((await browserAt(console.origin).signIn(`${username}@example.org`)).status).to.equal(303);
  });

  it('keeps the token where no script and no other site gets it', async () => {
    const { answer } = await signedIn();
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).to.match(/^aidesign_console=[\w.-]+;/);
    expect(cookie.toLowerCase().split('; ').slice(1)).to.include.members([
      ...['path=/console', 'httponly', 'samesite=strict'],
    ]);
    expect(cookie.toLowerCase()).not.to.include('secure');
  });

  it('keeps it for TLS only where the server is reached over TLS', async () => {
    const tls = await startConsole({
      ...{ deps: side().deps, rooms: [workshop], publicOrigin: 'https://api.example' },
    });
    const { username } = await newStaff(side().deps, ['admin']);
    const answer = await browserAt(tls.origin).signIn(username);
    await tls.stop();
    expect(answer.headers.getSetCookie()[0]?.toLowerCase()).to.include('; secure');
  });

  it('says the same of a wrong password and an unknown name, and shows the name as text', async () => {
    const { username } = await newStaff(side().deps, ['admin']);
    const browser = browserAt(console.origin);
    const wrong = await browser.signIn(username, 'wrong');
    const unknown = await browser.signIn('"><script>alert(1)</script>', 'wrong');
    expect([wrong.status, unknown.status]).to.deep.equal([401, 401]);
    const [one, other] = [await wrong.text(), await unknown.text()];
    expect(one).to.include('Wrong username, e-mail address or password.');
    expect(other).to.include('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(other).not.to.include('<script>alert');
    expect(browser.cookie(COOKIE)).to.equal(undefined);
  });

  it('opens a session like any other: its token is exchanged when it is time to', async () => {
    const { browser } = await signedIn();
    const first = browser.cookie(COOKIE);
    expect((await browser.get('/console/')).status).to.equal(200);
    expect(browser.cookie(COOKIE)).to.equal(first);
    passHours(2);
    expect((await browser.get('/console/')).status).to.equal(200);
    expect(browser.cookie(COOKIE)).not.to.equal(first);
    expect((await familyOf(browser.cookie(COOKIE))).generation).to.equal(1);
  });

  it('is over when an old token is used again: somebody else may have it', async () => {
    const { browser } = await signedIn();
    const stolen = browser.cookie(COOKIE) ?? '';
    passHours(2);
    await browser.get('/console/');
    passHours(0.1);
    const thief = await fetch(`${console.origin}/console/workshop`, {
      headers: { Cookie: `${COOKIE}=${stolen}`, Accept: 'text/html' },
      redirect: 'manual',
    });
    expect(thief.status).to.equal(303);
    expect((await browser.get('/console/workshop')).headers.get('Location')).to.include('/console/sign-in');
  });

  it('ends with signing out, for every copy of the token', async () => {
    const { browser } = await signedIn();
    const token = browser.cookie(COOKIE) ?? '';
    const answer = await browser.submit('/console/', '/console/sign-out');
    expect(answer.headers.get('Location')).to.equal('/console/sign-in');
    expect(browser.cookie(COOKIE)).to.equal(undefined);
    expect((await familyOf(token)).status).to.equal('ended');
    const copy = await fetch(`${console.origin}/console/`, { headers: { Cookie: `${COOKIE}=${token}` } });
    expect(copy.status).to.equal(401);
  });

  it('is of no use to a role that was taken back, from the next request on', async () => {
    const { id, browser } = await signedIn(['admin']);
    expect((await browser.get('/console/workshop')).status).to.equal(200);
    await setRole(side().deps, id, 'admin', false);
    expect((await browser.get('/console/workshop')).status).to.equal(403);
    await setRole(side().deps, id, 'analyst');
    expect((await browser.get('/console/workshop')).status).to.equal(200);
  });

  it('tells somebody without a role what to ask for', async () => {
    const { username, browser } = await signedIn([]);
    for (const path of ['/console/', '/console/workshop']) {
      const answer = await browser.get(path);
      expect(answer.status).to.equal(403);
      const text = await answer.text();
      expect(text).to.include(`./aidesign account grant ${username} --role admin`);
      expect(text).not.to.include('Inside.');
    }
  });

  it('shows only the rooms of the role', async () => {
    const { browser } = await signedIn(['auditor']);
    const answer = await browser.get('/console/workshop');
    expect(answer.status).to.equal(403);
    const text = await answer.text();
    expect(text).to.include('needs the role admin or analyst');
    expect(text).not.to.include('href="/console/workshop"');
  });
});
