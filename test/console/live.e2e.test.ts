import { expect } from 'chai';
import { every } from '#console/every.js';
import { live, type LivePart, type Room } from '#console/room.js';
import { html } from '#platform/html.js';
import { until } from '#test/support/until.js';
import { useWriteSide } from '#test/support/write-side.js';
import { browserAt } from './browser.js';
import { newStaff, setRole, startConsole, type ConsoleUnderTest } from './support.js';

let count = 0;
/** Streams that are looked after. */
let open = 0;

async function* counted(signal: AbortSignal): AsyncGenerator<readonly LivePart[]> {
  open += 1;
  try {
    const same = { id: 'same', content: html`<b>${'<same>'}</b>` };
    yield* every(10, signal, () => Promise.resolve([same, { id: 'count', content: html`${count}` }]));
  } finally {
    open -= 1;
  }
}

const clockRoom: Room = {
  name: 'clock',
  title: 'Clock',
  summary: 'Only here to be tested.',
  roles: ['admin'],
  pages: [{ method: 'GET', path: '/live', handle: () => live(counted) }],
};

interface Message {
  readonly event: string;
  readonly data: { readonly id: string; readonly html: string } | null;
}

/** The messages of a stream as they come. */
async function* messagesIn(answer: Response): AsyncGenerator<Message> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const bytes of answer.body ?? []) {
    const blocks = `${rest}${decoder.decode(bytes as Uint8Array, { stream: true })}`.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const found = /^event: (\w+)\ndata: (.*)$/.exec(block);
      if (found) yield { event: found[1] ?? '', data: JSON.parse(found[2] ?? '') as Message['data'] };
    }
  }
}

describe('the live parts of a page', () => {
  const side = useWriteSide();
  let console: ConsoleUnderTest;
  before(async () => {
    console = await startConsole({ deps: side().deps, rooms: [clockRoom] });
  });
  after(() => console.stop());

  const watch = async () => {
    const staff = await newStaff(side().deps, ['admin']);
    const browser = browserAt(console.origin);
    await browser.signIn(staff.username);
    const answer = await browser.get('/console/clock/live', { Accept: 'text/event-stream' });
    expect(answer.headers.get('Content-Type')).to.equal('text/event-stream; charset=utf-8');
    const messages = messagesIn(answer);
    const next = async () => (await messages.next()).value as Message | undefined;
    const end = () => messages.return(undefined);
    return { staff, browser, answer, next, end };
  };

  it('come at once, as escaped markup, and again only when they changed', async () => {
    count = 1;
    const { answer, next, end } = await watch();
    expect(await next()).to.deep.equal({ event: 'part', data: { id: 'same', html: '<b>&lt;same&gt;</b>' } });
    expect(await next()).to.deep.equal({ event: 'part', data: { id: 'count', html: '1' } });
    count = 2;
    expect(await next()).to.deep.equal({ event: 'part', data: { id: 'count', html: '2' } });
    expect(answer.headers.get('Cache-Control')).to.equal('no-store');
    await end();
  });

  it('end when the role is taken back', async () => {
    const { staff, next } = await watch();
    await next();
    await next();
    await setRole(side().deps, staff.id, 'admin', false);
    expect(await next()).to.deep.equal({ event: 'gone', data: null });
    expect(await next()).to.equal(undefined);
  });

  it('end with the session', async () => {
    const { browser, next } = await watch();
    await next();
    await next();
    await browser.submit('/console/', '/console/sign-out');
    expect(await next()).to.deep.equal({ event: 'gone', data: null });
  });

  it('are for nobody who is not signed in', async () => {
    const answer = await fetch(`${console.origin}/console/clock/live`);
    expect(answer.status).to.equal(401);
    expect(answer.headers.get('Content-Security-Policy')).to.include("default-src 'none'");
  });

  const nobody = () => until(() => Promise.resolve(open === 0 || undefined));

  it('cost nothing any more when the page is closed', async () => {
    const { next, end } = await watch();
    await next();
    expect(open).to.equal(1);
    await end();
    expect(await nobody()).to.equal(true);
  });

  it('do not keep the server from stopping', async () => {
    const other = await startConsole({ deps: side().deps, rooms: [clockRoom] });
    const browser = browserAt(other.origin);
    await browser.signIn((await newStaff(side().deps, ['admin'])).username);
    const answer = await browser.get('/console/clock/live');
    const reading = answer.text().catch(() => 'cut off');
    await other.stop();
    await reading;
    expect(await nobody()).to.equal(true);
  });
});
