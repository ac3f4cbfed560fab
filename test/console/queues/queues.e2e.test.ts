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
  const retried: string[] = [];
  const lines: unknown[] = [];
  const room = queuesRoom({
    look: () => Promise.resolve(view),
    retry: (key) => {
      retried.push(key);
      return Promise.resolve(key.startsWith('generate') ? { refused: 'It ended for good.' } : undefined);
    },
    logger: { info: (line: unknown) => void lines.push(line) },
  });
  const text = async (): Promise<string> => (await browser.get('/console/queues')).text();

  before(async () => {
    console = await startConsole({ deps: side().deps, rooms: [room] });
    browser = browserAt(console.origin);
    await browser.signIn((await newStaff(side().deps, ['admin'])).username);
  });
  after(() => console.stop());
  beforeEach(() => {
    view = queuesViewed();
    retried.length = 0;
    lines.length = 0;
  });
  const retry = (key: string): Promise<Response> =>
    browser.submit('/console/queues', '/console/queues/retry', { key });

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

  it('offers a retry where it can change something, and only there', async () => {
    const forms = (await text()).match(/name="key" value="[^"]+"/g);
    expect(forms).to.deep.equal(['name="key" value="mail_welcome:0190a3c1-5f0e-7c4e-9d5b-2f6f7f1f0001"']);
    expect(await text()).to.include('ended for good');
  });

  it('makes an effect due again, says so, and leaves a line about who asked', async () => {
    const answer = await retry('mail_welcome:1');
    expect(answer.headers.get('Location')).to.equal('/console/queues');
    expect(retried).to.deep.equal(['mail_welcome:1']);
    expect(await text()).to.include('is due again, with a fresh budget');
    const [line] = lines;
    expect(line).to.deep.include({ action: 'retry', effect: 'mail_welcome:1', outcome: 'due again' });
    expect(line).to.have.property('accountId').that.is.a('number');
  });

  it('tells what is refused, and leaves a line as well', async () => {
    await retry('generate:1');
    expect(await text()).to.include('It ended for good.');
    expect(lines[0]).to.deep.include({ effect: 'generate:1', outcome: 'refused' });
  });

  it('retries nothing for a form of others, or without a key', async () => {
    expect((await browser.post('/console/queues/retry', { key: 'mail_welcome:1' })).status).to.equal(403);
    expect((await retry('no <key>')).status).to.equal(400);
    expect(retried).to.deep.equal([]);
  });

  it('is closed to those who are not operators', async () => {
    const other = browserAt(console.origin);
    await other.signIn((await newStaff(side().deps, ['analyst'])).username);
    const answer = await other.get('/console/queues');
    expect(await answer.text()).to.not.include('mail_welcome');
  });
});
