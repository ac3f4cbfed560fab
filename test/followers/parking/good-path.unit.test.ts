import { expect } from 'chai';
import type pg from 'pg';
import type { RecordedEvent } from '#eventlog/recorded-event.js';
import { commitBatch } from '#followers/commit.js';
import { EMPTY_PARK, parkKey } from '#followers/parking/park.js';
import type { Subject } from '#followers/subject.js';
import { anyContext } from '#test/support/history.js';

const subject: Subject = {
  name: 'things',
  version: 1,
  logic: 1,
  categories: ['thing'],
  plan: () => (client) => [client.query({ name: 'rows', text: 'rows' })],
  touches: () => [],
};

const eventAt = (commit: bigint, stream: string): RecordedEvent => ({
  id: '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b10',
  stream,
  revision: 0,
  position: { commit, prepare: commit },
  created: new Date(0),
  metadata: { ...anyContext(), $correlationId: '', $causationId: '', schema: 1, h: '' },
  event: { type: 'ThingMade', data: {} },
});

/** What is said to the database for two events while these streams are parked. */
const statementsFor = async (parked: readonly string[]): Promise<readonly string[]> => {
  const said: string[] = [];
  const query = async (statement: string | { readonly name: string }) => {
    said.push(typeof statement === 'string' ? statement : statement.name);
    return { rowCount: 1, rows: [] };
  };
  const park = { ...EMPTY_PARK, streams: new Set(parked) };
  await commitBatch({
    client: { query } as unknown as pg.ClientBase,
    subjects: [subject],
    checkpoints: [{ projection: 'things', version: 1, at: null }],
    events: [eventAt(1n, 'thing-1'), eventAt(2n, 'thing-2')],
    lag: { lagMs: 0, hint: null },
    parking: new Map([[parkKey(subject), park]]),
    readBack: () => Promise.reject(new Error('Nothing is read back.')),
  });
  return said;
};

describe('a batch', () => {
  it('costs no statement for parking while nothing is parked', async () => {
    expect(await statementsFor([])).to.deep.equal(['begin', 'advance_checkpoints', 'rows', 'commit']);
  });

  it('costs one when events of it go into the park', async () => {
    expect(await statementsFor(['thing-1'])).to.deep.equal([
      'begin',
      'advance_checkpoints',
      'rows',
      'park',
      'commit',
    ]);
  });

  it('costs none either when what is parked has nothing in it', async () => {
    expect(await statementsFor(['thing-9'])).to.deep.equal([
      'begin',
      'advance_checkpoints',
      'rows',
      'commit',
    ]);
  });
});
