import { expect } from 'chai';
import { hostileProject } from './people.js';
import { startRooms, type Rooms } from './support.js';
import { browserAt, type TestBrowser } from '../browser.js';
import { newStaff, setRole, type Staff } from '../support.js';
import { useWriteSide } from '#test/support/write-side.js';

const TOKENS = /<details class="event"/g;

describe('the room of events', () => {
  const side = useWriteSide({ alone: true });
  let rooms: Rooms;
  let auditor: Staff;
  let browser: TestBrowser;
  let project: number;
  let stream: string;

  before(async () => {
    rooms = await startRooms(side());
    auditor = await newStaff(side().deps, ['auditor']);
    const owner = await newStaff(side().deps, []);
    project = await hostileProject(side().deps, owner.id);
    stream = `/console/events/streams/project-${project}`;
    browser = browserAt(rooms.origin);
    await browser.signIn(auditor.username);
    await rooms.follow();
  });
  after(() => rooms.stop());

  const read = async (path: string, as = browser): Promise<string> => {
    const answer = await as.get(path);
    const text = await answer.text();
    expect(answer.status, text).to.equal(200);
    return text;
  };
  const rowsOf = async (query: string): Promise<number> =>
    (await read(`/console/events?${query}`)).match(TOKENS)?.length ?? 0;

  /** Looks that the log has recorded, newest last. */
  const looks = async (): Promise<readonly { reason: string; subjects: readonly number[] }[]> => {
    await rooms.follow();
    const file = await read('/console/events/export?type=PersonalDataViewed&data=1');
    const lines = file.split('\n').filter((line) => line !== '');
    return lines.map((line) => (JSON.parse(line) as { data: { reason: string; subjects: number[] } }).data);
  };

  describe('without a role that opens it', () => {
    for (const roles of [[], ['analyst']] as const)
      it(`is closed to ${roles[0] ?? 'anybody'}`, async () => {
        const { username } = await newStaff(side().deps, roles);
        const visitor = browserAt(rooms.origin);
        await visitor.signIn(username);
        for (const path of ['', '/live', '/export', `/streams/project-${project}`, '/correlations/x'])
          expect((await visitor.get(`/console/events${path}`)).status, path).to.equal(403);
        expect((await visitor.submit('/console/', '/console/events', {})).status).to.equal(403);
      });

    it('is closed to those who are not signed in', async () => {
      expect((await browserAt(rooms.origin).get('/console/events')).status).to.equal(303);
    });

    it('is closed with the next request once the role was taken back', async () => {
      const { id, username } = await newStaff(side().deps, ['auditor']);
      const visitor = browserAt(rooms.origin);
      await visitor.signIn(username);
      await read('/console/events', visitor);
      await setRole(side().deps, id, 'auditor', false);
      expect((await visitor.get('/console/events')).status).to.equal(403);
    });
  });

  it('finds events by type, category, stream, account, actor, correlation, time and position', async () => {
    expect(await rowsOf(`stream=project-${project}`)).to.equal(4);
    expect(await rowsOf(`stream=project-${project}&type=ProjectCreated`)).to.equal(1);
    expect(await rowsOf('category=project')).to.equal(4);
    expect(await rowsOf(`account=${auditor.id}&category=account`)).to.be.greaterThan(0);
    expect(await rowsOf(`actor=account:${auditor.id}&category=project`)).to.equal(0);
    expect(await rowsOf('correlation=nobody')).to.equal(0);
    expect(await rowsOf('category=project&to=2020-01-01T00:00')).to.equal(0);
    expect(await rowsOf('category=project&from=2020-01-01T00:00')).to.equal(4);
    expect(await rowsOf('category=project&position=0')).to.equal(0);
    expect(await rowsOf('category=project&position=0&order=oldest')).to.equal(4);
  });

  it('says what it did not understand, and shows nothing', async () => {
    const answer = await browser.get('/console/events?type=ProjektCreated');
    const text = await answer.text();
    expect(answer.status).to.equal(400);
    expect(text).to.contain('Did you mean ProjectCreated?').and.not.contain('<details class="event"');
  });

  it('hides personal values in lists, time lines and files', async () => {
    const pages = [
      `/console/events?data=1&stream=project-${project}`,
      stream,
      `${stream}/export`,
      `${stream}/export?format=csv`,
      '/console/events/export?data=1',
    ];
    for (const path of pages) {
      const text = await read(path);
      expect(text, path).to.match(/personal/);
      for (const name of ['Menu', 'alert(', 'WWWWW', 'not a heading'])
        expect(text, path).to.not.contain(name);
    }
  });

  it('shows personal values once, to those who say why, after the log says so', async () => {
    const before = (await looks()).length;
    const shown = await browser.submit(stream, stream, { look: '1', reason: 'Ticket  4711' });
    const text = await shown.text();
    expect(shown.status).to.equal(200);
    expect(text).to.contain('&lt;script&gt;alert').and.contain('\\u202e').and.not.contain('<script>alert');
    const recorded = (await looks()).slice(before);
    expect(recorded.map(({ reason }) => reason)).to.deep.equal(['Ticket 4711']);
    expect(recorded[0]?.subjects).to.have.length(1);
    expect(await read(stream)).to.not.contain('WWWWW');
  });

  it('shows nothing without a reason, and nothing by an address alone', async () => {
    const before = (await looks()).length;
    const refused = await browser.submit(stream, stream, { look: '1', reason: ' ' });
    expect(refused.status).to.equal(400);
    expect(await refused.text())
      .to.contain('Say why you look')
      .and.not.contain('WWWWW');
    expect(await read(`${stream}?look=1&reason=because`)).to.not.contain('WWWWW');
    expect((await looks()).length).to.equal(before);
  });

  it('takes personal values along only with a reason, and each part is a look', async () => {
    const before = (await looks()).length;
    const page = `/console/events?stream=project-${project}`;
    const fields = { look: '1', reason: 'Access request', format: 'csv' };
    const file = await browser.submit(page, `/console/events/export?stream=project-${project}`, fields);
    expect(file.headers.get('Content-Disposition')).to.contain('events.csv');
    expect(await file.text())
      .to.contain('WWWWW')
      .and.not.match(/(^|,)"?[=+@]/m);
    expect((await looks()).length).to.equal(before + 1);
  });

  it('leads from page to page and back, each event once', async () => {
    for (let times = 0; times < 8; times += 1) await newStaff(side().deps, ['analyst', 'auditor']);
    await rooms.follow();
    const idsOf = (text: string) => [...text.matchAll(/id="e-([^"]+)"/g)].map(([, id]) => id);
    const linkIn = (text: string, name: string): string =>
      (new RegExp(`href="([^"]+)"[^>]*>\\s*${name}`).exec(text)?.[1] ?? '').replaceAll('&amp;', '&');
    for (const query of ['', '?from=2020-01-01']) {
      const first = await read(`/console/events${query}`);
      const second = await read(linkIn(first, 'Older'));
      expect(idsOf(first), query).to.have.length(50);
      expect(
        idsOf(first).filter((id) => idsOf(second).includes(id)),
        query,
      ).to.deep.equal([]);
      expect(idsOf(await read(linkIn(second, '← Newer'))), query).to.deep.equal(idsOf(first));
    }
  });

  it('shows what one request led to', async () => {
    const text = await read(`/console/events?stream=project-${project}&type=ProjectCreated`);
    const tree = await read(/href="(\/console\/events\/correlations\/[^"]+)"/.exec(text)?.[1] ?? '');
    expect(tree).to.contain('ProjectSlotReserved').and.contain('ProjectCreated');
  });

  it('shows the state at each event and what changed', async () => {
    const text = await read(stream);
    expect(text).to.contain('details.canvasWidth').and.contain('id="revision-3"');
    expect(text).to.match(/class="was"[^>]*>900<[^]*class="is"[^>]*>901</);
  });

  it('knows no stream that is none, or not one of the product', async () => {
    for (const name of ['project-1', 'xprobe-1', '$settings', '..%2Faccount-1', 'constructor-1'])
      expect((await browser.get(`/console/events/streams/${name}`)).status, name).to.equal(404);
    expect((await browser.get('/console/events/correlations/nobody')).status).to.equal(404);
  });
});
