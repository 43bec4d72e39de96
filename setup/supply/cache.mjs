// Where fetched and built things wait for the next clone: one folder a person may delete at any time.
// @ts-check
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The cache folder: `MELODRIFT_CACHE`, else `$XDG_CACHE_HOME/melodrift`, else the system's usual place.
 *
 * @param {Readonly<Record<string, string | undefined>>} [environment]
 * @param {NodeJS.Platform} [platform]
 * @returns {string} an absolute path; it may not exist yet
 */
export function cacheFolder(environment = process.env, platform = process.platform) {
  if (environment.MELODRIFT_CACHE) return environment.MELODRIFT_CACHE;
  if (environment.XDG_CACHE_HOME) return join(environment.XDG_CACHE_HOME, 'melodrift');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'melodrift');
  if (platform === 'win32' && environment.LOCALAPPDATA) {
    return join(environment.LOCALAPPDATA, 'melodrift', 'cache');
  }
  return join(homedir(), '.cache', 'melodrift');
}
