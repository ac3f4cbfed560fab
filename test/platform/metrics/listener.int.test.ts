import { expect } from 'chai';
import { startMetricsListener, type MetricsListener } from '#platform/metrics/listener.js';
import { logMetrics } from '#platform/metrics/log-metrics.js';
import { createRegistry } from '#platform/metrics/registry.js';

describe('the door for numbers', () => {
  const token = '0123456789abcdef';
  let door: MetricsListener;
  const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${door.port}${path}`, init);

  before(async () => {
    const registry = createRegistry('follow');
    logMetrics(registry).commanded('RenameProject', 'done', 0.01);
    door = await startMetricsListener({ host: '127.0.0.1', port: 0, token, registry });
  });
  after(() => door.close());

  it('tells them to whoever has the token', async () => {
    const answer = await ask('/metrics', { headers: { Authorization: `Bearer ${token}` } });
    expect(answer.status).to.equal(200);
    expect(await answer.text()).to.match(
      /^aidesign_command_seconds_count\{.*command="RenameProject",outcome="done".*\} 1$/m,
    );
  });

  it('tells nobody else', async () => {
    const answer = await ask('/metrics/');
    expect(answer.status).to.equal(401);
    expect(await answer.text()).not.to.contain('aidesign');
  });

  it('says to anybody that the process lives', async () => {
    const answer = await ask('/health/live');
    expect(await answer.json()).to.include({ status: 'alive' });
  });

  it('knows nothing else', async () => {
    expect((await ask('/')).status).to.equal(404);
    expect((await ask('/metrics', { method: 'POST' })).status).to.equal(405);
  });
});
