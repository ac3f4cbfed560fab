import { ERASED } from '#domain/kit/personal.js';
import { projectsProjection } from '#projections/projects/projection.js';
import { projectCounts, projectMembers, projects, projectTotals } from '#projections/projects/tables.js';
import * as example from '#test/domain/project/examples.js';
import { at, designOf } from '#test/support/examples.js';
import { given } from './given.js';

const { COLLABORATOR, OWNER, PROJECT, created, deleted, designSaved, detailsChanged, shared, unshared } =
  example;

const row = {
  id: PROJECT,
  owner_id: OWNER,
  name: 'Menu',
  description: 'Summer menu',
  project_type: 'graphic',
  canvas_width: 1920,
  canvas_height: 1080,
  canvas_background: '#FFFFFF',
  ai_prompt: '',
  color_palette: ['#0EA5E9'],
  suggested_fonts: [],
  is_public: false,
  design_ref: null,
  version: 1,
  created_at: at(0),
  updated_at: at(0),
  revision: 0,
};
const owner = { project_id: PROJECT, account_id: OWNER, role: 'owner' };
const collaborator = { project_id: PROJECT, account_id: COLLABORATOR, role: 'collaborator' };
const projectsAfter = (...events: Parameters<typeof given>[1]) => given(projectsProjection, events);
const deletedAsShared = { ...deleted, data: { ...deleted.data, collaborators: [COLLABORATOR] } };

describe('the list of projects', () => {
  it('has a created project', () => {
    projectsAfter(created()).then(projects, [row]);
  });

  it('hides what a person wrote when the person was erased', () => {
    const erased = created({ name: ERASED, description: ERASED, aiPrompt: ERASED });
    projectsAfter(erased).then(projects, [{ ...row, name: null, description: null, ai_prompt: null }]);
  });

  it('shows changed details and leaves the others', () => {
    const changed = { ...row, name: 'Card', canvas_width: 800, updated_at: at(10), revision: 1 };
    projectsAfter(created(), detailsChanged({ name: 'Card', canvasWidth: 800 })).then(projects, [changed]);
  });

  it('counts each design that became current as a version', () => {
    projectsAfter(
      created(),
      designSaved(5, { design: designOf('a') }),
      designSaved(6, { design: designOf('b') }),
    ).then(projects, [{ ...row, design_ref: designOf('b'), version: 3, updated_at: at(6), revision: 2 }]);
  });

  it('counts a restored version as one more', () => {
    const restored = example.versionRestored(7, { number: 1, design: designOf('a') });
    const now = { ...row, design_ref: designOf('a'), version: 2, updated_at: at(7), revision: 1 };
    projectsAfter(created(), restored).then(projects, [now]);
  });

  it('does not move a project up when a version of it is recorded', () => {
    projectsAfter(created(), example.versionCreated(1, null, 9)).then(projects, [{ ...row, revision: 1 }]);
  });

  it('has no deleted project', () => {
    projectsAfter(created(), deleted).then(projects, []);
  });
});

describe('the people of a project', () => {
  it('are its owner at first', () => {
    projectsAfter(created()).then(projectMembers, [owner]);
  });

  it('are the owner and the collaborators once it is shared', () => {
    projectsAfter(created(), shared).then(projectMembers, [owner, collaborator]);
  });

  it('are without whoever was removed', () => {
    projectsAfter(created(), shared, unshared()).then(projectMembers, [owner]);
  });

  it('are nobody once it is deleted', () => {
    projectsAfter(created(), shared, deletedAsShared).then(projectMembers, []);
  });
});

describe('the numbers of projects', () => {
  it('go up for the owner and for whom it is shared with', () => {
    projectsAfter(created(), shared).then(projectCounts, [
      { account_id: OWNER, owned: 1, shared: 0 },
      { account_id: COLLABORATOR, owned: 0, shared: 1 },
    ]);
  });

  it('go down for all of them when it is deleted', () => {
    projectsAfter(created(), shared, deletedAsShared).then(projectCounts, [
      { account_id: OWNER, owned: 0, shared: 0 },
      { account_id: COLLABORATOR, owned: 0, shared: 0 },
    ]);
  });

  it('say how many are public', () => {
    projectsAfter(created(), detailsChanged({ isPublic: true })).then(projectTotals, [
      { id: 'all', public_projects: 1 },
    ]);
  });

  it('no longer count a public one that was deleted', () => {
    const gone = { ...deleted, data: { ...deleted.data, wasPublic: true } };
    projectsAfter(created({ isPublic: true }), gone).then(projectTotals, [{ id: 'all', public_projects: 0 }]);
  });
});
