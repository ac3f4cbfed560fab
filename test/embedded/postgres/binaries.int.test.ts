import { expect } from 'chai';
import { mkdir, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { restoreLinks } from '#embedded/postgres/binaries.js';
import { makeFolder, removeFolder } from './support.js';

describe('the library links of the Postgres package', () => {
  let folder: string;
  const link = () => join(folder, 'native', 'lib', 'libx.so');

  beforeEach(async () => {
    folder = await makeFolder();
    await mkdir(join(folder, 'native', 'lib'), { recursive: true });
    const links = [{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so' }];
    await writeFile(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  });
  afterEach(() => removeFolder(folder));

  it('are made when npm ran without install scripts', async () => {
    await restoreLinks(folder);
    expect(await readlink(link())).to.equal('libx.so.1.2');
  });

  it('are put right when they point elsewhere', async () => {
    await symlink('libx.so.0', link());
    await restoreLinks(folder);
    expect(await readlink(link())).to.equal('libx.so.1.2');
  });

  it('survive two starts at once', async () => {
    await Promise.all([restoreLinks(folder), restoreLinks(folder)]);
    expect(await readlink(link())).to.equal('libx.so.1.2');
  });
});
