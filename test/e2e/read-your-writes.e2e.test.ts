import { expect } from 'chai';
import { newPerson, newProject, type Person } from '#test/support/people.js';
import { newSystem, type Started, type StartedApi, type System } from '#test/support/system.js';

const WRITES = 200;

describe('two API processes and a follower', function () {
  this.timeout(180_000);

  for (const notify of ['on', 'off']) {
    describe(`with NOTIFY ${notify}`, () => {
      let system: System;
      let apis: readonly [StartedApi, StartedApi];
      let follower: Started;
      let person: Person;
      let projectId: number;

      before(async () => {
        system = await newSystem();
        follower = await system.follower({ NOTIFY: notify });
        // waiting for a dead follower would take ten seconds: it cannot be mistaken for a slow machine
        const env = { NOTIFY: notify, SETTLE_TIMEOUT_MS: '10000' };
        apis = [await system.api(env), await system.api(env)];
        person = await newPerson(apis[0].client);
        projectId = (await newProject(apis[0].client, person)).id;
      });

      after(() => system.stop());

      it(`shows each of ${WRITES} writes to the next read on the other process`, async () => {
        const stale: string[] = [];
        for (let count = 0; count < WRITES; count += 1) {
          const [writer, reader] = count % 2 === 0 ? apis : [apis[1], apis[0]];
          const name = `Name ${count}`;
          const written = await writer.client.patch(`/api/v1/projects/${projectId}/`, { name }, person.as);
          expect(written.headers.get('x-projection-lag'), 'the write was settled').to.equal(null);
          const read = await reader.client.get(`/api/v1/projects/${projectId}/`, person.as);
          const seen = (read.body as { name: string }).name;
          if (seen !== name) stale.push(`${name}: saw ${seen}`);
          expect(read.headers.get('etag')).to.equal(written.headers.get('etag'));
        }
        expect(stale).to.deep.equal([]);
      });

      it('answers commands at once while the follower is stopped, and says so', async () => {
        await follower.kill();
        const answers: { lag: string | null; status: number; milliseconds: number }[] = [];
        for (let count = 0; count < 9; count += 1) {
          const started = performance.now();
          const name = `Unseen ${count}`;
          const { status, headers } = await apis[0].client.patch(
            `/api/v1/projects/${projectId}/`,
            { name },
            person.as,
          );
          answers.push({
            status,
            lag: headers.get('x-projection-lag'),
            milliseconds: performance.now() - started,
          });
        }
        expect(answers.map(({ status }) => status)).to.deep.equal(Array(9).fill(200));
        expect(
          answers.every(({ lag }) => lag !== null),
          'X-Projection-Lag is sent',
        ).to.equal(true);
        // promised are 100 ms; tenfold slack for a busy machine, and still far below any wait
        const middle = answers.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other)[4];
        expect(middle).to.be.lessThan(1_000);
      });

      it('waits again when a follower is back', async () => {
        follower = await system.follower({ NOTIFY: notify });
        let lag: string | null = 'unknown';
        for (let count = 0; lag !== null && count < 200; count += 1) {
          const changed = await apis[1].client.patch(
            `/api/v1/projects/${projectId}/`,
            { name: `Back ${count}` },
            person.as,
          );
          lag = changed.headers.get('x-projection-lag');
        }
        expect(lag).to.equal(null);
        const { body } = await apis[0].client.get(`/api/v1/projects/${projectId}/`, person.as);
        expect((body as { name: string }).name).to.match(/^Back/);
      });

      it('holds a read back until it shows the position the reader knows of', async () => {
        const { headers } = await apis[0].client.patch(
          `/api/v1/projects/${projectId}/`,
          { name: 'Known' },
          person.as,
        );
        const position = headers.get('x-event-position') ?? '';
        const read = await apis[1].client.get('/api/v1/projects/my_projects/', {
          ...person.as,
          headers: { 'X-Min-Event-Position': position },
        });
        expect((read.body as { name: string }[])[0]?.name).to.equal('Known');
      });
    });
  }
});
