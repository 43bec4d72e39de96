/** What a package holds, file by file: an allow-list, since everything else in `node_modules` was bundled or never runs. */
import type { FileSet } from 'electron-builder';

/** The parts of the app that `npm run build` makes. */
const BUILT = ['electron', 'engine', 'midi', 'renderer'];

/** TensorFlow.js as Node loads it: one file a package. It learns where native TensorFlow is absent. */
const SLOW = ['tfjs', 'tfjs-backend-cpu', 'tfjs-backend-wasm', 'tfjs-backend-webgl'];
const SLOW_PARTS = ['tfjs-converter', 'tfjs-core', 'tfjs-data', 'tfjs-layers'];

/** Where jazz-midi keeps its binary for a system; Linux and macOS have one a processor. */
const JAZZ: Readonly<Record<string, string>> = {
  linux: 'bin/linux64/**',
  darwin: 'bin/macos{64,a64}/**',
  win32: 'bin/win64/**',
};

/** RtMidi's binary for the system that is packed, all of its processors. */
const rtmidi = (system: string): string => `prebuilds/midi-${system}-{x64,arm64}/*.node`;

/** Packages that run outside the bundles, and the files of each that are loaded. */
export function runningPackages(system: string): Readonly<Record<string, readonly string[]>> {
  const slow = [...SLOW, ...SLOW_PARTS].map((name): readonly [string, readonly string[]] => [
    `@tensorflow/${name}`,
    ['dist/*.node.js', 'dist/*.wasm'],
  ]);
  return {
    ...Object.fromEntries(slow),
    // The binding, the library beneath it, and the messages by which a graph is written; see main/engine/backends.
    '@tensorflow/tfjs-node': ['lib/napi-v8/*', 'deps/lib/*', 'dist/proto/api_pb.js'],
    'google-protobuf': ['google-protobuf.js'],
    long: ['src/long.js'],
    seedrandom: ['index.js', 'seedrandom.js', 'lib/*.js'],
    jzz: ['javascript/JZZ.js'],
    'jazz-midi': ['index.js', JAZZ[system] ?? 'bin/**'],
    '@julusian/midi': [rtmidi(system)],
  };
}

/** Files for the archive. */
export function contents(system: string): FileSet[] {
  const packages = Object.entries(runningPackages(system)).flatMap(([name, files]) =>
    ['package.json', ...files].map((file) => `${name}/${file}`),
  );
  return [
    { filter: ['package.json', ...BUILT.map((part) => `build/${part}/**`)] },
    { from: 'node_modules', to: 'node_modules', filter: packages },
  ];
}

/** Files that the system's own loader opens, which cannot look into an archive. */
export const OUTSIDE_ARCHIVE: readonly string[] = [
  'node_modules/@tensorflow/tfjs-node/{lib,deps}/**',
  'node_modules/jazz-midi/bin/**',
  'node_modules/@julusian/midi/prebuilds/**',
];
