import { expect } from 'chai';
import { readdirSync, statSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { ApiClient } from '#test/support/api-client.js';
import { newPerson, newProject, type Person } from '#test/support/people.js';
import { newSystem, type System } from '#test/support/system.js';

/** Bytes of all files below a folder, counted as the blocks they take. */
const bytesOnDisk = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).blocks * 512, 0);

const files = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).length;

const photo = `data:image/png;base64,${randomBytes(2_250_000).toString('base64')}`;
const designAt = (left: number) => ({
  version: '7.4.0',
  objects: [
    { type: 'Rect', left, top: 80, width: 640, height: 360, fill: '#0EA5E9' },
    { type: 'Image', left: 820, top: 80, src: photo },
  ],
  background: '#FFFFFF',
});

describe('designs with a photo of 3 MB', function () {
  this.timeout(180_000);
  let system: System;
  let api: ApiClient;
  let person: Person;
  let id: number;
  let blobs: string;

  before(async () => {
    system = await newSystem();
    await system.follower();
    api = (await system.api()).client;
    person = await newPerson(api);
    ({ id } = await newProject(api, person));
    blobs = join(system.dataDir, 'blobs');
  });

  after(() => system.stop());

  const save = (left: number) =>
    api.post(`/api/v1/projects/${id}/save_design/`, { design_data: designAt(left) }, person.as);

  it('take less than 4 MB for a hundred saves of a moved rectangle', async () => {
    for (let left = 0; left < 100; left += 1) await save(left);
    expect(bytesOnDisk(blobs)).to.be.lessThan(4 * 1024 * 1024);
  });

  it('make no event and no blob for a hundred autosaves without a change', async () => {
    const before = { files: files(blobs), etag: (await save(99)).headers.get('etag') };
    let etag: string | null = null;
    for (let count = 0; count < 100; count += 1) etag = (await save(99)).headers.get('etag');
    expect({ files: files(blobs), etag }).to.deep.equal(before);
  });

  it('come back equal to what was sent', async () => {
    const { body } = await api.get(`/api/v1/projects/${id}/`, person.as);
    expect((body as { design_data: unknown }).design_data).to.deep.equal(designAt(99));
  });

  it('are not read by any list', async () => {
    await rename(blobs, `${blobs}-away`);
    const paths = ['/api/v1/projects/', '/api/v1/projects/my_projects/', `/api/v1/projects/${id}/versions/`];
    const lists = await Promise.all(paths.map((path) => api.get(path, person.as)));
    const single = await api.get(`/api/v1/projects/${id}/`, person.as);
    await rename(`${blobs}-away`, blobs);
    expect(lists.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    expect(single.status, 'the single project does need its blob').to.equal(500);
  });
});
