import { expect } from 'chai';
import { connectLog } from '#eventlog/log-client.js';
import { placeIn } from '#platform/tracing/tracing.js';
import { startCollector, type CollectedSpan, type Collector } from '#test/support/collector.js';
import { newPerson, type Person } from '#test/support/people.js';
import { eventsOf } from '#test/support/read-models.js';
import { newSystem, type System } from '#test/support/system.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const NAME = 'Canary-of-Grace-Hopper';

describe('a system with a collector of traces', () => {
  let collector: Collector;
  let system: System;
  let person: Person;
  let traceresponse: string;
  let request: CollectedSpan;
  let command: CollectedSpan;

  before(async function () {
    this.timeout(120_000);
    collector = await startCollector();
    system = await newSystem();
    const to = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    const [{ client: api }] = await Promise.all([system.api(to), system.follower(to), system.worker(to)]);
    person = await newPerson(api);
    const answer = await api.post(
      '/api/v1/projects/?secret=canary-query',
      { name: NAME, project_type: 'graphic' },
      { ...person.as, headers: { traceparent: `00-${TRACE}-${PARENT}-01` } },
    );
    traceresponse = answer.headers.get('traceresponse') ?? '';
    request = await collector.first(({ traceId, name }) => traceId === TRACE && name.startsWith('POST '));
    command = await collector.first(({ traceId, name }) => traceId === TRACE && name === 'CreateProject');
  });
  after(async () => {
    await system.stop();
    await collector.close();
  });

  it('goes on with the trace of whoever asks, and names the route, not the address', () => {
    expect(request).to.deep.include({ name: 'POST /api/v1/projects/', parentSpanId: PARENT });
    expect(request).to.include({ service: 'aidesign-api', kind: 2 });
    expect(request.attributes).to.deep.equal({
      ...{ 'http.request.method': 'POST', 'http.route': '/api/v1/projects/' },
      'http.response.status_code': '201',
    });
  });

  it('names its span in the answer', () => {
    expect(placeIn(traceresponse)).to.deep.equal({ traceId: TRACE, spanId: request.spanId });
  });

  it('shows the command in the request, and the append in the command', async () => {
    expect(command.parentSpanId).to.equal(request.spanId);
    const append = await collector.first(
      ({ name, parentSpanId }) => name === 'append' && parentSpanId === command.spanId,
    );
    expect(append).to.deep.include({ traceId: TRACE, attributes: { 'aidesign.events': '1' } });
  });

  it('writes the trace into the event', async () => {
    const client = connectLog(system.environment['EVENTSTORE_URL'] ?? '');
    const events = await eventsOf(client);
    await client.dispose();
    const traced = events.filter(({ metadata }) => metadata.traceId === TRACE);
    expect(traced.map(({ event }) => event.type)).to.include('ProjectCreated');
  });

  it('links the commit that made the row to the command', async () => {
    const commit = await collector.first(
      ({ name, links }) => name === 'commit batch' && links.some(({ spanId }) => spanId === command.spanId),
    );
    expect(commit).to.include({ service: 'aidesign-follow' });
    expect(commit.links.map(({ traceId }) => traceId)).to.include(TRACE);
    expect(commit.traceId).not.to.equal(TRACE);
  });

  it('shows the work a command made necessary in its trace, and the commands of that work in it', async () => {
    const effect = await collector.first(({ name }) => name.startsWith('effect mail'));
    const cause = await collector.first(({ spanId }) => spanId === effect.parentSpanId);
    expect({ cause: cause.service, effect: effect.service }).to.deep.equal({
      cause: 'aidesign-api',
      effect: 'aidesign-worker',
    });
    expect(effect.traceId).to.equal(cause.traceId);
    const report = await collector.first(({ parentSpanId }) => parentSpanId === effect.spanId);
    expect(report.traceId).to.equal(cause.traceId);
  });

  it('tells the collector nothing personal, and no secret', () => {
    const told = collector.bodies.join('\n');
    const secrets = [NAME, person.username, person.email, person.access, String(person.id), 'canary-query'];
    for (const secret of secrets) expect(told.includes(secret)).to.equal(false);
  });
});
