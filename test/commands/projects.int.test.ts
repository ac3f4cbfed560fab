import { expect } from 'chai';
import { addCollaborator } from '#commands/projects/add-collaborator.js';
import { changeDetails } from '#commands/projects/change-project.js';
import { deleteProject } from '#commands/projects/delete-project.js';
import { duplicateProject } from '#commands/projects/duplicate-project.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { account } from '#domain/account/index.js';
import { project, type Project } from '#domain/project/index.js';
import { quota } from '#domain/quota/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { caller, later } from '#test/support/callers.js';
import { codeOf } from '#test/support/failure.js';
import { useWriteSide } from '#test/support/write-side.js';
import { storedEvents } from '../eventlog/stored-events.js';
import { fresh, newProject, person } from './people.js';

describe('a project', () => {
  const side = useWriteSide();
  const deps = () => side().deps;
  const slotsOf = async (accountId: number) => [...(await deps().log.load(quota, accountId)).state.projects];
  const typesOf = async (id: number) =>
    (await storedEvents(side().client, `project-${id}`)).map(({ type }) => type);
  const facts = ({ state, revision, position }: Outcome<Project>) => ({ state, revision, position });

  describe('created on the free plan, twenty times at once', () => {
    let ownerId = 0;
    let outcomes: (number | string)[] = [];
    before(async () => {
      ownerId = await person(deps());
      const processes = [deps(), side().otherProcess()];
      outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          newProject(processes[index % 2]!, ownerId).then(
            ({ state }) => state.id,
            (error: unknown) => (error as { code: string }).code,
          ),
        ),
      );
    });

    it('exists three times; the others are told of the limit', () => {
      expect(outcomes.filter((outcome) => typeof outcome === 'number')).to.have.length(3);
      expect(outcomes.filter((outcome) => outcome === 'project_limit_exceeded')).to.have.length(17);
    });

    it('uses three slots: those of the three that exist', async () => {
      const ids = outcomes.filter((outcome) => typeof outcome === 'number');
      expect(await slotsOf(ownerId)).to.have.members(ids);
    });

    it('can be created again after one was deleted', async () => {
      const [first] = outcomes.filter((outcome) => typeof outcome === 'number');
      await deleteProject(deps(), caller({ accountId: ownerId }), { projectId: first! });
      const { state } = await newProject(deps(), ownerId);
      expect(await slotsOf(ownerId))
        .to.include(state.id)
        .and.have.length(3);
    });
  });

  describe('whose creation is given again under its key', () => {
    it('is the same, for any process, however it looks by then', async () => {
      const [ownerId, key] = [await person(deps()), fresh()];
      const first = await newProject(deps(), ownerId, { key });
      const target = { projectId: first.state.id };
      await changeDetails(deps(), caller({ accountId: ownerId }), { target, changes: { name: 'New' } });
      for (const process of [deps(), side().otherProcess()]) {
        expect(facts(await newProject(process, ownerId, { key, at: later(9) }))).to.deep.equal(facts(first));
      }
      await deleteProject(deps(), caller({ accountId: ownerId }), target);
      expect(facts(await newProject(deps(), ownerId, { key, at: later(9) }))).to.deep.equal(facts(first));
      expect(await slotsOf(ownerId)).to.deep.equal([]);
    });

    it('is one, with one slot, when it comes to two processes at once', async () => {
      const [ownerId, key] = [await person(deps()), fresh()];
      const both = [1, 2, 3, 4].map((second) =>
        newProject(second % 2 ? deps() : side().otherProcess(), ownerId, { key, at: later(second) }),
      );
      const ids = new Set((await Promise.all(both)).map(({ state }) => state.id));
      expect(ids.size).to.equal(1);
      expect(await slotsOf(ownerId)).to.deep.equal([...ids]);
    });

    it('is created when the limit that refused it first is no longer reached', async () => {
      const [ownerId, key] = [await person(deps()), fresh()];
      const full = await Promise.all([1, 2, 3].map(() => newProject(deps(), ownerId)));
      expect(await codeOf(newProject(deps(), ownerId, { key }))).to.equal('project_limit_exceeded');
      await deleteProject(deps(), caller({ accountId: ownerId }), { projectId: full[0]!.state.id });
      expect((await newProject(deps(), ownerId, { key })).state.status).to.equal('active');
    });
  });

  describe('that is deleted', () => {
    it('has a slot no longer, and is deleted once however often the request comes', async () => {
      const [ownerId, key] = [await person(deps()), fresh()];
      const { state } = await newProject(deps(), ownerId);
      const asked = () => caller({ accountId: ownerId, key });
      const first = await deleteProject(deps(), asked(), { projectId: state.id });
      const again = await deleteProject(side().otherProcess(), asked(), { projectId: state.id });
      expect(facts(again)).to.deep.equal(facts(first));
      expect(await slotsOf(ownerId)).to.deep.equal([]);
      expect(await typesOf(state.id)).to.deep.equal(['ProjectCreated', 'ProjectDeleted']);
    });
  });

  describe('that a stranger asks for', () => {
    it('looks like one that does not exist, whatever revision they claim to have seen', async () => {
      const [ownerId, stranger] = [await person(deps()), await person(deps())];
      const { state } = await newProject(deps(), ownerId);
      const codes = await Promise.all(
        [undefined, 0, 7].flatMap((ifRevision) =>
          [state.id, state.id + 1].map((projectId) => {
            const target = { projectId, ifRevision };
            const changes = { name: 'Mine' };
            return codeOf(changeDetails(deps(), caller({ accountId: stranger }), { target, changes }));
          }),
        ),
      );
      expect(new Set(codes)).to.deep.equal(new Set(['not_found']));
    });
  });

  describe('that is shared', () => {
    const share = (by: number, projectId: number, accountId: number, asked: { key?: string } = {}) =>
      addCollaborator(deps(), caller({ accountId: by, ...asked }), {
        target: { projectId },
        invited: { accountId },
      });

    it('has as many collaborators as the plan of its owner allows', async () => {
      const [ownerId, ...others] = await Promise.all([person(deps()), person(deps()), person(deps())]);
      const { state } = await newProject(deps(), ownerId);
      expect((await share(ownerId, state.id, others[0])).state.collaborators).to.deep.equal([others[0]]);
      expect(await codeOf(share(ownerId, state.id, others[1]))).to.equal('collaborator_limit_exceeded');
    });

    it('has ten on the pro plan, however many come at once', async () => {
      const ownerId = await person(deps(), 'pro');
      const others = await Promise.all(Array.from({ length: 12 }, () => person(deps())));
      const { state } = await newProject(deps(), ownerId);
      await Promise.allSettled(others.map((id) => share(ownerId, state.id, id)));
      const { collaborators } = (await deps().log.load(project, state.id)).state;
      expect(new Set(collaborators).size).to.equal(10);
    });

    it('is shared by its owner only, and only with people there are', async () => {
      const [ownerId, guest, stranger] = await Promise.all([person(deps()), person(deps()), person(deps())]);
      const { state } = await newProject(deps(), ownerId);
      expect(await codeOf(share(stranger, state.id, guest))).to.equal('not_found');
      expect(await codeOf(share(ownerId, state.id, 12_345))).to.equal('not_found');
      await share(ownerId, state.id, guest);
      expect(await codeOf(share(guest, state.id, stranger))).to.equal('forbidden');
    });

    it('is shared by name in any case', async () => {
      const [ownerId, guest] = await Promise.all([person(deps()), person(deps())]);
      const { state } = await newProject(deps(), ownerId);
      const username = ((await deps().log.load(account, guest)).state.username as string).toUpperCase();
      const asked = { target: { projectId: state.id }, invited: { username } };
      const shared = await addCollaborator(deps(), caller({ accountId: ownerId }), asked);
      expect(shared.state.collaborators).to.deep.equal([guest]);
    });

    it('is answered as before when the request is given again, also when it is gone by then', async () => {
      const [ownerId, guest, key] = [await person(deps()), await person(deps()), fresh()];
      const { state } = await newProject(deps(), ownerId);
      const first = await share(ownerId, state.id, guest, { key });
      expect(facts(await share(ownerId, state.id, guest, { key }))).to.deep.equal(facts(first));
      await deleteProject(deps(), caller({ accountId: ownerId }), { projectId: state.id });
      expect(facts(await share(ownerId, state.id, guest, { key }))).to.deep.equal(facts(first));
    });
  });

  describe('that is duplicated', () => {
    const designed = async (by: CommandDeps, ownerId: number) =>
      newProject(by, ownerId, { design: { objects: [{ type: 'rect' }], name: fresh() } });

    it('is a private copy with the same design', async () => {
      const ownerId = await person(deps());
      const original = await designed(deps(), ownerId);
      const { state } = await duplicateProject(deps(), caller({ accountId: ownerId }), original.state.id);
      expect(state).to.include({ ownerId, status: 'active' });
      expect(state.details).to.deep.equal({
        ...original.state.details,
        name: 'Menu (copy)',
        isPublic: false,
      });
      expect(state.design).to.deep.equal(original.state.design);
    });

    it('is one copy however often the request comes', async () => {
      const [ownerId, key] = [await person(deps()), fresh()];
      const original = await designed(deps(), ownerId);
      const copy = (by: CommandDeps) =>
        duplicateProject(by, caller({ accountId: ownerId, key }), original.state.id);
      const first = await copy(deps());
      expect(facts(await copy(side().otherProcess()))).to.deep.equal(facts(first));
      expect(await slotsOf(ownerId)).to.have.length(2);
    });

    it('counts against the limit of who copies', async () => {
      const ownerId = await person(deps());
      const original = await designed(deps(), ownerId);
      await Promise.all([newProject(deps(), ownerId), newProject(deps(), ownerId)]);
      const copy = duplicateProject(deps(), caller({ accountId: ownerId }), original.state.id);
      expect(await codeOf(copy)).to.equal('project_limit_exceeded');
    });

    it('is not copied by who may not see it', async () => {
      const [ownerId, stranger] = await Promise.all([person(deps()), person(deps())]);
      const original = await designed(deps(), ownerId);
      const copy = duplicateProject(deps(), caller({ accountId: stranger }), original.state.id);
      expect(await codeOf(copy)).to.equal('not_found');
    });
  });
});
