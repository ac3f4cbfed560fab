import { expect } from 'chai';
import { readdir, stat } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { CommandDeps } from '#commands/command-deps.js';
import { readDesign } from '#commands/designs/read-design.js';
import { duplicateProject } from '#commands/projects/duplicate-project.js';
import { changeDetails } from '#commands/projects/change-project.js';
import { addCollaborator } from '#commands/projects/add-collaborator.js';
import { saveDesign } from '#commands/projects/save-design.js';
import { createVersion, restoreVersion } from '#commands/projects/versions.js';
import type { JsonObject } from '#domain/kit/json.js';
import { project, type Project } from '#domain/project/index.js';
import { caller, later, type Asked } from '#test/support/callers.js';
import { codeOf } from '#test/support/failure.js';
import { useWriteSide } from '#test/support/write-side.js';
import { storedEvents } from '../eventlog/stored-events.js';
import { fresh, newProject, person } from './people.js';

const photo = (bytes: number): string => `data:image/png;base64,${randomBytes(bytes).toString('base64')}`;
const canvas = (left: number, ...objects: JsonObject[]): JsonObject => ({
  version: '5.3.0',
  objects: [{ type: 'rect', left, top: 20 }, ...objects],
});

describe('a design', () => {
  const side = useWriteSide();
  const deps = () => side().deps;
  let ownerId = 0;
  beforeEach(async () => {
    ownerId = await person(deps(), 'enterprise');
  });

  /** Path and bytes of every blob of an account. */
  const blobsOf = async (accountId: number): Promise<Map<string, number>> => {
    const root = join(side().folder, 'blobs', String(accountId));
    const files = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
    const sizes = files
      .filter((file) => file.isFile())
      .map(async ({ name, parentPath }) => [name, (await stat(join(parentPath, name))).size] as const);
    return new Map(await Promise.all(sizes));
  };
  const bytesOf = async (accountId: number): Promise<number> =>
    [...(await blobsOf(accountId)).values()].reduce((sum, size) => sum + size, 0);
  const history = async (projectId: number) =>
    (await storedEvents(side().client, `project-${projectId}`)).map(({ type }) => type);
  const read = ({ ownerId: owner, design }: Project): Promise<JsonObject> =>
    readDesign(deps(), owner, design);

  type Save = Asked & { readonly ifRevision?: number; readonly by?: CommandDeps; readonly keep?: boolean };
  const save = (
    projectId: number,
    design: JsonObject,
    { ifRevision, by = deps(), keep = true, ...asked }: Save = {},
  ) =>
    saveDesign(by, caller({ accountId: ownerId, ...asked }), {
      target: { projectId, ifRevision },
      design,
      createVersion: keep,
    });
  const projectWith = async (design: JsonObject): Promise<number> =>
    (await newProject(deps(), ownerId, { design })).state.id;

  it('is read as it was saved, pictures and all', async () => {
    const design = { ...canvas(1, { type: 'image', src: photo(2_000) }), 'ключ ✓': [null, 0.1, 'é'] };
    const { state } = await save(await projectWith({}), design);
    expect(await read(state)).to.deep.equal(design);
  });

  it('may be empty, also after it was not', async () => {
    const id = await projectWith(canvas(1));
    const { state, events } = await save(id, {});
    expect({ design: state.design, events }).to.deep.equal({ design: null, events: 1 });
    expect(await read(state)).to.deep.equal({});
  });

  describe('that carries metadata', () => {
    it('keeps them when the next save has none', async () => {
      const id = await projectWith({ ...canvas(1), metadata: { source: 'import' } });
      const { state } = await save(id, canvas(2));
      expect(await read(state)).to.deep.equal({ ...canvas(2), metadata: { source: 'import' } });
    });

    it('loses them when the next save says so', async () => {
      const id = await projectWith({ ...canvas(1), metadata: { source: 'import' } });
      const { state } = await save(id, { ...canvas(2), metadata: {} });
      expect(await read(state)).to.deep.equal({ ...canvas(2), metadata: {} });
    });

    it('keeps those of somebody who saved at the same moment', async () => {
      const id = await projectWith({ ...canvas(1), metadata: { source: 'import' } });
      const processes = [deps(), side().otherProcess()];
      await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          save(id, canvas(index + 2), { by: processes[index % 2]! }),
        ).concat(save(id, { ...canvas(50), metadata: { source: 'newer' } })),
      );
      const { state } = await save(id, canvas(99));
      expect((await read(state))['metadata']).to.deep.equal({ source: 'newer' });
    });
  });

  it('that did not change makes no event and no file, a hundred times over', async () => {
    const design = canvas(1, { type: 'image', src: photo(5_000) });
    const id = await projectWith(design);
    const before = await blobsOf(ownerId);
    for (let time = 0; time < 100; time += 1) {
      const { events, revision } = await save(id, design);
      expect({ events, revision }).to.deep.equal({ events: 0, revision: 0 });
    }
    expect(await blobsOf(ownerId)).to.deep.equal(before);
  });

  it('with a photo of 3 MB takes less than 4 MB after a hundred moves of what lies beside it', async () => {
    const picture = { type: 'image', src: photo(3_000_000) };
    const id = await projectWith(canvas(0, picture));
    for (let left = 1; left <= 100; left += 1) await save(id, canvas(left, picture));
    expect(await bytesOf(ownerId)).to.be.within(3_000_000, 4_000_000);
    const events = await storedEvents(side().client, `project-${id}`);
    const logged = events.reduce(
      (sum, { data, metadata }) => sum + JSON.stringify([data, metadata]).length,
      0,
    );
    expect(events).to.have.length(101);
    expect(logged).to.be.below(250_000);
  });

  it('shows the same picture twice and stores it once, in any project of the account', async () => {
    const image = { type: 'image', src: photo(50_000) };
    await projectWith(canvas(1, image, image));
    await projectWith(canvas(2, image));
    expect(await bytesOf(ownerId)).to.be.within(50_000, 52_000);
  });

  describe('that two people save at once', () => {
    it('is in the history as either saved it', async () => {
      const guest = await person(deps());
      const id = await projectWith(canvas(0));
      const invitation = { target: { projectId: id }, invited: { accountId: guest } };
      await addCollaborator(deps(), caller({ accountId: ownerId }), invitation);
      const [mine, theirs] = await Promise.all([
        save(id, canvas(1)),
        save(id, canvas(2), { by: side().otherProcess(), accountId: guest }),
      ]);
      expect(await history(id)).to.deep.equal([
        'ProjectCreated',
        'CollaboratorAdded',
        'DesignSaved',
        'DesignSaved',
      ]);
      expect([await read(mine.state), await read(theirs.state)]).to.deep.equal([canvas(1), canvas(2)]);
      const { state } = await deps().log.load(project, id);
      expect(state.versions.map(({ number }) => number)).to.deep.equal([1, 2]);
    });

    it('is refused to the slower one who names the revision', async () => {
      const id = await projectWith(canvas(0));
      const codes = await Promise.all(
        [deps(), side().otherProcess()].map((by, index) =>
          save(id, canvas(index + 1), { by, ifRevision: 0 }).then(
            () => 'saved',
            (error: unknown) => (error as { code: string }).code,
          ),
        ),
      );
      expect(codes).to.have.members(['saved', 'precondition_failed']);
      expect(await history(id)).to.deep.equal(['ProjectCreated', 'DesignSaved']);
    });
  });

  it('saved again under its key is saved once and answered as before', async () => {
    const [id, key] = [await projectWith(canvas(0)), fresh()];
    const first = await save(id, canvas(1), { key });
    await save(id, canvas(2));
    const again = await save(id, canvas(1), { key, at: later(5), by: side().otherProcess() });
    expect(again).to.deep.include({ state: first.state, revision: first.revision, position: first.position });
    expect(await history(id)).to.deep.equal(['ProjectCreated', 'DesignSaved', 'DesignSaved']);
  });

  it('of a project that may not be changed is not stored', async () => {
    const stranger = await person(deps());
    const id = await projectWith({});
    expect(await codeOf(save(id, canvas(1), { accountId: stranger }))).to.equal('not_found');
    await changeDetails(deps(), caller({ accountId: ownerId }), {
      target: { projectId: id },
      changes: { isPublic: true },
    });
    expect(await codeOf(save(id, canvas(1), { accountId: stranger }))).to.equal('forbidden');
    expect((await blobsOf(ownerId)).size + (await blobsOf(stranger)).size).to.equal(0);
  });

  it('of a version is current again after it is restored, without a new file', async () => {
    const id = await projectWith(canvas(0));
    await createVersion(deps(), caller({ accountId: ownerId }), { projectId: id });
    await save(id, canvas(1));
    const before = await blobsOf(ownerId);
    const restoring = { target: { projectId: id }, number: 1 };
    const { state } = await restoreVersion(deps(), caller({ accountId: ownerId }), restoring);
    expect(await read(state)).to.deep.equal(canvas(0));
    expect(await blobsOf(ownerId)).to.deep.equal(before);
  });

  describe('that is duplicated', () => {
    it('shares its files within an account', async () => {
      const id = await projectWith(canvas(1, { type: 'image', src: photo(20_000) }));
      const before = await blobsOf(ownerId);
      await duplicateProject(deps(), caller({ accountId: ownerId }), id);
      expect(await blobsOf(ownerId)).to.deep.equal(before);
    });

    it('is copied to another account, under other addresses', async () => {
      const design = canvas(1, { type: 'image', src: photo(20_000) });
      const [id, guest] = [await projectWith(design), await person(deps())];
      const changes = { isPublic: true };
      await changeDetails(deps(), caller({ accountId: ownerId }), { target: { projectId: id }, changes });
      const { state } = await duplicateProject(deps(), caller({ accountId: guest }), id);
      expect(await read(state)).to.deep.equal(design);
      const [mine, theirs] = [await blobsOf(ownerId), await blobsOf(guest)];
      expect(theirs.size).to.equal(2);
      expect([...theirs.keys()].filter((name) => mine.has(name))).to.deep.equal([]);
    });
  });
});
