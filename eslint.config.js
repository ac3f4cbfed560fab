import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const nodeGlobals = Object.fromEntries(
  [
    'AbortController',
    'Buffer',
    'URL',
    'clearInterval',
    'clearTimeout',
    'console',
    'fetch',
    'performance',
    'process',
    'setImmediate',
    'setInterval',
    'setTimeout',
  ].map((name) => [name, 'readonly']),
);

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Named exports only.',
};
const noDoubleCast = {
  selector:
    'TSAsExpression[expression.type="TSAsExpression"][expression.typeAnnotation.type="TSUnknownKeyword"]',
  message: '`as unknown as` hides a wrong type: parse or narrow instead.',
};

const typedRules = {
  '@typescript-eslint/array-type': ['error', { default: 'array' }],
  '@typescript-eslint/ban-ts-comment': [
    'error',
    { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true, 'ts-check': false },
  ],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/prefer-nullish-coalescing': 'error',
  '@typescript-eslint/prefer-optional-chain': 'error',
  // Unions list every case, a default does not count; numbers and strings need a default.
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { requireDefaultForNonUnion: true }],
  // `() => log.close()` and `case 'x': return visit(x)` read well, and nobody uses the value.
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
  ],
  // Without any await, `async` still makes a rejection of what is thrown, as callers of a port expect.
  '@typescript-eslint/require-await': 'off',
  // Numbers print one way only.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  // `for (;;)` and `while (true)` are loops that end by return.
  '@typescript-eslint/no-unnecessary-condition': [
    'error',
    { allowConstantLoopConditions: 'only-allowed-literals' },
  ],
  // A leading underscore names what a signature demands and a body does not need.
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  eqeqeq: 'error',
};

const sizeRules = {
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true, IIFEs: true }],
  'max-depth': ['error', 3],
  'max-params': ['error', 3],
};

export default defineConfig(
  { ignores: ['dist/', '.data/', 'coverage/', 'bench/', 'client/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  // JSON forbids control characters and logs strip them: patterns have to name them.
  { rules: { 'no-control-regex': 'off' } },
  {
    files: ['src/**/*.ts', 'migrations/**/*.ts', 'test/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typedRules,
  },
  {
    files: ['src/**/*.ts', 'migrations/**/*.ts'],
    // Rules are switched off here, with a reason, or nowhere.
    linterOptions: { noInlineConfig: true },
    rules: {
      ...sizeRules,
      'no-console': 'error',
      'no-restricted-syntax': ['error', noDefaultExport, noDoubleCast],
    },
  },
  {
    // What people start speaks to people.
    files: ['src/cli/**/*.ts', 'src/embedded/*/process.ts', 'src/main-*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport],
      // chai asserts by reading a property: expect(x).to.be.true
      '@typescript-eslint/no-unused-expressions': 'off',
      // Tests read answers of every shape, and a wrong guess fails the test.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // A test that knows its own data may say so; a wrong claim fails the test.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['*.js', 'scripts/**/*.mjs', 'test/**/*.{cjs,mjs}'],
    languageOptions: { globals: { ...nodeGlobals, require: 'readonly', module: 'writable' } },
  },
  { files: ['test/**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
);
