import { expect } from 'chai';
import { z } from 'zod';
import { personal } from '#domain/kit/personal.js';
import { instant, integerId } from '#domain/kit/values.js';
import { loadScript } from '#test/support/script.js';

type Lock = Readonly<Record<string, { readonly schema: string; readonly example: string }>>;
interface Compared {
  readonly problems: readonly string[];
  readonly missing: readonly string[];
}
const { compare, readLock } = await loadScript<{
  compare: (lock?: Lock) => Promise<Compared>;
  readLock: () => Lock;
}>('scripts/lock-events.mjs');

const { schemaHash, exampleHash } = await loadScript<{
  schemaHash: (definition: { readonly data: z.ZodObject }) => string;
  exampleHash: (example: unknown) => string;
}>('scripts/lock/schema-hash.mjs');

const NAME = 'ProjectDeleted.v1';
const changed = (change: Partial<Lock[string]>): Lock => {
  const lock = readLock();
  const entry = lock[NAME];
  if (!entry) throw new Error(`${NAME} is not locked.`);
  return { ...lock, [NAME]: { ...entry, ...change } };
};

describe('the schemas that were released', () => {
  it('are as they were, and every one of them is locked', async () => {
    const { problems, missing } = await compare();
    expect([...problems, ...missing]).to.deep.equal([]);
  });
});

describe('a schema that was changed', () => {
  it('is found, with what to do', async () => {
    const { problems } = await compare(changed({ schema: exampleHash('another') }));
    expect(problems).to.have.length(1);
    expect(problems[0]).to.contain('ProjectDeleted version 1').and.contain('make version 2');
  });

  it('is found by its example, too', async () => {
    const { problems } = await compare(changed({ example: exampleHash('another') }));
    expect(problems[0]).to.contain(`test/golden/events/${NAME}.json is not the example that was locked`);
  });

  it('is not accepted because it was taken out of the catalog', async () => {
    const { problems } = await compare({ ...readLock(), 'ProjectPainted.v1': { schema: '', example: '' } });
    expect(problems).to.deep.equal([
      'ProjectPainted.v1 was released and is not in the catalog any more. ' +
        'Events of it are in the log for ever: put it back.',
    ]);
  });
});

describe('a schema that is new', () => {
  it('has to be locked', async () => {
    const { [NAME]: _new, ...lock } = readLock();
    const { problems, missing } = await compare(lock);
    expect(problems).to.deep.equal([]);
    expect(missing).to.deep.equal([`${NAME} is not locked: run node scripts/lock-events.mjs.`]);
  });
});

describe('the hash of a schema', () => {
  const of = (shape: z.core.$ZodLooseShape): string => schemaHash({ data: z.strictObject(shape) });
  const before = of({ id: integerId, name: z.string(), at: instant });

  it('does not depend on the order of fields, nor on that of the values of a choice', () => {
    expect(of({ at: instant, name: z.string(), id: integerId })).to.equal(before);
    expect(of({ plan: z.enum(['a', 'b']) })).to.equal(of({ plan: z.enum(['b', 'a']) }));
  });

  it('changes with a field, a type, a limit, and with what may be absent', () => {
    const others = [
      of({ id: integerId, name: z.string() }),
      of({ id: integerId, name: z.string().max(9), at: instant }),
      of({ id: integerId, name: z.string().optional(), at: instant }),
      of({ id: integerId, name: z.boolean(), at: instant }),
    ];
    expect(new Set([before, ...others]).size).to.equal(5);
  });

  it('changes when a field becomes personal, and with the person', () => {
    const own = of({ id: integerId, name: personal(z.string(), 'id'), at: instant });
    const others = of({ id: integerId, name: personal(z.string(), 'ownerId'), at: instant });
    expect(new Set([before, own, others]).size).to.equal(3);
  });
});
