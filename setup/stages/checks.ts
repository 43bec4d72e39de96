// The checks of `npm run check`, in the order in which a person wants to hear of a mistake.
import { check, type Stage } from './stage.ts';

const MODULES = 'node_modules';

/** Sentences become functions first: types and tests need them. */
export const MESSAGES: Stage = check('messages compile', 'setup/messages.ts', []);

/** Svelte's table of roles is older than ARIA 1.3: `aria-description` is global, a canvas may be an image. */
const NOT_WARNED = [
  '--compiler-warnings',
  'a11y_role_supports_aria_props_implicit:ignore,a11y_no_interactive_element_to_noninteractive_role:ignore',
];

const TYPES = check('types', `${MODULES}/typescript/bin/tsc`, ['-p', '.']);
const PURE = check(
  'types of the pure rooms, without DOM and Node',
  `${MODULES}/typescript/bin/tsc`,
  ['-p', 'test/walls/tsconfig.pure.json'],
);
const SVELTE = check('svelte', `${MODULES}/svelte-check/bin/svelte-check`, [
  ...['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human', ...NOT_WARNED],
]);
const LINT = check('lint', `${MODULES}/eslint/bin/eslint.js`, [
  ...['--config', 'test/walls/eslint.config.js', '--max-warnings', '0', '.'],
]);
const FORMAT = check('format', `${MODULES}/prettier/bin/prettier.cjs`, [
  ...['--check', '--log-level', 'warn', '.'],
]);
const DEAD = check(
  'no dead file, no package that nothing uses or lists',
  `${MODULES}/knip/bin/knip.js`,
  ['--config', 'test/walls/knip.jsonc'],
);

/** Everything but the tests: types, style, walls, dead code. Two at a time, each on one core. */
export const CHECKS: readonly (readonly Stage[])[] = [
  [MESSAGES],
  [TYPES, SVELTE],
  [LINT, FORMAT],
  [PURE, DEAD],
];
