import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { indexEntry, PROJECTIONS } from '#embedded/eventstore/projections/rules.js';
import { encodeRecord, streamField } from '#embedded/eventstore/wire/recorded-event.js';

const recordOf = (stream: string, type: string, data = '{}'): Buffer =>
  encodeRecord(
    {
      id: randomUUID(),
      type,
      isJson: true,
      customMetadata: Buffer.from('{"$correlationId":7,"$causedBy":"x"}'),
      data: Buffer.from(data),
      stream: streamField(stream),
      revision: 0,
      position: 12,
      createdMs: Date.now(),
    },
    (size) => Buffer.alloc(size),
  );

const targets = (record: Buffer): (string | undefined)[] =>
  PROJECTIONS.map((name) => indexEntry(name, record)?.stream);

describe('event store: rules of the system projections', () => {
  for (const [what, record] of [
    ['a checkpoint of a projection', recordOf('$projections-$streams-checkpoint', '$ProjectionCheckpoint')],
    ['a link they wrote', recordOf('$ce-project', '$>', '0@project-1')],
    ['a name they wrote', recordOf('$category-project', '$@', 'project-1')],
    [
      'a checkpoint of a group of $all',
      recordOf('$persistentsubscription-$all::g-checkpoint', '$SubscriptionCheckpoint'),
    ],
  ] as const) {
    it(`make nothing of ${what}`, () => {
      expect(targets(record)).to.deep.equal(PROJECTIONS.map(() => undefined));
    });
  }

  it('make the same entry of the same event whenever they are asked', () => {
    const record = recordOf('project-1', 'Created');
    expect(PROJECTIONS.map((name) => indexEntry(name, record))).to.deep.equal(
      PROJECTIONS.map((name) => indexEntry(name, record)),
    );
  });

  it('give entries of different projections different ids', () => {
    const record = recordOf('project-1', 'Created');
    const ids = PROJECTIONS.map((name) => indexEntry(name, record)?.event.id).filter(
      (id) => id !== undefined,
    );
    expect(new Set(ids).size).to.equal(4);
    expect(
      ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).to.equal(true);
  });

  it('take a correlation id only when it is a text', () => {
    expect(indexEntry('$by_correlation_id', recordOf('project-1', 'Created'))).to.equal(undefined);
  });
});
