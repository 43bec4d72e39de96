/** The picture of the rooms in ARCHITECTURE.md, drawn from the table of who may import whom. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ROOMS } from './rooms.ts';

const PAGE = fileURLToPath(new URL('../../ARCHITECTURE.md', import.meta.url));
const BEGIN = '<!-- rooms: drawn from test/walls/rooms.ts by `npm run fixtures` -->';
const END = '<!-- end of rooms -->';

/** The rooms as a Mermaid graph: an arrow leads from a room to one whose doors it may import. */
export function roomGraph(): string {
  const id = (name: string): string => name.replace(/\//g, '_');
  const nodes = ROOMS.map(({ name, pure }) =>
    pure ? `  ${id(name)}(["${name}"])` : `  ${id(name)}["${name}"]`,
  );
  const arrows = ROOMS.flatMap(({ name, imports }) =>
    imports
      .filter((other) => !other.startsWith('resources'))
      .map((other) => `  ${id(name)} --> ${id(other)}`),
  );
  return ['```mermaid', 'graph TD', ...nodes, ...arrows, '```'].join('\n');
}

/** The page with the graph between its two markers made anew. */
export function withGraph(page: string): string {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new Error(`ARCHITECTURE.md misses "${BEGIN}" or "${END}"`);
  return `${page.slice(0, from)}${BEGIN}\n\n${roomGraph()}\n\n${page.slice(to)}`;
}

/** The page as it lies in the repository. */
export function architecture(): string {
  return readFileSync(PAGE, 'utf8');
}

if (process.argv.includes('--write')) writeFileSync(PAGE, withGraph(architecture()));
