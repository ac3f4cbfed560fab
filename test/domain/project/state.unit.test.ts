import { expect } from 'chai';
import { fold } from '#domain/kit/decider.js';
import { ERASED } from '#domain/kit/personal.js';
import { project } from '#domain/project/index.js';
import { at, designOf } from '#test/support/examples.js';
import * as example from './examples.js';

const { COLLABORATOR, created, detailsChanged, OWNER, PROJECT, shared } = example;
const details = {
  name: 'Menu',
  description: 'Summer menu',
  projectType: 'graphic',
  canvasWidth: 1920,
  canvasHeight: 1080,
  canvasBackground: '#FFFFFF',
  aiPrompt: '',
  colorPalette: ['#0EA5E9'],
  suggestedFonts: [],
  isPublic: false,
};

describe('the state of a project', () => {
  it('is what was created', () => {
    expect(fold(project, [created({ design: designOf('a'), copiedFrom: 99 })])).to.deep.equal({
      status: 'active',
      id: PROJECT,
      ownerId: OWNER,
      details,
      design: designOf('a'),
      designBy: OWNER,
      version: 1,
      versions: [],
      lastVersionNumber: 0,
      lastKept: null,
      collaborators: [],
      createdAt: at(0),
      updatedAt: at(0),
    });
  });

  it('has every detail that changed', () => {
    const other = {
      name: ERASED,
      description: '',
      projectType: 'logo' as const,
      canvasWidth: 1,
      canvasHeight: 2,
      canvasBackground: '#000000',
      aiPrompt: 'A logo',
      colorPalette: [],
      suggestedFonts: ['Inter'],
      isPublic: true,
    };
    const state = fold(project, [created(), detailsChanged(other)]);
    expect(state).to.deep.equal({ ...fold(project, [created()]), details: other, updatedAt: at(10) });
  });

  it('keeps the details that did not change', () => {
    const state = fold(project, [created(), detailsChanged({ canvasWidth: 800 })]);
    expect(state.details).to.deep.equal({ ...details, canvasWidth: 800 });
  });

  it('has its collaborators in the order in which they came', () => {
    expect(fold(project, [created(), shared, example.sharedWith(10)]).collaborators).to.deep.equal([
      COLLABORATOR,
      10,
    ]);
  });

  it('is not touched by sharing it or by a version that is asked for', () => {
    const state = fold(project, [created(), shared, example.versionCreated(1, null, 5)]);
    expect(state.updatedAt).to.equal(at(0));
  });

  it('is deleted with the time', () => {
    const state = fold(project, [created(), example.deleted]);
    expect(state).to.deep.equal({ ...fold(project, [created()]), status: 'deleted', updatedAt: at(10) });
  });

  it('is nothing but ids when it was given up', () => {
    const fence = { status: 'abandoned', id: PROJECT, ownerId: OWNER };
    expect(fold(project, [example.abandoned])).to.deep.equal({ ...project.initial, ...fence });
  });
});
