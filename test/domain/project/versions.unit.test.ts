import { expect } from 'chai';
import { fold } from '#domain/kit/decider.js';
import { project, type ProjectEvent } from '#domain/project/index.js';
import { MAX_AUTOMATIC_VERSIONS } from '#domain/project/versions.js';
import { at, designOf } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';
import * as example from './examples.js';

const { COLLABORATOR, created, createVersion, designSaved, kept, OWNER, restore, save, shared } = example;
const { versionCreated, versionRestored, withAutomaticVersions } = example;
const [A, B] = [designOf('a'), designOf('b')];

spec(project, 'a design that is saved', [
  {
    name: 'keeps nothing of an empty design',
    given: [created()],
    when: save(A),
    then: [designSaved(60, { design: A })],
  },
  {
    name: 'keeps the design before as a version of who saved that',
    given: [created(), shared, designSaved(5, { design: A, by: COLLABORATOR })],
    when: save(B),
    then: [designSaved(60, { design: B, kept: kept(1, A, 60, COLLABORATOR) })],
  },
  {
    name: 'keeps the design a project was created with as a version of its owner',
    given: [created({ design: A }), shared],
    when: save(B, { by: COLLABORATOR }),
    then: [designSaved(60, { design: B, by: COLLABORATOR, kept: kept(1, A, 60, OWNER) })],
  },
  {
    name: 'keeps nothing when no version is wanted',
    given: [created({ design: A })],
    when: save(B, { createVersion: false }),
    then: [designSaved(60, { design: B })],
  },
  { name: 'is nothing to do when it is equal', given: [created({ design: A })], when: save(A), then: [] },
  {
    name: 'is equal when its content is, however it is stored',
    given: [created({ design: A })],
    when: save({ ...A, keyId: 2, storedBytes: 900, sha256: B.sha256 }),
    then: [],
  },
  { name: 'is nothing to do when it stays empty', given: [created()], when: save(null), then: [] },
  {
    name: 'may become empty, keeping the design before',
    given: [created({ design: A })],
    when: save(null),
    then: [designSaved(60, { design: null, kept: kept(1, A, 60) })],
  },
]);

spec(project, 'a version that is asked for', [
  {
    name: 'is the current design, recorded by who asked',
    given: [created(), designSaved(5, { design: A })],
    when: createVersion(),
    then: [versionCreated(1, A, 60)],
  },
  {
    name: 'may be of an empty design',
    given: [created()],
    when: createVersion(),
    then: [versionCreated(1, null, 60)],
  },
  {
    name: 'is made again for each time it is asked for',
    given: [created({ design: A }), versionCreated(1, A, 2)],
    when: createVersion(),
    then: [versionCreated(2, A, 60)],
  },
  {
    name: 'takes the number after the last, automatic or not',
    given: [created({ design: A }), designSaved(2, { design: B, kept: kept(1, A, 2) })],
    when: createVersion(),
    then: [versionCreated(2, B, 60)],
  },
]);

const twoDesigns = [created({ design: A }), designSaved(2, { design: B, kept: kept(1, A, 2) })];
spec(project, 'a version that is restored', [
  {
    name: 'becomes the design and keeps the current one',
    given: twoDesigns,
    when: restore(1),
    then: [versionRestored(60, { number: 1, design: A, kept: kept(2, B, 60) })],
  },
  {
    name: 'keeps nothing of an empty design',
    given: [...twoDesigns, designSaved(3, { design: null })],
    when: restore(1),
    then: [versionRestored(60, { number: 1, design: A })],
  },
  {
    name: 'may be empty',
    given: [created(), versionCreated(1, null, 1), designSaved(2, { design: A })],
    when: restore(1),
    then: [versionRestored(60, { number: 1, design: null, kept: kept(2, A, 60) })],
  },
  {
    name: 'is nothing to do when it is current already',
    given: [...twoDesigns, versionRestored(3, { number: 1, design: A, kept: kept(2, B, 3) })],
    when: restore(1),
    then: [],
  },
  {
    name: 'must be in the list',
    given: twoDesigns,
    when: restore(2),
    then: { error: 'version_not_found' },
  },
]);

const full = withAutomaticVersions(MAX_AUTOMATIC_VERSIONS);
const lastDesign = designOf(`${MAX_AUTOMATIC_VERSIONS + 1}`);
const lastKept = kept(MAX_AUTOMATIC_VERSIONS + 1, lastDesign, 60);
const fullButOne = [...withAutomaticVersions(49), versionCreated(50, designOf('50'), 55)];

spec(project, 'a list with as many automatic versions as it takes', [
  {
    name: 'drops the oldest for the next',
    given: full,
    when: save(A),
    then: [designSaved(60, { design: A, kept: lastKept, dropped: [1] })],
  },
  {
    name: 'drops nothing when nothing is kept',
    given: full,
    when: save(A, { createVersion: false }),
    then: [designSaved(60, { design: A })],
  },
  {
    name: 'takes any number of versions that are asked for',
    given: full,
    when: createVersion(),
    then: [versionCreated(MAX_AUTOMATIC_VERSIONS + 1, lastDesign, 60)],
  },
  {
    name: 'drops the oldest for the design that a restored version replaces',
    given: full,
    when: restore(2),
    then: [versionRestored(60, { number: 2, design: designOf('2'), kept: lastKept, dropped: [1] })],
  },
  {
    name: 'drops the oldest but the version that is being restored',
    given: full,
    when: restore(1),
    then: [versionRestored(60, { number: 1, design: designOf('1'), kept: lastKept, dropped: [2] })],
  },
  {
    name: 'has room for one more when one of its versions was asked for',
    given: fullButOne,
    when: save(A),
    then: [designSaved(60, { design: A, kept: kept(51, designOf('50'), 60) })],
  },
]);

const afterDrop: readonly ProjectEvent[] = [
  ...full,
  designSaved(60, { design: A, kept: lastKept, dropped: [1] }),
];
spec(project, 'a version that was dropped', [
  {
    name: 'cannot be restored',
    given: afterDrop,
    when: restore(1),
    then: { error: 'version_not_found' },
  },
  {
    name: 'leaves its number unused for ever',
    given: afterDrop,
    when: createVersion(),
    then: [versionCreated(MAX_AUTOMATIC_VERSIONS + 2, A, 60)],
  },
]);

describe('the list of versions', () => {
  it('holds those that were kept, the oldest first, and not those that were dropped', () => {
    const numbers = fold(project, afterDrop).versions.map((version) => version.number);
    expect(numbers).to.deep.equal(Array.from({ length: 50 }, (_, index) => index + 2));
  });

  it('tells automatic versions from those that were asked for', () => {
    const { versions } = fold(project, [...twoDesigns, versionCreated(2, B, 3)]);
    expect(versions).to.deep.equal([
      { ...kept(1, A, 2), automatic: true },
      { ...kept(2, B, 3), automatic: false },
    ]);
  });
});

describe('the number of designs a project had', () => {
  it('is one for a new project', () => {
    expect(fold(project, [created()]).version).to.equal(1);
  });

  it('grows by one with each design that becomes current', () => {
    const restored = versionRestored(3, { number: 1, design: A, kept: kept(2, B, 3) });
    expect(fold(project, [...twoDesigns, versionCreated(2, B, 3), restored]).version).to.equal(3);
  });

  it('changes the time of the last change', () => {
    expect(fold(project, twoDesigns).updatedAt).to.equal(at(2));
  });
});
