import { expect } from 'chai';
import { html } from '#platform/html.js';
import { page, type Room } from '#console/room.js';
import { newStaff, setRole, startConsole, type ConsoleUnderTest } from './support.js';
import { browserAt } from './browser.js';
import { useWriteSide } from '#test/support/write-side.js';

const workshop: Room = {
  name: 'workshop',
  title: 'Workshop',
  summary: 'Only here to be tested.',
  roles: ['admin'],
  pages: [
    { method: 'GET', path: '', handle: () => page({ title: 'Workshop', content: html`<p>Inside.</p>` }) },
  ],
};

describe('signing in to the console', () => {
  const side = useWriteSide();
  let console: ConsoleUnderTest;
  before(async () => {
    console = await startConsole({ deps: side().deps, rooms: [workshop] });
  });
  after(() => console.stop());

  it('opens the rooms of the role, and leads where the person wanted to go', async () => {
    const { username } = await newStaff(side().deps, ['admin']);
    const browser = browserAt(console.origin);
    const asked = await browser.get('/console/workshop?a=1');
    expect(asked.status).to.equal(303);
    expect(asked.headers.get('Location')).to.equal('/console/sign-in?to=%2Fconsole%2Fworkshop%3Fa%3D1');
    expect((await browser.signIn(username)).headers.get('Location')).to.equal('/console/');
    const inside = await browser.get('/console/workshop');
    expect(inside.status).to.equal(200);
    expect(await inside.text()).to.include('Inside.');
  });

  it('is of no use to a role that was taken back, from the next request on', async () => {
    const { id, username } = await newStaff(side().deps, ['admin']);
    const browser = browserAt(console.origin);
    await browser.signIn(username);
    expect((await browser.get('/console/workshop')).status).to.equal(200);
    await setRole(side().deps, id, 'admin', false);
    const refused = await browser.get('/console/workshop');
    expect(refused.status).to.equal(403);
    expect(await refused.text()).to.include('./aidesign account grant');
  });
});
