import { expect } from 'chai';
import { collect, describeBull, told } from './bull-support.js';

describeBull('a job', ({ queue }) => {
  it('is done and gives its result', async () => {
    const work = queue();
    void work.process(async ({ data }) => Number(data.a) + Number(data.b));
    const job = await work.add({ a: 1, b: 2 });
    expect(await job.finished()).to.equal(3);
  });

  it('that is delayed is not done before its time', async () => {
    const work = queue();
    const started = Date.now();
    await work.add({}, { delay: 200 });
    await collect(work, 1);
    expect(Date.now() - started).to.be.at.least(199);
  });

  it('that fails is tried again after a growing delay', async () => {
    const work = queue();
    const times: number[] = [];
    void work.process(async () => {
      times.push(Date.now());
      if (times.length < 3) throw new Error('not yet');
    });
    const job = await work.add({}, { attempts: 3, backoff: { type: 'exponential', delay: 40 } });
    await job.finished();
    const [first = 0, second = 0, third = 0] = times;
    expect([second - first >= 39, third - second >= 119]).to.deep.equal([true, true]);
  });

  it('that fails for good says why', async () => {
    const work = queue();
    void work.process(async () => {
      throw new Error('no paper');
    });
    const job = await work.add({}, { attempts: 2 });
    const message = await job.finished().catch((error: Error) => error.message);
    expect([message, (await work.getJob(job.id))?.attemptsMade]).to.deep.equal(['no paper', 2]);
  });

  it('with a better priority goes first', async () => {
    const work = queue();
    await work.pause();
    for (const priority of [3, 1, 2]) await work.add({ priority }, { priority });
    await work.resume();
    expect(await collect(work, 3)).to.deep.equal([{ priority: 1 }, { priority: 2 }, { priority: 3 }]);
  });

  it('with an id that is there already is added once', async () => {
    const work = queue();
    await work.add({ n: 1 }, { jobId: 'same' });
    await work.add({ n: 2 }, { jobId: 'same' });
    expect((await work.getWaiting()).map(({ data }) => data)).to.deep.equal([{ n: 1 }]);
  });

  it('numbers are integers without a point', async () => {
    const work = queue();
    const jobs = [await work.add({}), await work.add({})];
    expect(jobs.map(({ id }) => id)).to.deep.equal(['1', '2']);
  });

  it('keeps data of any character', async () => {
    const work = queue();
    const text = 'ä€😀\u0000"\\/';
    await work.add({ text });
    expect(await collect(work, 1)).to.deep.equal([{ text }]);
  });

  it('tells its progress', async () => {
    const work = queue();
    void work.process(async (job) => job.progress(40));
    const progress = told(work, 'global:progress');
    await work.isReady();
    await work.add({});
    expect((await progress)[1]).to.equal(40);
  });
});
