import { expect } from 'chai';
import { collect, describeBull, told } from './bull-support.js';
import { until } from './support.js';

describeBull('a queue', ({ queue }) => {
  it('repeats a job every so often', async () => {
    const work = queue();
    await work.add({ tick: true }, { repeat: { every: 50 } });
    expect(await collect(work, 3)).to.have.length(3);
  });

  it('repeats a job by a timetable', async () => {
    const work = queue();
    await work.add({ tick: true }, { repeat: { cron: '* * * * * *' } });
    expect(await collect(work, 1)).to.deep.equal([{ tick: true }]);
  });

  it('forgets a repetition that was removed', async () => {
    const work = queue();
    await work.add({}, { repeat: { every: 60_000 } });
    await work.removeRepeatable({ every: 60_000 });
    expect([await work.getRepeatableJobs(), await work.getDelayedCount()]).to.deep.equal([[], 0]);
  });

  it('with a limit does no more in a time than that', async () => {
    const work = queue({ limiter: { max: 3, duration: 300 } });
    const times: number[] = [];
    void work.process(10, async () => void times.push(Date.now()));
    await work.addBulk(Array.from({ length: 7 }, () => ({ data: {} })));
    await until(() => times.length === 7);
    expect((times[6] ?? 0) - (times[0] ?? 0)).to.be.at.least(550);
  });

  it('that is paused starts nothing until it is resumed', async () => {
    const [work, other] = [queue(), queue()];
    await other.pause();
    await work.add({ n: 1 });
    const done = collect(work, 1);
    expect(await work.getPausedCount()).to.equal(1);
    await other.resume();
    expect(await done).to.deep.equal([{ n: 1 }]);
  });

  it('tells all its objects what happens', async () => {
    const [work, observer] = [queue(), queue()];
    await observer.isReady();
    const completed = told(observer, 'global:completed');
    void work.process(async () => 'result');
    const { id } = await work.add({});
    expect((await completed).slice(0, 2)).to.deep.equal([id, '"result"']);
  });

  it('gives each of many jobs to exactly one of two workers', async () => {
    const workers = [queue(), queue()];
    const seen: number[] = [];
    for (const work of workers) void work.process(10, async ({ data }) => void seen.push(data.n));
    const jobs = Array.from({ length: 300 }, (_, n) => ({ data: { n } }));
    await workers[0]!.addBulk(jobs);
    await until(async () => (await workers[0]!.getCompletedCount()) === 300);
    expect(seen.sort((a, b) => a - b)).to.deep.equal(jobs.map(({ data }) => data.n));
  });

  it('runs a job again whose worker stopped renewing its lock', async () => {
    const work = queue({ settings: { lockDuration: 100, lockRenewTime: 60_000, stalledInterval: 100 } });
    let runs = 0;
    const second = new Promise<void>((resolve) => {
      void work.process(2, async () => {
        runs += 1;
        if (runs === 2) resolve();
        else await second;
      });
    });
    await work.add({});
    await second;
    expect(runs).to.equal(2);
  });

  it('cleans up what is done', async () => {
    const work = queue();
    const done = collect(work, 2);
    await work.addBulk([{ data: 1 }, { data: 2 }]);
    await done;
    await until(async () => (await work.getCompletedCount()) === 2);
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect([(await work.clean(0, 'completed')).length, await work.getCompletedCount()]).to.deep.equal([2, 0]);
  });

  it('is gone without a trace when it is obliterated', async () => {
    const work = queue();
    await work.addBulk(
      Array.from({ length: 20 }, (_, n) => ({ data: { n }, opts: { delay: n % 2 ? 5000 : 0 } })),
    );
    await work.obliterate({ force: true });
    expect(await work.client.keys(`bull:${work.name}:*`)).to.deep.equal([]);
  });

  it('removes jobs by a pattern of their ids', async () => {
    const work = queue();
    for (const jobId of ['mail-1', 'mail-2', 'other']) await work.add({}, { jobId });
    await work.removeJobs('mail-*');
    expect((await work.getWaiting()).map(({ id }) => id)).to.deep.equal(['other']);
  });

  it('counts its jobs by state', async () => {
    const work = queue();
    await work.add({});
    await work.add({}, { delay: 60_000 });
    const { waiting, delayed } = await work.getJobCounts();
    expect([waiting, delayed]).to.deep.equal([1, 1]);
  });

  it('knows its workers by name', async () => {
    const work = queue();
    void work.process(async () => undefined);
    await until(async () => (await work.getWorkers()).length === 1);
  });
});
