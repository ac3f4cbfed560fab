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

const typescriptRules = {
  '@typescript-eslint/array-type': ['error', { default: 'array' }],
  '@typescript-eslint/ban-ts-comment': [
    'error',
    { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true, 'ts-check': false },
  ],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
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
  { ignores: ['dist/', '.data/', 'coverage/', 'bench/', 'client/dist/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  // JSON forbids control characters and logs strip them: patterns have to name them.
  { rules: { 'no-control-regex': 'off' } },
  {
    files: ['src/**/*.ts', 'client/src/**/*.ts', 'migrations/**/*.ts', 'test/**/*.ts'],
    extends: [tseslint.configs.strict],
    rules: typescriptRules,
  },
  {
    files: ['src/**/*.ts', 'client/src/**/*.ts', 'migrations/**/*.ts'],
    // Rules are switched off here, with a reason, or nowhere.
    linterOptions: { noInlineConfig: true },
    rules: {
      ...sizeRules,
      'no-console': 'error',
      // What .oxlintrc.json demands is not switched off by a comment either.
      'no-warning-comments': ['error', { terms: ['oxlint-disable', 'oxlint-enable'], location: 'anywhere' }],
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
