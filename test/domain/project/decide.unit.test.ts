import { ERASED } from '#domain/kit/personal.js';
import { project } from '#domain/project/index.js';
import { designOf } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';
import * as example from './examples.js';

const { abandon, abandoned, changeDetails, create, created, deleted, detailsChanged, remove } = example;
const { COLLABORATOR, OWNER, share, shared, unshare, unshared } = example;

spec(project, 'a project nobody created', [
  { name: 'is created with everything that was given', given: [], when: create, then: [created()] },
  {
    name: 'is created as a copy, with the design of the original',
    given: [],
    when: {
      type: 'CreateProject',
      project: { ...create.project, design: designOf('a'), copiedFrom: 99 },
    },
    then: [created({ design: designOf('a'), copiedFrom: 99 })],
  },
  { name: 'is given up', given: [], when: abandon, then: [abandoned] },
  ...example.commandsOf(OWNER).map((when) => ({
    name: `refuses ${when.type} as unknown`,
    given: [],
    when,
    then: { error: 'not_found' } as const,
  })),
]);

const gone = [
  { state: 'a project that was deleted', given: [created({ isPublic: true }), shared, deleted] },
  { state: 'a project that was given up', given: [abandoned] },
];
for (const { state, given } of gone) {
  spec(project, state, [
    { name: 'can never be created again', given, when: create, then: { error: 'already_exists' } },
    ...[OWNER, COLLABORATOR].flatMap((by) =>
      example.commandsOf(by).map((when) => ({
        name: `refuses ${when.type} by ${by === OWNER ? 'its owner' : 'a collaborator'} as unknown`,
        given,
        when,
        then: { error: 'not_found' } as const,
      })),
    ),
  ]);
}

spec(project, 'the fence of a creation that was given up', [
  { name: 'stands once', given: [abandoned], when: abandon, then: [] },
  {
    name: 'cannot be set where the project exists',
    given: [created()],
    when: abandon,
    then: { error: 'target_exists' },
  },
  {
    name: 'cannot be set where the project existed',
    given: [created(), deleted],
    when: abandon,
    then: { error: 'target_exists' },
  },
]);

spec(project, 'a project that exists', [
  { name: 'is created once', given: [created()], when: create, then: { error: 'already_exists' } },
  { name: 'is deleted by its owner', given: [created()], when: remove(), then: [deleted] },
]);

spec(project, 'the details of a project', [
  {
    name: 'record the field that changed',
    given: [created()],
    when: changeDetails({ name: 'Card' }),
    then: [detailsChanged({ name: 'Card' })],
  },
  {
    name: 'record only what differs from before',
    given: [created()],
    when: changeDetails({ name: 'Menu', colorPalette: ['#0EA5E9'], canvasWidth: 800 }),
    then: [detailsChanged({ canvasWidth: 800 })],
  },
  {
    name: 'record a list whose order changed',
    given: [created({ colorPalette: ['#000000', '#FFFFFF'] })],
    when: changeDetails({ colorPalette: ['#FFFFFF', '#000000'] }),
    then: [detailsChanged({ colorPalette: ['#FFFFFF', '#000000'] })],
  },
  {
    name: 'record an empty text',
    given: [created()],
    when: changeDetails({ description: '' }),
    then: [detailsChanged({ description: '' })],
  },
  {
    name: 'take no notice of the same values',
    given: [created(), detailsChanged({ name: 'Card' })],
    when: changeDetails({ name: 'Card', description: 'Summer menu' }),
    then: [],
  },
  { name: 'take no notice of no changes', given: [created()], when: changeDetails({}), then: [] },
  {
    name: 'take no notice of a field that is undefined',
    given: [created()],
    when: changeDetails({ name: undefined }),
    then: [],
  },
  {
    name: 'are not replaced by the stand-in of an erased text',
    given: [created()],
    when: changeDetails({ name: ERASED }),
    then: [],
  },
  {
    name: 'are written anew where the old text was erased',
    given: [created({ name: ERASED })],
    when: changeDetails({ name: 'Card' }),
    then: [detailsChanged({ name: 'Card' })],
  },
]);

spec(project, 'the collaborators of a project', [
  {
    name: 'are added by the owner',
    given: [created()],
    when: share(COLLABORATOR),
    then: [shared],
  },
  {
    name: 'are added once',
    given: [created(), shared],
    when: share(COLLABORATOR),
    then: [],
  },
  { name: 'do not include the owner', given: [created()], when: share(OWNER), then: [] },
  {
    name: 'are as many as the plan of the owner allows',
    given: [created(), shared],
    when: share(10, { limit: 1 }),
    then: { error: 'collaborator_limit_exceeded', details: { limit: 1, used: 1 } },
  },
  {
    name: 'are any number without a limit',
    given: [created()],
    when: share(COLLABORATOR, { limit: -1 }),
    then: [shared],
  },
  {
    name: 'are removed by the owner',
    given: [created(), shared],
    when: unshare(),
    then: [unshared()],
  },
  {
    name: 'may leave',
    given: [created(), shared],
    when: unshare(COLLABORATOR),
    then: [unshared(COLLABORATOR)],
  },
  { name: 'are removed once', given: [created(), shared, unshared()], when: unshare(), then: [] },
  {
    name: 'do not remove each other',
    given: [created(), shared, example.sharedWith(10)],
    when: unshare(10),
    then: { error: 'forbidden' },
  },
  {
    name: 'are strangers as soon as they were removed',
    given: [created(), shared, unshared()],
    when: example.changeDetails({ name: 'Mine' }, COLLABORATOR),
    then: { error: 'not_found' },
  },
  {
    name: 'make room for another one when they go',
    given: [created(), shared, unshared()],
    when: share(10, { limit: 1 }),
    then: [example.sharedWith(10)],
  },
]);
