// Runs before `npm start` and `npm test`: makes a fresh checkout ready (dependencies, build), and is silent and quick
// when it is ready already. This file must be readable by old versions of Node: it only checks the version.
import { readFileSync } from 'fs';
import { dirname, join } from 'path';
import { fileURLToPath } from 'url';
import { nodeVersionProblem } from './bootstrap/node-version.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node;
const problem = nodeVersionProblem(process.versions.node, wanted);

if (problem) {
  console.error(problem);
  process.exit(1);
} else {
  import('./bootstrap/main.mjs').then(function (main) {
    return main.bootstrap(root);
  });
}
