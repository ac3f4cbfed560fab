import { expect } from 'chai';
import { eventsUpTo, requirePast, type Moment } from '#eventlog/moment.js';
import type { RecordedEvent } from '#eventlog/recorded-event.js';
import { AppError } from '#platform/app-error.js';
import { at } from '#test/support/examples.js';

/** A stream whose events happened at these minutes. */
async function* streamOf(...minutes: readonly number[]): AsyncGenerator<RecordedEvent> {
  for (const [revision, minute] of minutes.entries()) {
    const event = { type: 'Happened', data: { at: at(minute) } };
    yield await Promise.resolve({ revision, event } as unknown as RecordedEvent);
  }
}

const revisions = async (moment: Moment | undefined, ...minutes: readonly number[]): Promise<number[]> =>
  (await eventsUpTo(streamOf(...minutes), moment)).map(({ revision }) => revision);

const refusal = async (moment: Moment, ...minutes: readonly number[]): Promise<unknown> => {
  const error: unknown = await eventsUpTo(streamOf(...minutes), moment).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error('it was answered');
  return { code: error.code, details: error.details };
};

describe('a stream up to an instant', () => {
  it('has what happened until then, that instant included', async () => {
    expect(await revisions({ at: at(2) }, 1, 2, 3)).to.deep.equal([0, 1]);
  });

  it('ends before the first later event, whatever a slower clock says afterwards', async () => {
    expect(await revisions({ at: at(2) }, 1, 3, 2)).to.deep.equal([0]);
  });

  it('is all of it when nothing happened since', async () => {
    expect(await revisions({ at: at(9) }, 1, 2)).to.deep.equal([0, 1]);
  });

  it('is refused before it began, with the instant when it did', async () => {
    expect(await refusal({ at: at(0) }, 1, 2)).to.deep.equal({
      code: 'before_creation',
      details: { created_at: at(1) },
    });
  });
});

describe('a stream up to a revision', () => {
  it('has the event with that revision as its last', async () => {
    expect(await revisions({ revision: 1 }, 1, 2, 3)).to.deep.equal([0, 1]);
  });

  it('is refused beyond its end, with its last revision', async () => {
    expect(await refusal({ revision: 2 }, 1, 2)).to.deep.equal({
      code: 'revision_not_found',
      details: { last_revision: 1 },
    });
  });
});

describe('a stream up to no moment', () => {
  it('is all of it', async () => {
    expect(await revisions(undefined, 1, 2)).to.deep.equal([0, 1]);
  });

  it('is nothing when it does not exist', async () => {
    expect(await revisions({ at: at(1) })).to.deep.equal([]);
  });
});

describe('an instant', () => {
  it('cannot be asked for before it has come', () => {
    expect(() => requirePast({ at: at(2) }, at(1))).to.throw(AppError, 'is in the future');
    expect(() => requirePast({ at: at(1) }, at(1))).to.not.throw();
  });
});
