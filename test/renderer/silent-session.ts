/** A session of its own for tests: no sound, no engines, and a desktop that remembers what it was told. */
import { answering } from '#main/protocol/answering.ts';
import { connect } from '#main/protocol/connect.ts';
import { desktop } from '#main/protocol/desktop.ts';
import { hosts } from '#main/protocol/hosts.ts';
import { learning } from '#main/protocol/learning.ts';
import { midi } from '#main/protocol/midi.ts';
import { loop } from '#main/protocol/loop.ts';
import { serve, type Served } from '#main/protocol/serve.ts';
import type { Contract, Service, Wire } from '#main/protocol/contract.ts';
import type { NativeMenus } from '#main/protocol/desktop.ts';
import type { Doors, Sound } from '#renderer/session/doors.ts';
import { Preferences } from '#renderer/session/preferences.svelte.ts';
import { Session } from '#renderer/session/session.svelte.ts';

/** What the desktop was told, in order. */
export interface Told {
  menus: NativeMenus[];
  titles: string[];
  left: number;
}

/** A sound that is none. */
export const SILENT: Sound = {
  now: () => 0,
  wake: () => Promise.resolve(),
  onAsleep: () => undefined,
  play: () => 0,
  swap: () => 0,
  replace: () => undefined,
  seek: () => undefined,
  stop: () => undefined,
  panic: () => undefined,
  place: () => null,
  playing: () => null,
  heardAt: (seconds) => seconds,
  level: () => 0,
  latency: () => null,
  setVoices: () => Promise.resolve(),
  loadBank: () => Promise.resolve(),
  render: () => Promise.resolve([new Float32Array(100), new Float32Array(100)]),
  ownBank: () => Promise.resolve(null),
  useBank: () => Promise.resolve(true),
  setClick: () => undefined,
  audition: () => undefined,
  press: () => undefined,
  release: () => undefined,
};

const nobody = <K extends Contract>(contract: K) => connect(contract, nearEnd());
const nearEnd = (): Wire => loop()[0];

/** A storage of its own, so that no test finds what another left. */
export function memoryStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    key: (index) => [...kept.keys()][index] ?? null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, value) => void kept.set(key, value),
  };
}

/** The session, what its desktop was told, and a way to let the desktop speak. `engines` and `sound` are real where they are given. */
export function silentSession(
  now: () => number = () => 0,
  own: Partial<Service<typeof desktop>> = {},
  later: (run: () => void, milliseconds: number) => void = () => undefined,
  engines: Partial<Pick<Doors, 'answering' | 'learning' | 'hosts' | 'midi' | 'again'>> = {},
  sound: Sound = SILENT,
): {
  readonly session: Session;
  readonly told: Told;
  readonly emit: Served<typeof desktop>['emit'];
} {
  const told: Told = { menus: [], titles: [], left: 0 };
  const [near, far] = loop();
  const { emit } = serve(desktop, far, {
    about: () => ({
      door: 'browser' as const,
      version: '',
      platform: '',
      runtime: {},
      look: { dark: true, locale: 'en' },
    }),
    diagnostics: () => ({ log: '', crashes: [], places: [] }),
    note: () => ({}),
    showPlace: () => ({}),
    copyText: () => ({}),
    open: () => null,
    read: () => ({ bytes: new Uint8Array() }),
    save: () => null,
    backup: () => null,
    handOut: ({ name }) => ({ handle: name, address: null }),
    drag: () => ({}),
    copyFile: () => ({ copied: false }),
    reveal: () => ({ shown: false }),
    recentProjects: () => ({ projects: [] }),
    rememberProject: () => ({}),
    resuming: () => ({ project: null, fresh: false }),
    startAgain: () => ({}),
    forgetProject: () => ({}),
    keepUnsaved: () => ({}),
    unsavedLeft: () => ({ left: [] }),
    readUnsaved: () => ({ bytes: new Uint8Array(), run: null, file: null }),
    keepAwake: ({ on }) => ({ held: on }),
    setTheme: () => ({}),
    setTitle: ({ title }) => {
      told.titles.push(title);
      return {};
    },
    setMenu: ({ menus }) => {
      told.menus.push(menus);
      return {};
    },
    answerClosing: () => ({}),
    leave: () => {
      told.left += 1;
      return {};
    },
    ...own,
  });
  const doors = {
    desktop: connect(desktop, near),
    hosts: nobody(hosts),
    answering: nobody(answering),
    learning: nobody(learning),
    midi: nobody(midi),
    again: () => () => undefined,
    placeOf: () => Promise.resolve(null),
    ...engines,
  };
  const preferences = new Preferences(memoryStorage(), ['en']);
  return {
    session: new Session(doors, sound, preferences, { now, date: now, later }),
    told,
    emit,
  };
}
