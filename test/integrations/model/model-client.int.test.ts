import { expect } from 'chai';
import { createModelClient } from '#integrations/model/model-client.js';
import type { ModelError } from '#integrations/model/model-error.js';
import {
  answers,
  answersTwice,
  completion,
  floods,
  hangsUp,
  hangsUpHalfway,
  scriptedModel,
  sleeps,
  writes,
  type Reply,
  type ScriptedModel,
} from '#test/support/scripted-model.js';
import { chatRequest, clientFor, failureOf, KEY, PROMPT } from './clients.js';

const facts = ({ kind, code, status, retryAfterMs }: ModelError) => [kind, code, status, retryAfterMs];

describe('a client of a model server', () => {
  let server: ScriptedModel;
  before(async () => {
    server = await scriptedModel();
  });

  it('asks for JSON as OpenAI documents it, under the key of the effect', async () => {
    server.script(writes('{}'));
    await clientFor(server.baseUrl).chat(chatRequest());
    const [{ path, headers, body } = { path: '', headers: {}, body: {} }] = server.asked;
    expect(path).to.equal('/v1/chat/completions');
    expect(headers).to.include({
      authorization: `Bearer ${KEY}`,
      'content-type': 'application/json',
      'idempotency-key': 'generate.42',
      'x-client-request-id': 'generate.42.1',
    });
    expect(body).to.deep.equal({
      model: 'scripted-1',
      seed: 7,
      temperature: 0.7,
      response_format: { type: 'json_object' },
      messages: [{ role: 'user', content: PROMPT }],
    });
  });

  it('answers what was written and what it used', async () => {
    server.script(writes('{"a":1}'));
    const answer = await clientFor(server.baseUrl).chat(chatRequest());
    expect(answer).to.deep.equal({
      content: '{"a":1}',
      cut: false,
      usage: { tokensIn: 120, tokensOut: 340 },
    });
  });

  it('sends no key when there is none', async () => {
    server.script(writes('{}'));
    await clientFor(server.baseUrl, { apiKey: undefined }).chat(chatRequest());
    expect(server.asked[0]?.headers).to.not.have.property('authorization');
  });

  it('says which trace the call is of, if it is of one, and what it may not say it keeps', async () => {
    server.script(writes('{}'));
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const settings = { baseUrl: server.baseUrl, apiKey: KEY, model: 'm', imageModel: 'i', timeoutMs: 5_000 };
    const client = createModelClient(settings, () => ({ traceparent, authorization: 'another' }));
    await client.chat(chatRequest());
    expect(server.asked[0]?.headers).to.include({ traceparent, authorization: `Bearer ${KEY}` });
  });

  it('says that nothing was counted when the numbers are none', async () => {
    const client = clientFor(server.baseUrl);
    for (const usage of [undefined, null, { prompt_tokens: -1, completion_tokens: 'many' }]) {
      server.script(writes('{}', { usage }));
      expect((await client.chat(chatRequest())).usage).to.equal(null);
    }
  });

  it('takes a call of a tool for an answer without words', async () => {
    const tool = { id: '1', type: 'function', function: { name: 'delete_project', arguments: '{"id":1}' } };
    server.script(answers(200, completion({ content: null, tool_calls: [tool] })));
    expect((await clientFor(server.baseUrl).chat(chatRequest())).content).to.equal('');
  });

  it('takes the first of two answers on one connection', async () => {
    server.script(answersTwice(completion({ content: '{"a":1}' })));
    expect((await clientFor(server.baseUrl).chat(chatRequest())).content).to.equal('{"a":1}');
  });

  it('asks for a picture in base64', async () => {
    server.script(answers(200, { data: [{ b64_json: 'QUJD' }] }));
    const { signal, idempotencyKey, requestId } = chatRequest();
    const options = { signal, idempotencyKey, requestId };
    const image = { ...options, prompt: 'a lamp', size: '1024x1024', style: undefined };
    expect(await clientFor(server.baseUrl).image(image)).to.equal('QUJD');
    expect(server.asked[0]?.body).to.deep.equal({
      model: 'scripted-image-1',
      prompt: 'a lamp',
      size: '1024x1024',
      n: 1,
      response_format: 'b64_json',
    });
  });

  it('ends when the caller does not want the answer any more', async () => {
    server.script(sleeps);
    const controller = new AbortController();
    const arrived = server.nextRequest();
    const call = failureOf(clientFor(server.baseUrl).chat(chatRequest({ signal: controller.signal })));
    await arrived;
    controller.abort();
    expect(facts(await call)).to.deep.equal(['aborted', 'model_call_aborted', undefined, undefined]);
  });

  it('asks nothing when the caller has given up already', async () => {
    server.script(writes('{}'));
    const failure = await failureOf(
      clientFor(server.baseUrl).chat(chatRequest({ signal: AbortSignal.abort() })),
    );
    expect([failure.kind, server.asked.length]).to.deep.equal(['aborted', 0]);
  });

  describe('that gets no usable answer', () => {
    const error = (code: string, type = '') => ({ error: { message: `${KEY} ${PROMPT}`, type, code } });
    const CASES: [string, Reply, unknown[]][] = [
      ['a 500', answers(500, error('x')), ['temporary', 'model_unavailable', 500, undefined]],
      [
        'a page of a proxy with 503',
        answers(503, '<html>'),
        ['temporary', 'model_unavailable', 503, undefined],
      ],
      [
        'a 429 with seconds',
        answers(429, error('rate_limit_exceeded'), { 'retry-after': '7' }),
        ['temporary', 'model_rate_limited', 429, 7_000],
      ],
      [
        'a 429 that asks for a year',
        answers(429, {}, { 'retry-after': '31536000' }),
        ['temporary', 'model_rate_limited', 429, 600_000],
      ],
      [
        'a 429 for want of credit',
        answers(429, error('insufficient_quota')),
        ['refused', 'model_credit_spent', 429, undefined],
      ],
      ['a 401', answers(401, error('invalid_api_key')), ['refused', 'model_not_authorized', 401, undefined]],
      ['a 403', answers(403, {}), ['refused', 'model_not_authorized', 403, undefined]],
      ['a 404', answers(404, error('model_not_found')), ['refused', 'model_rejected', 404, undefined]],
      [
        'a 400 of the content filter',
        answers(400, error('content_policy_violation')),
        ['blocked', 'model_content_filter', 400, undefined],
      ],
      ['another 400', answers(400, error('x')), ['refused', 'model_rejected', 400, undefined]],
      [
        'a redirection',
        answers(307, '', { location: 'http://127.0.0.1:1/secret' }),
        ['refused', 'model_redirected', 307, undefined],
      ],
      ['a closed socket', hangsUp, ['temporary', 'model_connection_failed', undefined, undefined]],
      ['half an answer', hangsUpHalfway, ['temporary', 'model_connection_failed', undefined, undefined]],
      [
        'nonsense',
        answers(200, 'Internal Server Error'),
        ['temporary', 'model_answer_garbled', undefined, undefined],
      ],
      [
        'another protocol',
        answers(200, { ok: true }),
        ['temporary', 'model_answer_garbled', undefined, undefined],
      ],
      ['ten megabytes', floods(10_000_000), ['unusable', 'model_answer_too_large', 200, undefined]],
      [
        'a refusal',
        answers(200, completion({ content: null, refusal: 'No.' })),
        ['blocked', 'model_content_filter', undefined, undefined],
      ],
    ];
    for (const [name, reply, expected] of CASES) {
      it(`says what ${name} means, and nothing of key, question and answer`, async () => {
        server.script(reply);
        const failure = await failureOf(clientFor(server.baseUrl).chat(chatRequest()));
        expect(facts(failure)).to.deep.equal(expected);
        const told = `${failure.stack ?? ''}${JSON.stringify(failure)}${String(failure.cause)}`;
        expect(told).to.not.match(/canary|secret|components/);
      });
    }

    it('does not follow a redirection: only the server that was configured is asked', async () => {
      const other = await scriptedModel();
      server.script(answers(307, '', { location: `${other.baseUrl}/chat/completions` }));
      await failureOf(clientFor(server.baseUrl).chat(chatRequest()));
      expect(other.asked).to.deep.equal([]);
    });

    it('waits no longer than it may', async () => {
      server.script(sleeps);
      const failure = await failureOf(clientFor(server.baseUrl, { timeoutMs: 30 }).chat(chatRequest()));
      expect(facts(failure)).to.deep.equal(['timed_out', 'model_timed_out', undefined, undefined]);
    });

    it('finds nobody there', async () => {
      const failure = await failureOf(clientFor('http://127.0.0.1:9/v1').chat(chatRequest()));
      expect(facts(failure)).to.deep.equal(['temporary', 'model_connection_failed', undefined, undefined]);
    });
  });
});
