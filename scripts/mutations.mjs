// Single edits of the code that tests must notice. `node scripts/mutations.mjs` tries all of them, with a word
// only those whose description has it; each takes its test twice. `--write` makes test/mutations.md from the
// list. The project must be built; it is not touched.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MUTATIONS } from './mutations/list.mjs';
import { tryMutation } from './mutations/try-mutation.mjs';

const page = join(import.meta.dirname, '..', 'test', 'mutations.md');

const INTRODUCTION = `# Mutations

<!-- Made by scripts/mutations.mjs from scripts/mutations/list.mjs: change that, then run it with --write. -->

What happens to the tests when one line of the product is wrong. Each of these edits is made in a copy of the built
project, and the test beside it must fail: one that does not would prove nothing. \`npm run test:long\` tries them,
slice by slice; \`node scripts/mutations.mjs [WORD]\` tries them now.

| One edit | In | Is noticed by |
| --- | --- | --- |
`;

const source = (file) => `src/${file.replace(/\.js$/, '.ts')}`;

const row = ({ what, file, test, it }) => {
  const where = `[${file.replace(/\.js$/, '')}](../${source(file)})`;
  const title = it === undefined ? '' : `: ${it}`;
  return `| ${what} | ${where} | [${test}](${test}.test.ts)${title} |\n`;
};

/** The page as it must be. */
export const mutationsPage = () => INTRODUCTION + MUTATIONS.map(row).join('');

const tryAll = async (word) => {
  for (const mutation of MUTATIONS.filter(({ what }) => what.includes(word))) {
    const { passesBefore, noticed } = await tryMutation(mutation);
    const verdict = passesBefore ? (noticed ? 'noticed' : 'NOT NOTICED') : 'FAILS WITHOUT IT';
    console.log(`${verdict}: ${mutation.what} (${mutation.test})`);
    if (verdict !== 'noticed') process.exitCode = 1;
  }
};

if (process.argv[1] === import.meta.filename) {
  const [word = ''] = process.argv.slice(2);
  if (word === '--write') writeFileSync(page, mutationsPage());
  else await tryAll(word);
}
