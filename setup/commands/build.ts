// `npm run build`: every part of the app, bundled into `build/`.
import { ready } from '../ready.ts';

/** @returns exit code 0; a bundle that cannot be made throws with the bundler's own words */
export default async function build(): Promise<number> {
  await ready([]);
  // Loaded only now: it imports packages that set-up has just brought.
  const { buildAll } = await import('../build.ts');
  await buildAll();
  return 0;
}
