import { expect } from 'chai';
import type { ApiClient } from '#test/support/api-client.js';
import { newPerson, newProject, type Person } from '#test/support/people.js';
import { column, type World } from './world.js';

const LOGO = {
  name: 'Logo for Rosie',
  project_type: 'logo',
  canvas_width: 500,
  color_palette: ['#0EA5E9'],
};

export const describeSearch = (world: () => World): void => {
  describe('the search for projects', () => {
    let api: ApiClient;
    let ada: Person;
    let grace: Person;

    const get = async (path: string, person = ada) => {
      const { status, body } = await api.get(`/api/v1/projects/${path}`, person.as);
      expect(status, JSON.stringify(body)).to.equal(200);
      return body;
    };
    const names = async (query: string, person = ada): Promise<unknown[]> =>
      column(await get(`search/?${query}`, person), 'name');
    const q = (words: string): string => `q=${encodeURIComponent(words)}`;

    before(async () => {
      ({ api } = world());
      [ada, grace] = [await newPerson(api), await newPerson(api)];
      await newProject(api, ada, { name: "Rosie's Café menu", description: 'Summer-time 100% fresh' });
      const shared = await newProject(api, ada, LOGO);
      await newProject(api, ada, { name: '夏のメニュー', ai_prompt: 'a menu, jazz on the terrace' });
      await newProject(api, grace, { name: 'Secret menu of Grace' });
      await newProject(api, grace, { name: 'Public menu', is_public: true });
      await api.post(`/api/v1/projects/${shared.id}/add_collaborator/`, { username: grace.username }, ada.as);
    });

    it('finds words of the name, newest change first', async () => {
      expect(await names(q('rosie'))).to.deep.equal(['Logo for Rosie', "Rosie's Café menu"]);
    });

    it('finds words of the description and of the AI prompt', async () => {
      expect(await names(q('fresh'))).to.deep.equal(["Rosie's Café menu"]);
      expect(await names(q('jazz'))).to.deep.equal(['夏のメニュー']);
    });

    it('finds only what has all the words, in any order and any case', async () => {
      expect(await names(q('MENU Rosie'))).to.deep.equal(["Rosie's Café menu"]);
      expect(await names(q('CAFÉ'))).to.deep.equal(["Rosie's Café menu"]);
    });

    it('finds words by how they begin', async () => {
      expect(await names(q('log ros'))).to.deep.equal(['Logo for Rosie']);
      expect(await names(q('夏の'))).to.deep.equal(['夏のメニュー']);
    });

    it('finds own and shared projects, and nothing of others', async () => {
      expect(await names(q('menu'))).to.deep.equal(['夏のメニュー', "Rosie's Café menu"]);
      expect(await names(q('rosie'), grace)).to.deep.equal(['Logo for Rosie']);
      expect(await names(q('secret'))).to.deep.equal([]);
    });

    it('finds public projects of everybody when they are asked for', async () => {
      expect(await names(`${q('menu')}&public=1`)).to.deep.equal(['Public menu']);
    });

    it('finds everything when nothing is looked for', async () => {
      expect(await names('')).to.have.length(3);
    });

    it('can be narrowed by type, time and prompt', async () => {
      expect(await names('project_type=logo')).to.deep.equal(['Logo for Rosie']);
      expect(await names('has_ai=true')).to.deep.equal(['夏のメニュー']);
      expect(await names('has_ai=0&project_type=graphic')).to.deep.equal(["Rosie's Café menu"]);
      expect(await names('created_after=2100-01-01')).to.deep.equal([]);
      expect(await names('created_after=2020-01-01&created_before=2100-01-01T00:00:00Z')).to.have.length(3);
    });

    for (const words of [
      "'",
      "a'b",
      '\\',
      '&',
      '!',
      ':*',
      '(',
      "') | 'x",
      '"menu"',
      '-',
      '<->',
      '\0',
      '🥐',
      '%',
    ]) {
      it(`takes anything for words: ${JSON.stringify(words)}`, async () => {
        expect(await names(q(words))).to.be.an('array');
        expect(await get(`autocomplete/?${q(words)}`)).to.be.an('array');
      });
    }

    it('takes no word for an operator', async () => {
      expect(await names(q('rosie | secret'))).to.deep.equal(await names(q('rosie secret')));
      expect(await names(q('!rosie'))).to.deep.equal(await names(q('rosie')));
    });

    it('gives pages when a page is asked for', async () => {
      const page = await get(`search/?${q('menu')}&page=2&page_size=1`);
      expect(page).to.include({ count: 2, next: null });
      expect(page.previous).to.contain('q=menu').and.to.contain('page=1');
      expect(column(page.results, 'name')).to.deep.equal(["Rosie's Café menu"]);
    });

    it('gives as many as are asked for', async () => {
      expect(await names(`${q('menu')}&limit=1`)).to.deep.equal(['夏のメニュー']);
      const { status, body } = await api.get('/api/v1/projects/search/?limit=101', ada.as);
      expect([status, body.code]).to.deep.equal([400, 'validation_error']);
    });

    it('completes what is typed, and suggests names', async () => {
      const [hint] = await get(`autocomplete/?${q('ros')}&limit=1`);
      expect(hint).to.have.all.keys('id', 'name').and.include({ name: 'Logo for Rosie' });
      expect(await get('autocomplete/')).to.deep.equal([]);
      expect(await get(`suggestions/?${q('ros')}`)).to.deep.equal({
        suggestions: ['Logo for Rosie', "Rosie's Café menu"],
      });
    });

    it('has pages of its own in the advanced form', async () => {
      const { results, ...page } = await get(`advanced-search/projects/?${q('menu')}&page_size=1`);
      expect(page).to.deep.equal({ count: 2, page: 1, page_size: 1, total_pages: 2 });
      expect(results[0]).to.include({ name: '夏のメニュー', is_owner: true });
    });

    it('looks everywhere at once', async () => {
      const { projects, ...others } = await get(`advanced-search/global/?${q('rosie')}`);
      expect(projects[0]).to.include({ name: 'Logo for Rosie', type: 'logo' });
      expect(others).to.deep.equal({ assets: [], templates: [], teams: [], total_count: 2 });
      const short = await api.get('/api/v1/projects/advanced-search/global/?q=a', ada.as);
      expect([short.status, short.body.errors[0].attr]).to.deep.equal([400, 'q']);
    });

    const filter = async (body: object): Promise<unknown[]> => {
      const { status, body: rows } = await api.post('/api/v1/projects/advanced_filter/', body, ada.as);
      expect(status, JSON.stringify(rows)).to.equal(200);
      return column(rows, 'name');
    };

    it('takes all the filters of the search page, and an order', async () => {
      const logo = ['Logo for Rosie'];
      expect(await filter({ project_types: ['logo', 'ui_ux'] })).to.deep.equal(logo);
      expect(await filter({ colors: ['#0ea5e9', '#000000'] })).to.deep.equal(logo);
      expect(await filter({ has_color_palette: true, has_ai_prompt: false })).to.deep.equal(logo);
      expect(await filter({ min_width: 400, max_width: 500, max_height: 1_080 })).to.deep.equal(logo);
      expect(await filter({ owner_username: ada.username, q: 'menu', sort_by: 'created_at' })).to.deep.equal([
        "Rosie's Café menu",
        '夏のメニュー',
      ]);
      expect(await filter({ updated_after: '2100-01-01' })).to.deep.equal([]);
    });

    it('narrows nothing by filters that are empty or unknown', async () => {
      const empty = { project_types: [], colors: [], owner_username: '', sort_by: 'popularity', tags: [1] };
      expect(await filter(empty)).to.have.length(3);
      expect(await filter({ is_public: true, q: 'menu' })).to.deep.equal(['Public menu']);
    });

    it('finds nothing by texts that cannot be stored', async () => {
      expect(await filter({ owner_username: 'a\0' })).to.deep.equal([]);
      expect(await filter({ colors: ['\0'], q: '\0' })).to.deep.equal([]);
    });

    for (const time of ['yesterday', '2026-02-30', '0000-01-01', '9999-12-31T23:59:59-12:00']) {
      it(`refuses a time that is none: ${time}`, async () => {
        const path = `/api/v1/projects/search/?created_after=${encodeURIComponent(time)}`;
        const { status, body } = await api.get(path, ada.as);
        expect([status, body.code, body.errors[0].attr]).to.deep.equal([
          400,
          'validation_error',
          'created_after',
        ]);
      });
    }

    it('keeps nothing of what people look for', async () => {
      expect(await get('popular_searches/')).to.deep.equal([]);
    });

    it('has empty pages for what there is none of', async () => {
      for (const kind of ['assets', 'templates', 'teams'])
        expect(await get(`advanced-search/${kind}/?q=menu`)).to.deep.equal({
          count: 0,
          page: 1,
          page_size: 20,
          total_pages: 0,
          results: [],
        });
    });

    it('sees a new name at once, and forgets the old one and what was deleted', async () => {
      const { id } = await newProject(api, grace, { name: 'Zebra' });
      await api.patch(`/api/v1/projects/${id}/`, { name: 'Giraffe' }, grace.as);
      expect(await names(q('zebra'), grace)).to.deep.equal([]);
      expect(await names(q('giraffe'), grace)).to.deep.equal(['Giraffe']);
      await api.delete(`/api/v1/projects/${id}/`, grace.as);
      expect(await names(q('giraffe'), grace)).to.deep.equal([]);
    });
  });
};
