import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { expect } from 'chai';

const dist = join(import.meta.dirname, '..', '..', '..', 'src');

/** Every role is loaded, and tracing is opened as they do; tells how much of the SDK that took. */
const SCRIPT = `
import { createRequire } from 'node:module';
import { join } from 'node:path';
const [dist, endpoint] = process.argv.slice(1);
for (const role of ['api', 'follow', 'worker']) await import(join(dist, 'main-' + role + '.js'));
const { openTracing } = await import(join(dist, 'platform/tracing/tracing.js'));
const tracing = await openTracing(endpoint, 'test');
const loaded = Object.keys(createRequire(join(dist, 'x.js')).cache);
const sdk = loaded.filter((path) => /@opentelemetry.(?!api.)/.test(path)).length;
console.log(JSON.stringify({ sdk: sdk > 0, tracing: tracing !== undefined }));
process.exit(0);
`;

const loadedWith = async (...endpoint: readonly string[]): Promise<unknown> => {
  const words = ['--input-type=module', '-e', SCRIPT, dist, ...endpoint];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout);
};

describe('tracing', () => {
  it('loads nothing of its SDK when there is no collector', async () => {
    expect(await loadedWith()).to.deep.equal({ sdk: false, tracing: false });
  });

  it('loads it when there is one', async () => {
    expect(await loadedWith('http://127.0.0.1:4318')).to.deep.equal({ sdk: true, tracing: true });
  });
});
