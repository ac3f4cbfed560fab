import { existsSync, readdirSync } from 'node:fs';

const walk = (root, folder, found) => {
  for (const entry of readdirSync(`${root}/${folder}`, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) walk(root, path, found);
    else if (entry.isFile()) found.push(path);
  }
  return found;
};

/**
 * The files below `folder`, as paths relative to `root`; none for a folder that is not there. Every start looks at all
 * sources: this takes a fifth of the time of readdir's `recursive`, and of node:path.
 */
export const filesBelow = (root, folder) => (existsSync(`${root}/${folder}`) ? walk(root, folder, []) : []);
