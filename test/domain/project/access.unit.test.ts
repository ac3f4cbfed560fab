import { expect } from 'chai';
import { fold } from '#domain/kit/decider.js';
import { DomainError, type DomainErrorCode } from '#domain/kit/domain-error.js';
import { mayRead, requireReader } from '#domain/project/access.js';
import { project, type ProjectEvent } from '#domain/project/index.js';
import { designOf } from '#test/support/examples.js';
import { check, spec } from '#test/support/spec.js';
import * as example from './examples.js';

const { changeDetails, COLLABORATOR, created, detailsChanged, OWNER, shared, STRANGER } = example;
const saved = example.designSaved(5, { design: designOf('b') });
const version = example.versionCreated(1, designOf('a'), 2);

const refusals = (given: readonly ProjectEvent[], by: number, error: DomainErrorCode) =>
  example
    .commandsOf(by)
    .map((when) => ({ name: `refuses ${when.type}: ${error}`, given, when, then: { error } }));

const privately = [created({ design: designOf('a') }), shared, version, saved];
const publicly = [created({ design: designOf('a'), isPublic: true }), shared, version, saved];

spec(project, 'a private project for a stranger', refusals(privately, STRANGER, 'not_found'));
spec(project, 'a public project for a stranger', refusals(publicly, STRANGER, 'forbidden'));

describe('a project for a collaborator', () => {
  const ownersOnly = ['AddCollaborator', 'RemoveCollaborator', 'DeleteProject'];
  for (const when of example.commandsOf(COLLABORATOR)) {
    if (ownersOnly.includes(when.type)) {
      it(`refuses ${when.type}: only the owner may`, () => {
        check(project, { name: '', given: privately, when, then: { error: 'forbidden' } });
      });
    } else {
      it(`accepts ${when.type}`, () => {
        expect(project.decide(fold(project, privately), when)).to.have.length(1);
      });
    }
  }
});

spec(project, 'the visibility of a project', [
  {
    name: 'is changed by its owner',
    given: privately,
    when: changeDetails({ isPublic: true }),
    then: [detailsChanged({ isPublic: true })],
  },
  {
    name: 'is not changed by a collaborator, nor what comes with it',
    given: privately,
    when: changeDetails({ name: 'Card', isPublic: true }, COLLABORATOR),
    then: { error: 'forbidden' },
  },
  {
    name: 'does not stop a collaborator who repeats it',
    given: privately,
    when: changeDetails({ name: 'Card', isPublic: false }, COLLABORATOR),
    then: [detailsChanged({ name: 'Card', by: COLLABORATOR })],
  },
  {
    name: 'hides the project from strangers once it is private again',
    given: [...publicly, detailsChanged({ isPublic: false })],
    when: changeDetails({ name: 'Card' }, STRANGER),
    then: { error: 'not_found' },
  },
]);

describe('reading a project', () => {
  const cases: readonly [string, readonly ProjectEvent[], number, boolean][] = [
    ['is for its owner', privately, OWNER, true],
    ['is for its collaborators', privately, COLLABORATOR, true],
    ['is not for strangers while it is private', privately, STRANGER, false],
    ['is for anyone while it is public', publicly, STRANGER, true],
    ['is for nobody after it was deleted', [...publicly, example.deleted], OWNER, false],
    ['is for nobody before it exists', [], OWNER, false],
    ['is for nobody when its creation was given up', [example.abandoned], OWNER, false],
  ];
  for (const [rule, history, by, allowed] of cases) {
    it(rule, () => {
      expect(mayRead(fold(project, history), by)).to.equal(allowed);
    });
  }

  it('is refused as if there were no such project', () => {
    expect(() => requireReader(fold(project, privately), STRANGER))
      .to.throw(DomainError)
      .with.property('code', 'not_found');
  });

  it('is granted without a word', () => {
    expect(() => requireReader(fold(project, publicly), STRANGER)).not.to.throw();
  });
});
