import { expect } from 'chai';
import { queuesRoom } from '#console/queues/room.js';
import type { QueuesView } from '#console/queues/view.js';
import { useWriteSide } from '#test/support/write-side.js';
import { browserAt, type TestBrowser } from '../browser.js';
import { newStaff, startConsole, type ConsoleUnderTest } from '../support.js';
import { queuesViewed } from './example.js';

describe('the room of queues', () => {
  const side = useWriteSide();
  let console: ConsoleUnderTest;
  let browser: TestBrowser;
  let view: QueuesView = queuesViewed();
  const room = queuesRoom({ look: () => Promise.resolve(view) });
  const text = async (): Promise<string> => (await browser.get('/console/queues')).text();

  before(async () => {
    console = await startConsole({ deps: side().deps, rooms: [room] });
    browser = browserAt(console.origin);
    await browser.signIn((await newStaff(side().deps, ['admin'])).username);
  });
  after(() => console.stop());
  beforeEach(() => {
    view = queuesViewed();
  });

  it('shows what is to be done, and for how long it has been due', async () => {
    expect(await text()).to.match(/mail_welcome[\s\S]*12 min/);
  });

  it('shows what was given up, and why', async () => {
    expect(await text())
      .to.include('mailbox_unknown')
      .and.to.include('mail_welcome:0190');
  });

  it('has markup stay text', async () => {
    expect(await text())
      .to.include('&lt;b&gt;')
      .and.to.not.include('<b>');
  });

  it('says plainly that Redis is away, and still shows what is to be done', async () => {
    view = { ...view, queues: view.queues.map((queue) => ({ ...queue, bells: null })) };
    expect(await text())
      .to.include('Redis does not answer')
      .and.to.include('12 min');
  });

  it('is closed to those who are not operators', async () => {
    const other = browserAt(console.origin);
    await other.signIn((await newStaff(side().deps, ['analyst'])).username);
    const answer = await other.get('/console/queues');
    expect(await answer.text()).to.not.include('mail_welcome');
  });
});
