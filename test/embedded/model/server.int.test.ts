import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import fc from 'fast-check';
import { createModelServer } from '#embedded/model/server.js';

interface ChatAnswer {
  readonly choices: readonly {
    readonly index: number;
    readonly finish_reason: string;
    readonly message: { readonly role: string; readonly content: string };
  }[];
  readonly usage: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly total_tokens: number;
  };
}

interface ImageAnswer {
  readonly data: readonly { readonly b64_json: string }[];
}

interface Chunk {
  readonly choices: readonly {
    readonly delta: { readonly content?: string };
    readonly finish_reason: string | null;
  }[];
}

const svgOf = async (response: Response): Promise<string> => {
  const { data } = (await response.json()) as ImageAnswer;
  return Buffer.from(data[0]!.b64_json, 'base64').toString('utf8');
};

const BRIEF = { task: 'layout', prompt: 'Poster for a jazz night', canvas: { width: 800, height: 600 } };
const user = (content: unknown) => ({
  role: 'user',
  content: typeof content === 'string' ? content : JSON.stringify(content),
});

describe('local model: the OpenAI protocol', () => {
  let server: Server;
  let base: string;
  before((done) => {
    server = createModelServer({ now: () => 1_700_000_000_000 }).listen(0, '127.0.0.1', () => {
      base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
      done();
    });
  });
  after((done) => {
    server.closeAllConnections();
    server.close(() => done());
  });

  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(base + path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
  const chat = async (body: object): Promise<ChatAnswer> =>
    (await (await post('/v1/chat/completions', body)).json()) as ChatAnswer;
  const refusal = async (answer: Promise<Response>): Promise<unknown> => {
    const response = await answer;
    const { error } = (await response.json()) as { error: { type: string; param: unknown; code: unknown } };
    return [response.status, error.type, error.param, error.code];
  };

  it('answers a chat with one choice that is finished', async () => {
    const answer = await chat({
      model: 'local-layout-1',
      messages: [{ role: 'system', content: 'JSON only' }, user(BRIEF)],
    });
    expect(answer).to.include({ object: 'chat.completion', model: 'local-layout-1', created: 1_700_000_000 });
    expect(answer.choices[0]).to.deep.include({ index: 0, finish_reason: 'stop' });
    expect(answer.choices[0]!.message.role).to.equal('assistant');
  });

  it('answers with a design as JSON', async () => {
    const answer = await chat({ messages: [user(BRIEF)] });
    expect(JSON.parse(answer.choices[0]!.message.content)).to.have.keys(
      'components',
      'palette',
      'fonts',
      'background',
    );
  });

  it('counts a token for four characters', async () => {
    const answer = await chat({ messages: [user(BRIEF)] });
    const { prompt_tokens, completion_tokens, total_tokens } = answer.usage;
    expect(prompt_tokens).to.equal(Math.ceil(JSON.stringify(BRIEF).length / 4));
    expect(completion_tokens).to.equal(Math.ceil(answer.choices[0]!.message.content.length / 4));
    expect(total_tokens).to.equal(prompt_tokens + completion_tokens);
  });

  it('answers the same bytes for the same seed, others for another', async () => {
    const contents = await Promise.all(
      [1, 1, 2].map(
        async (seed) => (await chat({ seed, messages: [user(BRIEF)] })).choices[0]!.message.content,
      ),
    );
    expect(contents[0]).to.equal(contents[1]);
    expect(contents[0]).to.not.equal(contents[2]);
  });

  it('answers the brief again after a complaint about its answer', async () => {
    const first = (await chat({ messages: [user(BRIEF)] })).choices[0]!.message.content;
    const messages = [
      user(BRIEF),
      { role: 'assistant', content: '{"half":' },
      user('That was not valid: components is missing.'),
    ];
    expect((await chat({ messages })).choices[0]!.message.content).to.equal(first);
  });

  it('reads the text parts of a message', async () => {
    const whole = (await chat({ messages: [user(BRIEF)] })).choices[0]!.message.content;
    const parts = [{ role: 'user', content: [{ type: 'text', text: JSON.stringify(BRIEF) }] }];
    expect((await chat({ messages: parts })).choices[0]!.message.content).to.equal(whole);
  });

  it('streams the same text in pieces and ends with DONE', async () => {
    const whole = (await chat({ messages: [user(BRIEF)] })).choices[0]!.message.content;
    const response = await post('/v1/chat/completions', { stream: true, messages: [user(BRIEF)] });
    const lines = (await response.text()).split('\n\n').filter((line) => line !== '');
    expect(response.headers.get('content-type')).to.include('text/event-stream');
    expect(lines.at(-1)).to.equal('data: [DONE]');
    const chunks = lines.slice(0, -1).map((line) => JSON.parse(line.slice(6)) as Chunk);
    expect(chunks.map((chunk) => chunk.choices[0]!.delta.content ?? '').join('')).to.equal(whole);
    expect(chunks.at(-1)!.choices[0]!.finish_reason).to.equal('stop');
  });

  it('draws a picture as SVG in base64', async () => {
    const svg = await svgOf(await post('/v1/images/generations', { prompt: 'a fox', size: '1792x1024' }));
    expect(svg).to.match(/^<\?xml[^>]+\?>\n<svg [^>]*width="1792" height="1024"/);
  });

  it('lets no text of a prompt become mark-up', async () => {
    const prompts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.constant('</title><script>alert("1")</script> & \'x\''),
    );
    await fc.assert(
      fc.asyncProperty(prompts, async (prompt) => {
        const svg = await svgOf(await post('/v1/images/generations', { prompt }));
        const title = /<title>([^]*)<\/title>/u.exec(svg)?.[1] ?? 'none';
        expect(title).to.not.match(/[<>]|&(?!amp;|lt;|gt;|quot;|#39;)/u);
        expect(svg).to.not.match(/<script|\son\w+=|href/u);
      }),
      { numRuns: 40 },
    );
  });

  it('lists its model', async () => {
    const answer = (await (await fetch(`${base}/v1/models`)).json()) as {
      data: { id: string }[];
    };
    expect(answer.data.map(({ id }) => id)).to.deep.equal(['local-layout-1']);
  });

  it('says that it is well', async () => {
    expect((await fetch(`${base}/health`)).status).to.equal(200);
  });

  it('refuses what is not JSON', async () => {
    expect(await refusal(post('/v1/chat/completions', '{"messages":'))).to.deep.equal([
      400,
      'invalid_request_error',
      null,
      'invalid_json',
    ]);
  });

  it('refuses JSON that is no object', async () => {
    expect(await refusal(post('/v1/chat/completions', '[1]'))).to.deep.equal([
      400,
      'invalid_request_error',
      null,
      null,
    ]);
  });

  it('refuses a chat without messages', async () => {
    const expected = [400, 'invalid_request_error', 'messages', 'missing_required_parameter'];
    expect(await refusal(post('/v1/chat/completions', { model: 'x' }))).to.deep.equal(expected);
    expect(await refusal(post('/v1/chat/completions', { messages: [] }))).to.deep.equal(expected);
  });

  it('refuses a chat in which nobody asks', async () => {
    const answer = post('/v1/chat/completions', { messages: [{ role: 'system', content: 'x' }] });
    expect(await refusal(answer)).to.deep.equal([400, 'invalid_request_error', 'messages', null]);
  });

  it('refuses a size that it cannot draw', async () => {
    const answer = post('/v1/images/generations', { prompt: 'x', size: '7x7' });
    expect(await refusal(answer)).to.deep.equal([400, 'invalid_request_error', 'size', 'invalid_value']);
  });

  it('refuses more than 2 MB', async () => {
    const answer = post('/v1/chat/completions', JSON.stringify({ messages: [user('x'.repeat(2_100_000))] }));
    expect(await refusal(answer)).to.deep.equal([413, 'invalid_request_error', null, 'request_too_large']);
  });

  it('knows no other paths', async () => {
    expect(await refusal(post('/v1/embeddings', {}))).to.deep.equal([
      404,
      'invalid_request_error',
      null,
      'unknown_url',
    ]);
  });

  it('knows no other methods', async () => {
    const answer = fetch(`${base}/v1/chat/completions`);
    expect(await refusal(answer)).to.deep.equal([405, 'invalid_request_error', null, 'method_not_allowed']);
  });

  it('goes on serving after refusals', async () => {
    await post('/v1/chat/completions', 'nonsense');
    expect((await post('/v1/chat/completions', { messages: [user(BRIEF)] })).status).to.equal(200);
  });
});
