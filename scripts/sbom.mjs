// What runs in production, as a CycloneDX document on standard output. npm writes the list; it is narrowed here by the
// lock file, because `npm sbom --omit=dev` also leaves out what production shares with tools (koa among it).
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const words = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--offline'];
const bom = JSON.parse(
  execFileSync('npm', words, { cwd: root, maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] }),
);

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const shipped = new Set(
  Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path, { name, version }]) => `${name ?? path.split('node_modules/').at(-1)}@${version}`),
);

const components = bom.components.filter(({ name, version }) => shipped.has(`${name}@${version}`));
const kept = new Set([bom.metadata.component['bom-ref'], ...components.map((one) => one['bom-ref'])]);
const dependencies = bom.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => kept.has(ref)) }));

process.stdout.write(`${JSON.stringify({ ...bom, components, dependencies }, null, 2)}\n`);
