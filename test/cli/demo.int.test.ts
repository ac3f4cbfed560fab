import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { makeDataDir, removeDataDir, runCli, type Ended } from './support/cli-process.js';

describe('aidesign demo against something else', () => {
  let dataDir: string;
  let server: Server;
  const demo = (...words: string[]): Promise<Ended> => {
    const { port } = server.address() as AddressInfo;
    return runCli(['demo', '--url', `http://127.0.0.1:${port}`, ...words], { DATA_DIR: dataDir });
  };

  beforeEach(async () => {
    dataDir = await makeDataDir();
  });

  afterEach(async () => {
    server.close();
    await removeDataDir(dataDir);
  });

  const answering = (status: number, health: number): Promise<void> => {
    server = createServer((request, response) => {
      response.statusCode = request.url?.includes('/health') === true ? health : status;
      response.end('{"error":"Teapot"}');
    });
    return new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  };

  it('ends with 1 at the first wrong answer, and says what was wrong', async () => {
    await answering(418, 200);
    const { code, out, err } = await demo();
    expect({ code, err }).to.deep.equal({ code: 1, err: '' });
    expect(out)
      .to.contain('✗  1 Sign up as')
      .and.to.contain('expected status 201, got 418: {"error":"Teapot"}');
  });

  it('says it to programs, too', async () => {
    await answering(418, 200);
    const { code, out } = await demo('--json');
    expect(code).to.equal(1);
    expect(JSON.parse(out)).to.deep.include({ kind: 'step', number: 1, ok: false });
  });

  it('ends with 3 when it is not this API', async () => {
    await answering(404, 404);
    const { code, err } = await demo();
    expect(code).to.equal(3);
    expect(err).to.contain('does not look like this API');
  });

  it('ends with 2 for options that make no sense', async () => {
    await answering(404, 404);
    expect((await demo('--once', '--loop', '2')).code).to.equal(2);
    expect((await demo('--loop', 'often')).code).to.equal(2);
    expect((await runCli(['demo', '--url', 'nowhere'], { DATA_DIR: dataDir })).code).to.equal(2);
  });
});
