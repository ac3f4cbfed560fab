import { expect } from 'chai';
import { useUp } from '#test/commands/generations/support.js';
import type { Answer, ApiClient } from '#test/support/api-client.js';
import { newPerson, type Person } from '#test/support/people.js';
import { newSystem, type System } from '#test/support/system.js';
import { temporaryFolder, connectWriteSide, type WriteSide } from '#test/support/process-stores.js';

type Body = Record<string, unknown>;
const bodyOf = ({ body }: Answer): Body => body as Body;

describe('what is asked of the AI', function () {
  this.timeout(120_000);
  let system: System;
  let api: ApiClient;
  let person: Person;

  before(async () => {
    system = await newSystem();
    await system.follower();
    api = (await system.api({ BODY_LIMIT_MB: '1' })).client;
    person = await newPerson(api);
  });

  after(() => system.stop());

  const post = (path: string, body: object) => api.post(`/api/ai/${path}/?async=1`, body, person.as);
  const generate = (body: object) => api.post('/api/ai/generate/', body, person.as);

  const WRONG: readonly (readonly [string, string, object, string])[] = [
    ['no prompt', 'generate-layout', {}, 'prompt'],
    ['an empty prompt', 'generate-layout', { prompt: '   ' }, 'prompt'],
    ['a prompt of 2001 characters', 'generate-layout', { prompt: 'x'.repeat(2_001) }, 'prompt'],
    ['a prompt that is no text', 'generate-layout', { prompt: 7 }, 'prompt'],
    ['a colour that is none', 'generate-layout', { prompt: 'x', color_scheme: ['blue'] }, 'color_scheme[0]'],
    [
      'too many colours',
      'generate-layout',
      { prompt: 'x', color_scheme: Array(21).fill('#fff') },
      'color_scheme',
    ],
    ['a canvas without width', 'generate-layout', { prompt: 'x', canvas_width: 0 }, 'canvas_width'],
    ['a canvas too small for type', 'generate-layout', { prompt: 'x', canvas_width: 49 }, 'canvas_width'],
    [
      'an unknown placement',
      'generate-layout',
      { prompt: 'x', placement_strategy: 'chaos' },
      'placement_strategy',
    ],
    ['no company', 'generate-logo', { industry: 'food' }, 'company_name'],
    ['a long theme', 'generate-color-palette', { theme: 'x'.repeat(501) }, 'theme'],
    ['no style and no purpose', 'suggest-fonts', {}, 'design_style'],
    ['no design', 'refine-design', { refinement_instruction: 'x' }, 'current_design'],
    [
      'an empty design',
      'refine-design',
      { refinement_instruction: 'x', current_design: {} },
      'current_design',
    ],
    [
      'a design that is a list',
      'refine-design',
      { refinement_instruction: 'x', current_design: [] },
      'current_design',
    ],
    ['an unknown size', 'generate-image', { prompt: 'x', size: '1x1' }, 'size'],
  ];

  for (const [what, path, body, attr] of WRONG) {
    it(`is refused with 400 and the field for ${what}`, async () => {
      const answer = await post(path, body);
      expect(answer.status).to.equal(400);
      const [problem] = bodyOf(answer)['errors'] as Body[];
      expect(String(problem?.['attr']).startsWith(attr.split('[')[0] ?? '')).to.equal(true);
    });
  }

  it('is refused with 400 where the kind is unknown', async () => {
    for (const wrong of [{ type: 'poem' }, { request_type: 'text_content' }]) {
      expect((await generate({ prompt: 'x', ...wrong })).status).to.equal(400);
    }
  });

  it('is refused with 400 where a canvas is too large or too small, however its size is spelled', async () => {
    for (const [width, height] of [
      [10_001, 800],
      [800, 99_999],
      [49, 800],
      [800, 0],
    ]) {
      for (const canvas_size of [`${width}x${height}`, { width, height }]) {
        for (const body of [{ canvas_size }, { parameters: { canvas_size } }]) {
          expect((await generate({ prompt: 'x', ...body })).status, JSON.stringify(body)).to.equal(400);
        }
      }
    }
  });

  it('is refused with 400 where a design has more in it than a model can read, and does not count', async () => {
    const current_design = { objects: [{ type: 'Textbox', text: 'x'.repeat(400_000) }] };
    const answer = await post('refine-design', { refinement_instruction: 'x', current_design });
    expect(answer.status).to.equal(400);
    const [problem] = bodyOf(answer)['errors'] as Body[];
    expect(problem).to.include({ code: 'too_large', attr: 'current_design' });
  });

  it('is refused with 400 where a refinement has no design', async () => {
    expect((await generate({ prompt: 'x', type: 'refinement' })).status).to.equal(400);
  });

  it('is refused with 400 where a design is nested without end', async () => {
    const design = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    const raw = `{"refinement_instruction":"x","current_design":${design}}`;
    expect((await api.call('POST', '/api/ai/refine-design/', { ...person.as, raw })).status).to.equal(400);
  });

  it('is refused with 413 where a design is huge', async () => {
    const current_design = { objects: ['x'.repeat(1_100_000)] };
    const answer = await post('refine-design', { refinement_instruction: 'x', current_design });
    expect(answer.status).to.equal(413);
  });

  it('is refused with 404 where the id of a task is none', async () => {
    for (const id of ['0', '-1', '1e3', 'abc', '99999999999999999999']) {
      expect((await api.get(`/api/ai/tasks/${id}/`, person.as)).status).to.equal(404);
    }
  });

  it('may hold quotes, hashes, dashes and any script of the world', async () => {
    const prompt = `O'Brien's #1 -- "Café" 日本 🍕 <b>`;
    const { id } = bodyOf(await generate({ prompt }));
    expect(bodyOf(await api.get(`/api/ai/tasks/${String(id)}/`, person.as))['prompt']).to.equal(prompt);
  });

  it('may have its options beside the prompt or in parameters', async () => {
    const one = { canvas_size: '800x600', color_scheme: ['#abc'], placement_strategy: 'grid' };
    const answers = [
      await generate({ prompt: 'x', ...one }),
      await generate({ prompt: 'x', parameters: one }),
    ];
    for (const answer of answers) {
      const task = bodyOf(await api.get(`/api/ai/tasks/${String(bodyOf(answer)['id'])}/`, person.as));
      expect(task['parameters']).to.deep.equal({
        canvas: { width: 800, height: 600 },
        colors: ['#AABBCC'],
        placement: 'grid',
      });
    }
  });

  it('may say things nobody knows, which are ignored and never stored', async () => {
    const answer = await generate({ prompt: 'x', mood: 'dark', include_guidelines: true });
    expect(answer.status).to.equal(202);
  });

  describe('by somebody whose month is used up', () => {
    let side: WriteSide;
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    let refused: Answer;

    before(async () => {
      folder = await temporaryFolder();
      side = await connectWriteSide(system.environment['EVENTSTORE_URL'] ?? '', folder.path);
      const poor = await newPerson(api);
      await useUp(side.deps, poor.id, { left: 0, at: new Date().toISOString() });
      refused = await api.post('/api/ai/generate-layout/', { prompt: 'x' }, poor.as);
    });

    after(async () => {
      await side.close();
      await folder.remove();
    });

    it('is refused with 429, the limit, the use, and when it ends', () => {
      expect(refused.status).to.equal(429);
      expect(bodyOf(refused)).to.include({ code: 'request_limit_exceeded', limit: 50, used: 50 });
      expect(bodyOf(refused)['reset_at']).to.match(/^\d{4}-\d{2}-01T00:00:00\.000Z$/);
      expect(Number(refused.headers.get('retry-after'))).to.be.within(1, 31 * 86_400);
    });

    it('is refused in words, and says where to get more', () => {
      const { error, title, suggestion, error_type: type, upgrade_url: url } = bodyOf(refused);
      for (const text of [error, title, suggestion]) expect(text).to.be.a('string').and.not.equal('');
      expect([type, URL.canParse(String(url))]).to.deep.equal(['quota_exceeded', true]);
    });
  });
});
