import { expect } from 'chai';
import { fillHistory, HOSTILE_MODEL } from './history-of-product.js';
import { startRooms, type Rooms } from './support.js';
import { browserAt, type TestBrowser } from '../browser.js';
import { newStaff } from '../support.js';
import { useWriteSide } from '#test/support/write-side.js';

describe('the room of analytics', () => {
  const side = useWriteSide({ alone: true });
  let rooms: Rooms;
  let browser: TestBrowser;
  before(async () => {
    rooms = await startRooms(side());
    browser = browserAt(rooms.origin);
    const { username } = await newStaff(side().deps, ['analyst']);
    await browser.signIn(username);
  });
  after(() => rooms.stop());

  const read = async (query: string): Promise<string> => {
    const answer = await browser.get(`/console/analytics${query}`);
    const text = await answer.text();
    expect(answer.status, text).to.equal(200);
    return text;
  };
  const tile = (text: string, name: string): string => {
    const found = new RegExp(`<dt>${name}</dt>([^]*?)</div>`).exec(text)?.[1] ?? '';
    return found
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  };

  it('is closed to auditors and to those without a role', async () => {
    for (const roles of [[], ['auditor']] as const) {
      const { username } = await newStaff(side().deps, roles);
      const visitor = browserAt(rooms.origin);
      await visitor.signIn(username);
      expect((await visitor.get('/console/analytics')).status).to.equal(403);
    }
  });

  it('says that there is nothing where there is nothing', async () => {
    const text = await read('?range=7d');
    expect(tile(text, 'New accounts')).to.equal('no data no data before');
    expect(text).to.not.match(/NaN|Infinity|undefined/);
  });

  describe('of a product with a history', () => {
    before(() => fillHistory(rooms.pool, '2026-03-31', 59));
    const MARCH = '?range=custom&from=2026-03-01&to=2026-03-31';

    const registered = async (from: string, to: string): Promise<number> => {
      const { rows } = await rooms.pool.query<{ sum: string }>(
        `select sum(events) from activity_days_s1
         where account_id = 0 and type = 'register' and day between $1 and $2`,
        [from, to],
      );
      return Number(rows[0]?.sum);
    };

    it('shows the sums of the counters, beside the days before', async () => {
      const now = await registered('2026-03-01', '2026-03-31');
      const before = await registered('2026-01-29', '2026-02-28');
      const text = tile(await read(MARCH), 'New accounts');
      expect(text)
        .to.match(new RegExp(`^${now} `))
        .and.match(new RegExp(`from ${before}$`));
    });

    it('counts an account once, however often it was there', async () => {
      const { rows } = await rooms.pool.query<{ count: string }>(
        `select count(distinct account_id) from session_days_s1 where day between '2026-03-01' and '2026-03-31'`,
      );
      expect(tile(await read(MARCH), 'Active accounts')).to.match(new RegExp(`^${rows[0]?.count} `));
    });

    it('has no number before there was anything', async () => {
      expect(tile(await read('?range=custom&from=2026-02-01&to=2026-03-31'), 'New accounts')).to.match(
        /no data before$/,
      );
    });

    it('names the plans, the services and the models, and nobody', async () => {
      const text = await read(MARCH);
      expect(text).to.contain('Enterprise').and.contain('gpt-4o-mini').and.contain('Requests by service');
      expect(text).to.contain(HOSTILE_MODEL.slice(25, 60)).and.not.contain('<script>alert');
    });

    it('shows the usual range, and why, when the one asked for is none', async () => {
      const text = await read('?range=custom&from=2026-03-01&to=x');
      expect(text).to.contain('A range needs two days').and.contain('The last 30 days');
    });
  });
});
