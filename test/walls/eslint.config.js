/** Lint rules that keep the house's manner where types alone do not: nothing unchecked, nothing swallowed. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Outside protocol a value is never said to be of a type that nothing checked; `as const` stays. */
const NO_UNCHECKED_AS = {
  selector:
    'TSAsExpression[typeAnnotation.typeName.name!="const"][typeAnnotation.type!="TSUnknownKeyword"]',
  message: 'Check the value (zod, a type guard) instead of asserting its type.',
};

export default ts.config(
  {
    ignores: [
      ...['**/node_modules', '**/build', '**/dist', '**/artifacts'],
      'resources/messages/compiled',
    ],
  },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-undef': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  {
    files: ['main/**/*.ts', 'electron/**/*.ts', 'renderer/**/*.ts'],
    ignores: ['main/protocol/**'],
    rules: { 'no-restricted-syntax': ['error', NO_UNCHECKED_AS] },
  },
  {
    files: ['main/**/*.ts', 'electron/**/*.ts', 'setup/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
  {
    // One painting of many small layers; it is to be split by layer.
    files: ['renderer/pad/paint/live.ts'],
    rules: { 'max-lines': ['error', 300] },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
    // State holds immutable values, so plain Sets are right; paths inside the app are not routes of SvelteKit; a component's markup and style count as lines too.
    rules: {
      'svelte/no-navigation-without-resolve': 'off',
      'svelte/prefer-svelte-reactivity': 'off',
      'max-lines': ['error', 500],
    },
  },
);
