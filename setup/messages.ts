/** Turns the sentences of `resources/messages` into functions; the build, the tests and the type check run it first. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from '@inlang/paraglide-js';

const ROOT = fileURLToPath(new URL('../resources/messages/', import.meta.url));

/**
 * Compiles `resources/messages/<locale>/<room>.json` into `resources/messages/compiled` (functions and their types).
 * A room's file that the settings do not name would silently stay out, so that is an error.
 */
export async function compileMessages(): Promise<void> {
  const project = path.join(ROOT, 'project.inlang');
  const settings = await readFile(path.join(project, 'settings.json'), 'utf8');
  for (const file of await readdir(path.join(ROOT, 'en')))
    if (!settings.includes(`/${file}"`))
      throw new Error(`resources/messages/project.inlang/settings.json does not name ${file}`);
  await compile({
    project,
    outdir: path.join(ROOT, 'compiled'),
    outputStructure: 'locale-modules',
    strategy: ['globalVariable', 'baseLocale'],
    emitTsDeclarations: true,
    emitGitIgnore: false,
    emitPrettierIgnore: false,
    emitReadme: false,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await compileMessages();
