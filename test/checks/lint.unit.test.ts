import { expect } from 'chai';
import { ESLint } from 'eslint';

const planted = `
export const lost = () => { void 0; Promise.resolve(1); };
export const loose = (value: any) => value!;
export const cast = (value: string) => value as unknown as number;
export const wide = (a: number, b: number, c: number, d: number) => a + b + c + d;
export const deep = (n: number) => { if (n) { if (n > 1) { if (n > 2) { if (n > 3) { return 1; } } } } return 0; };
// eslint-disable-next-line no-console
export const talks = () => console.log('x');
// @ts-expect-error: it is fine
export const cases = (kind: 'a' | 'b') => { switch (kind) { case 'a': return 1; } return 2; };
export const long = () => {
${'  globalThis.name;\n'.repeat(41)}};
export default 1;
`;

describe('the lint rules', function () {
  // The linter reads the whole project to know the types; on a busy machine that takes a while.
  this.timeout(180_000);

  it('report every fault planted in a file of src', async () => {
    const eslint = new ESLint({ cwd: process.cwd() });
    const results = await eslint.lintText(planted, { filePath: 'src/platform/strict-json.ts' });
    const reported = new Set(
      results
        .flatMap(({ messages }) => messages)
        .map(({ ruleId, message }) => (ruleId === 'no-restricted-syntax' ? message : ruleId)),
    );
    expect([...reported]).to.include.members([
      '@typescript-eslint/no-floating-promises',
      '@typescript-eslint/no-explicit-any',
      '@typescript-eslint/no-non-null-assertion',
      '@typescript-eslint/ban-ts-comment',
      '@typescript-eslint/switch-exhaustiveness-check',
      'Named exports only.',
      '`as unknown as` hides a wrong type: parse or narrow instead.',
      'max-params',
      'max-depth',
      'max-lines-per-function',
      'no-console',
    ]);
  });
});
