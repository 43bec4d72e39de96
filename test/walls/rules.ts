/** Turns the table of rooms into the rules of dependency-cruiser, each with a sentence that teaches. */
import type { IForbiddenRuleType } from 'dependency-cruiser';
import { ROOMS, type Room } from './rooms.ts';

const HOUSE = '^(main|electron|renderer|resources|test|setup)/';

/** Kinds of dependency that come out of `node_modules`, declared or not. */
const FROM_NPM = [
  ...['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
  ...['unknown', 'undetermined'],
] as const;

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** The files of a room; the room `renderer` is only the files directly in that folder. */
export function within(room: string): string {
  return room === 'renderer' ? '^renderer/[^/]+$' : `^${escaped(room)}/`;
}

/** The doors of a room: its top-level files; of `resources` the sentences, compiled or as written. */
export function doorsOf(room: string): string {
  if (room === 'resources/messages')
    return '^resources/messages/(compiled/(messages|runtime)\\.js|(en|zh-Hans)/[^/]+\\.json)$';
  return `^${escaped(room)}/[^/]+$`;
}

function packagePattern(name: string): string {
  const scoped = escaped(name).replace(/\\\*$/, '[^/]*');
  return `(^|/)node_modules/${scoped}(/|$)|^${scoped}(/|$)`;
}

/** What one room may not import. */
export function rulesOf(room: Room): readonly IForbiddenRuleType[] {
  const from = { path: within(room.name) };
  const rooms = room.imports.length === 0 ? 'no other room' : room.imports.join(', ');
  const packages = room.packages.length === 0 ? 'no package' : room.packages.join(', ');
  const rules: IForbiddenRuleType[] = [
    {
      name: `${room.name} rooms`,
      severity: 'error',
      comment: `${room.name} may import the doors (top-level files) of: ${rooms}.`,
      from,
      to: { path: HOUSE, pathNot: [within(room.name), ...room.imports.map(doorsOf)] },
    },
    {
      name: `${room.name} packages`,
      severity: 'error',
      comment: `${room.name} may import: ${packages}.`,
      from,
      to: {
        dependencyTypes: [...FROM_NPM],
        pathNot: [HOUSE, ...room.packages.map(packagePattern)],
      },
    },
  ];
  if (!room.node) {
    rules.push({
      name: `${room.name} node`,
      severity: 'error',
      comment: `${room.name} runs in a page too: no modules of Node.`,
      from,
      to: { dependencyTypes: ['core'] },
    });
  }
  return rules;
}

/** Every rule of the house. */
export const RULES: readonly IForbiddenRuleType[] = [
  ...ROOMS.flatMap(rulesOf),
  {
    name: 'no circles',
    severity: 'error',
    comment: 'Two files that import each other are one file, or miss a third.',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
];
