import { expect } from 'chai';
import type {
  Answer,
  ErrorCode,
  Operations,
  Project,
  ReadOptions,
  WriteOptions,
} from '../../client/src/index.js';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Compiles only when every type of the list is `true`. */
const holds = (...facts: readonly true[]): number => facts.length;

type Data<T> = T extends Answer<number, infer D> ? D : never;
type Of<T extends (...given: never[]) => unknown> = Awaited<ReturnType<T>>;
type Takes<T extends (...given: never[]) => unknown, Given> = Given extends Parameters<T>[0] ? true : false;

type Create = Operations['projects']['create'];
type Show = Operations['projects']['show'];

describe('the types of the client', () => {
  it('give the answer of each status', () => {
    expect(
      holds(
        true satisfies Same<Data<Of<Show>>, Project>,
        true satisfies Same<Of<Create>['status'], 201>,
        true satisfies Same<Of<Operations['ai']['layout']>['status'], 200 | 202>,
        true satisfies Same<Of<Operations['projects']['delete']>['data'], undefined>,
        true satisfies Same<Data<Of<Operations['audit']['eventsExport']>>, Response>,
      ),
    ).to.equal(5);
  });

  it('demand what the server demands, and no more', () => {
    expect(
      holds(
        true satisfies Takes<Create, { body: { name: string; project_type: 'logo' } }>,
        true satisfies Same<Takes<Create, { body: { name: string } }>, false>,
        true satisfies Same<Takes<Show, { params: { id: string } }>, false>,
        true satisfies undefined extends Parameters<Operations['projects']['list']>[0] ? true : false,
      ),
    ).to.equal(4);
  });

  it('know keys of writes, positions of reads and the codes of the server', () => {
    expect(
      holds(
        true satisfies 'idempotencyKey' extends keyof WriteOptions ? true : false,
        true satisfies 'minEventPosition' extends keyof ReadOptions ? true : false,
        true satisfies 'project_limit_exceeded' extends ErrorCode ? true : false,
      ),
    ).to.equal(3);
  });
});
