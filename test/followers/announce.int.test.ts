import { expect } from 'chai';
import { once } from 'node:events';
import pg from 'pg';
import { announce, PROGRESS_CHANNEL } from '#followers/announce.js';
import type { Move } from '#followers/checkpoint.js';
import { postgresForTests } from '#test/support/services.js';

const moveTo = (projection: string, commit: bigint): Move => ({
  from: { projection, version: 1, at: null },
  to: {
    position: { commit, prepare: commit },
    eventId: '8a0c7b1e-2f5d-5c43-9b62-0d6f1f7a3c11',
    stream: 'project-1',
    revision: 0,
  },
  events: 1,
  digest: 0,
});

describe('progress told within the transaction of a batch', () => {
  let writer: pg.Client;
  let reader: pg.Client;

  beforeEach(async () => {
    const { appUrl } = await postgresForTests();
    [writer, reader] = [
      new pg.Client({ connectionString: appUrl }),
      new pg.Client({ connectionString: appUrl }),
    ];
    await Promise.all([writer.connect(), reader.connect()]);
    await reader.query(`listen ${PROGRESS_CHANNEL}`);
  });

  afterEach(() => Promise.all([writer.end(), reader.end()]));

  const inTransaction = async (moves: readonly Move[], end: 'commit' | 'rollback'): Promise<void> => {
    await writer.query('begin');
    await announce(writer, moves);
    await writer.query(end);
  };

  const nextNotice = async (): Promise<unknown> => {
    const [{ payload }] = (await once(reader, 'notification')) as [{ payload: string }];
    return JSON.parse(payload);
  };

  it('names all projections that moved to a position in one notice', async () => {
    const notice = nextNotice();
    await inTransaction([moveTo('projects', 7n), moveTo('accounts', 7n)], 'commit');
    expect(await notice).to.deep.equal({ projections: ['projects', 'accounts'], commit: '7', prepare: '7' });
  });

  it('is never told when the batch was rolled back', async () => {
    const notice = nextNotice();
    await inTransaction([moveTo('projects', 8n)], 'rollback');
    await inTransaction([moveTo('projects', 9n)], 'commit');
    expect(await notice).to.deep.equal({ projections: ['projects'], commit: '9', prepare: '9' });
  });
});
