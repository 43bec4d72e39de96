/** Looks at every import below a folder and tells which break a rule. */
import { cruise, type ICruiseResult, type IModule } from 'dependency-cruiser';
import { RULES } from './rules.ts';

/** One import that breaks a rule. */
export interface Breach {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Reads the imports of a source tree.
 *
 * @param root folder that holds `package.json`, `main`, `renderer`, …
 * @param folders which of its folders to read
 */
export async function imports(root: string, folders: readonly string[]): Promise<ICruiseResult> {
  const { output } = await cruise(
    [...folders],
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: [...RULES] },
      doNotFollow: { path: 'node_modules|^resources/messages/compiled' },
      tsPreCompilationDeps: true,
      moduleSystems: ['es6', 'cjs'],
    },
    {
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.json'],
      conditionNames: ['svelte', 'import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  );
  if (typeof output === 'string') throw new Error(`no result but: ${output}`);
  return output;
}

/** The breaches in what {@link imports} found. */
export function breaches({ summary }: ICruiseResult): readonly Breach[] {
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

/** Modules that could not be found on disk though they belong to the house. */
export function lost(modules: readonly IModule[]): readonly string[] {
  return modules.flatMap(({ source, dependencies }) =>
    dependencies
      .filter(({ couldNotResolve, module }) => couldNotResolve && /^[#.]/.test(module))
      .map(({ module }) => `${source} -> ${module}`),
  );
}
