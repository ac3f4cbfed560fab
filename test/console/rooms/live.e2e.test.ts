import { expect } from 'chai';
import { hostileProject } from './people.js';
import { startRooms, type Rooms } from './support.js';
import { browserAt, type TestBrowser } from '../browser.js';
import { newStaff } from '../support.js';
import { useWriteSide } from '#test/support/write-side.js';

interface Part {
  readonly id: string;
  readonly html: string;
}

/** Parts of a live page as they come. */
async function* partsOf({ body }: Response): AsyncGenerator<Part> {
  let text = '';
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const data = /^event: part\ndata: (.*)$/.exec(message)?.[1];
      if (data !== undefined) yield JSON.parse(data) as Part;
    }
  }
}

const streamsIn = ({ html }: Part): number => html.match(/<details class="event"/g)?.length ?? 0;

describe('events as they happen', () => {
  const side = useWriteSide({ alone: true });
  let rooms: Rooms;
  let browser: TestBrowser;
  let owner: number;
  before(async () => {
    rooms = await startRooms(side());
    browser = browserAt(rooms.origin);
    const { id, username } = await newStaff(side().deps, ['auditor']);
    owner = id;
    await browser.signIn(username);
    await rooms.follow();
  });
  after(() => rooms.stop());

  it('come after those the index has, hidden, by the filters, and once', async () => {
    const first = await hostileProject(side().deps, owner);
    const answer = await browser.get('/console/events/live?category=project&data=1');
    expect(answer.headers.get('Content-Type')).to.contain('text/event-stream');
    let told: Part | undefined;
    for await (const part of partsOf(answer)) {
      told = part;
      if (streamsIn(part) >= 4) break;
    }
    expect(told?.id).to.equal('event-list');
    expect(told && streamsIn(told)).to.equal(4);
    expect(told?.html).to.contain(`project-${first}`).and.not.contain('WWWWW').and.not.contain('quota-');
  });

  it('are switched on by the address of the page', async () => {
    const text = await (await browser.get('/console/events?live=1&category=project')).text();
    expect(text).to.contain('data-live="/console/events/live?category=project&amp;live=1"');
    expect(await (await browser.get('/console/events')).text()).to.not.contain('data-live');
  });
});
