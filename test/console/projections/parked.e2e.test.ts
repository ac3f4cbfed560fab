import { expect } from 'chai';
import type { Follower } from '#followers/follower.js';
import { projectionsRoom } from '#console/projections/room.js';
import { createJobs } from '#console/projections/jobs.js';
import { systemClock as clock } from '#platform/clock.js';
import { createLogger } from '#platform/logger.js';
import { made, note, POISON } from '#test/followers/parking/example/history.js';
import { createWorld, type World } from '#test/followers/parking/world.js';
import { useWriteSide } from '#test/support/write-side.js';
import { browserAt, type TestBrowser } from '../browser.js';
import { newStaff, startConsole, type ConsoleUnderTest, type Staff } from '../support.js';
import { hang } from './gallery.js';

const LIST = '/console/projections/parked';
const streamPage = (stream: string): string =>
  `${LIST}/stream?${new URLSearchParams({ projection: 'things', version: '1', stream }).toString()}`;

describe('parked streams in the console', () => {
  const side = useWriteSide();
  let world: World;
  let follower: Follower;
  let console: ConsoleUnderTest;
  let browser: TestBrowser;
  let staff: Staff;

  before(async () => {
    world = await createWorld();
    await world.append(9, [made(9)]);
    const long = (id: number) => POISON['54000']?.(id) ?? note(id);
    for (const id of [1, 2]) await world.append(id, [made(id), long(id), note(id)]);
    follower = world.start();
    await handled();
    const desk = hang({ followers: [] });
    const logger = createLogger({ level: 'silent', role: 'test' });
    const jobs = createJobs({ desk: desk.desk, clock, logger });
    const watch = { look: () => Promise.reject(new Error('Nobody looks.')) };
    const room = projectionsRoom({ desk: desk.desk, parking: world.desk, watch, jobs, logger });
    console = await startConsole({ deps: side().deps, rooms: [room] });
    browser = browserAt(console.origin);
    staff = await newStaff(side().deps, ['admin']);
    await browser.signIn(staff.username);
  });
  after(async () => {
    await console.stop();
    await world.close();
  });

  const handled = async (): Promise<void> => follower.settled(await world.append(9, [note(9)]));
  const textOf = async (path: string): Promise<string> => (await browser.get(path)).text();
  const placeOf = async (stream: string) => {
    const parked = await world.desk.find(stream, { projection: 'things' });
    return { projection: 'things', version: '1', stream, event: parked?.first.eventId ?? '' };
  };
  const decisions = async () => {
    const found = [];
    for await (const one of world.log.read('parking-things.1')) found.push(one);
    return found;
  };

  it('are listed with what they are parked for, and why', async () => {
    const text = await textOf(LIST);
    expect(text).to.include('things v1').and.to.include('thing-1').and.to.include('thing-2');
    expect(text).to.include('<code class="text-bad">54000</code>');
    expect(await textOf(`${LIST}?projection=other`)).to.include('Nothing is parked.');
  });

  it('are shown with the events that wait', async () => {
    const text = await textOf(streamPage('thing-1'));
    expect(text).to.include('2 events since').and.to.include('waits behind another one');
    expect(await textOf(streamPage('thing-7'))).to.include('Not parked any more.');
  });

  it('are tried again in the name of the person', async () => {
    const [before] = (await world.waiting()).filter(({ stream }) => stream === 'thing-1');
    const answer = await browser.submit(streamPage('thing-1'), `${LIST}/retry`, await placeOf('thing-1'));
    expect(answer.status).to.equal(303);
    await handled();
    const [after] = (await world.waiting()).filter(({ stream }) => stream === 'thing-1');
    expect(after?.attempts).to.equal((before?.attempts ?? 0) + 1);
    const last = (await decisions()).at(-1);
    expect(last?.event.type).to.equal('ParkedStreamRetried');
    expect(last?.metadata.actor).to.deep.equal({ kind: 'account', id: String(staff.id) });
    expect(last?.metadata.account).to.equal(null);
  });

  it('are not skipped without a reason', async () => {
    const fields = { ...(await placeOf('thing-1')), reason: '  ' };
    await browser.submit(streamPage('thing-1'), `${LIST}/skip`, fields);
    expect(await textOf(streamPage('thing-1'))).to.include('Leaving an event out needs a reason.');
    expect((await decisions()).map(({ event }) => event.type)).not.to.include('ParkedEventSkipped');
  });

  it('are not skipped at another event than the one that was looked at', async () => {
    const fields = { ...(await placeOf('thing-1')), ...{ event: 'another', reason: 'a test tool wrote it' } };
    await browser.submit(streamPage('thing-1'), `${LIST}/skip`, fields);
    expect(await textOf(streamPage('thing-1'))).to.include('Another event is the first one there now');
  });

  it('go on without an event that a person left out, for a reason that the log keeps', async () => {
    const fields = { ...(await placeOf('thing-1')), reason: 'written by a test tool' };
    await browser.submit(streamPage('thing-1'), `${LIST}/skip`, fields);
    await handled();
    expect((await world.waiting()).map(({ stream }) => stream)).to.deep.equal(['thing-2', 'thing-2']);
    const last = (await decisions()).at(-1);
    expect(last?.event.type).to.equal('ParkedEventSkipped');
    expect(last?.event.data).to.include({ reason: 'written by a test tool', stream: 'thing-1' });
    expect(last?.metadata.actor).to.deep.equal({ kind: 'account', id: String(staff.id) });
    expect(await textOf(streamPage('thing-1'))).to.include('Not parked any more.');
  });

  it('are all tried again at once', async () => {
    const answer = await browser.submit(LIST, `${LIST}/retry`, { projection: 'things', version: '1' });
    expect(answer.headers.get('Location')).to.equal(LIST);
    expect((await decisions()).at(-1)?.event.data).to.include({ stream: null });
  });
});
