import { expect } from 'chai';
import type { Answer } from '#test/support/api-client.js';
import { newPerson, newProject, PASSWORD, uniqueName } from '#test/support/people.js';
import { newSystem, type StartedApi, type System } from '#test/support/system.js';

const statuses = (answers: readonly Answer[]): Record<number, number> =>
  answers.reduce<Record<number, number>>(
    (counts, { status }) => ({ ...counts, [status]: (counts[status] ?? 0) + 1 }),
    {},
  );

/** A spelling of the address with some letters in upper case, chosen by the bits of `pattern`. */
const inAnotherCase = (text: string, pattern: number): string =>
  [...text].map((letter, index) => ((pattern >> (index % 6)) & 1 ? letter.toUpperCase() : letter)).join('');

describe('many requests at once over two API processes', function () {
  this.timeout(120_000);
  let system: System;
  let apis: readonly StartedApi[];

  before(async () => {
    system = await newSystem();
    await system.follower();
    apis = await Promise.all([system.api(), system.api()]);
  });

  after(() => system.stop());

  const api = (index = 0) => {
    const chosen = apis[index % apis.length];
    if (!chosen) throw new Error('no API process');
    return chosen.client;
  };

  it('register one account for fifty spellings of one address', async () => {
    const address = `${uniqueName()}@example.org`;
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        api(index).post('/api/auth/register/', {
          username: uniqueName(),
          email: inAnotherCase(address, index),
          password: PASSWORD,
        }),
      ),
    );
    expect(statuses(answers)).to.deep.equal({ 201: 1, 400: 49 });
    const codes = new Set(
      answers.filter(({ status }) => status === 400).map(({ body }) => (body as { code: string }).code),
    );
    expect([...codes]).to.deep.equal(['email_taken']);
    const login = await api().post('/api/token/', { email: address, password: PASSWORD });
    expect(login.status).to.equal(200);
  });

  it('create exactly three projects on the Free plan', async () => {
    const person = await newPerson(api());
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        api(index).post('/api/v1/projects/', { name: `P${index}`, project_type: 'logo' }, person.as),
      ),
    );
    expect(statuses(answers)).to.deep.equal({ 201: 3, 403: 17 });
    const refused = answers.find(({ status }) => status === 403)?.body as Record<string, unknown>;
    expect(refused).to.include({ code: 'project_limit_exceeded', limit: 3, used: 3 });
    const { body: mine } = await api().get('/api/v1/projects/my_projects/', person.as);
    expect(mine).to.have.length(3);
  });

  it('keep the saves of two people in the history of their project', async () => {
    const owner = await newPerson(api());
    const guest = await newPerson(api(1));
    const { id } = await newProject(api(), owner);
    await api().post(`/api/v1/projects/${id}/add_collaborator/`, { username: guest.username }, owner.as);
    const save = (index: number, person: typeof owner, text: string): Promise<Answer> =>
      api(index).post(
        `/api/v1/projects/${id}/save_design/`,
        { design_data: { objects: [{ type: 'IText', text }] } },
        person.as,
      );
    const rounds = 10;
    const both = Array.from({ length: rounds }, async (_, round) => {
      const answers = await Promise.all([save(0, owner, `owner ${round}`), save(1, guest, `guest ${round}`)]);
      return answers.map(({ status }) => status);
    });
    expect((await Promise.all(both)).flat()).to.deep.equal(Array(2 * rounds).fill(200));
    const texts = new Set<string>();
    const { body: versions } = await api().get(`/api/v1/projects/${id}/versions/`, owner.as);
    const read = async (): Promise<void> => {
      const { body } = await api().get(`/api/v1/projects/${id}/`, owner.as);
      texts.add(
        (body as { design_data: { objects: { text: string }[] } }).design_data.objects[0]?.text ?? '',
      );
    };
    await read();
    for (const { version_number } of versions as { version_number: number }[]) {
      await api().post(`/api/v1/projects/${id}/restore_version/`, { version_number }, owner.as);
      await read();
    }
    expect(texts.size).to.equal(2 * rounds);
  });

  it('let one of many writers with the same If-Match through', async () => {
    const person = await newPerson(api());
    const { id } = await newProject(api(), person);
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        api(index).patch(
          `/api/v1/projects/${id}/`,
          { name: `N${index}` },
          { ...person.as, headers: { 'If-Match': '"0"' } },
        ),
      ),
    );
    expect(statuses(answers)).to.deep.equal({ 200: 1, 412: 29 });
  });
});
