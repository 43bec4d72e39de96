// Makes a clone ready for a command: the parts it needs, in order, each only when it is not there yet.
import { fileURLToPath } from 'node:url';
import { browser } from './parts/browser.ts';
import { jack } from './parts/jack.ts';
import { electron, type ElectronKind } from './parts/electron.ts';
import { packages } from './parts/packages.ts';
import { tensorflow, type Backend } from './parts/tensorflow.ts';

/** The repository's root, with its end slash removed. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

/** What a command may ask for beyond the packages. */
export type Part = 'tensorflow' | 'electron' | 'browser' | 'jack';

/** What a command finds when set-up is done. */
export interface Readiness {
  readonly backend: Backend | null;
  readonly electron: ElectronKind | null;
  /** Programs for browser tests that are still missing; null when not asked for. */
  readonly missing: readonly string[] | null;
  /** The binding of JACK's MIDI ports for tests; null where it cannot be had or was not asked for. */
  readonly jack: string | null;
}

/**
 * Sets up what a command needs. A second run finds everything in place within a fraction of a second.
 *
 * @param parts what is needed beyond the packages
 * @returns what was found or made; parts that were not asked for are null
 * @throws SetupFailure with a sentence that says what to do
 */
export async function ready(parts: readonly Part[]): Promise<Readiness> {
  await packages(ROOT);
  return {
    backend: parts.includes('tensorflow') ? await tensorflow(ROOT) : null,
    jack: parts.includes('jack') ? await jack(ROOT) : null,
    missing: parts.includes('browser') ? await browser() : null,
    electron: parts.includes('electron') ? await electron(ROOT) : null,
  };
}
