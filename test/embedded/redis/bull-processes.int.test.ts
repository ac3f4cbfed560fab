import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { describeBull, told } from './bull-support.js';

const SCRIPT = fileURLToPath(new URL('bull-worker-process.js', import.meta.url));

describeBull('across processes', ({ queue, url, name }) => {
  it('tells here what was done there', async () => {
    const work = queue();
    await work.isReady();
    const completed = told(work, 'global:completed');
    const child = fork(SCRIPT, [url(), name()]);
    await work.add({ n: 21 });
    const [, result] = await completed;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    expect(JSON.parse(String(result))).to.deep.equal({ pid: child.pid, twice: 42 });
  });
});
