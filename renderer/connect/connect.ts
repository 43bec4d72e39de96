/** Joins the window to the processes, whichever door it was opened by. */
import { answering } from '#main/protocol/answering.ts';
import { connect } from '#main/protocol/connect.ts';
import { desktop } from '#main/protocol/desktop.ts';
import { hosts } from '#main/protocol/hosts.ts';
import { lasting } from '#main/protocol/lasting.ts';
import { learning } from '#main/protocol/learning.ts';
import { midi } from '#main/protocol/midi.ts';
import { browserDoor } from './doors/browser.ts';
import { electronDoor, placeByPreload } from './doors/electron.ts';
import type { Client, Contract, Wire } from '#main/protocol/contract.ts';
import type { HostName } from '#main/protocol/hosts.ts';

/** A way to reach what answers the contract of this name. */
export type Open = (name: string) => Promise<Wire>;

/** All that the window talks to. Clients outlive the processes: a call after a death waits for the process to be back. */
export interface Connection {
  /** Its process starts at the first call, and leaves when idle for a minute. */
  readonly learning: Client<typeof learning>;
  readonly answering: Client<typeof answering>;
  readonly midi: Client<typeof midi>;
  readonly desktop: Client<typeof desktop>;
  /** Which processes run, which died and came back. */
  readonly hosts: Client<typeof hosts>;
  /** A client of one wire, starting the process if need be; its `closed` tells of the process's death. */
  readonly joinAnswering: () => Promise<Client<typeof answering>>;
  readonly joinLearning: () => Promise<Client<typeof learning>>;
  /** Calls back each time a process is joined again after it was gone: what it knew is forgotten. The answer stops. */
  readonly again: (host: HostName, listener: () => void) => () => void;
  /** The handle of the place from which a person dropped a file; null where it has none, as in a browser. */
  readonly placeOf: (file: File) => Promise<string | null>;
}

/** Connects by the door that this page came through. */
export function connectApp(): Promise<Connection> {
  return location.protocol === 'app:'
    ? connectBy(electronDoor(), placeByPreload)
    : connectBy(browserDoor());
}

/** Connects by a given door, for tests over wires within the page. */
export function connectBy(
  open: Open,
  placeOf: Connection['placeOf'] = () => Promise.resolve(null),
): Promise<Connection> {
  const listeners = new Map<string, Set<() => void>>();
  const client = <K extends Contract>(contract: K, eager: boolean): Client<K> =>
    lasting(contract, {
      join: () => open(contract.name),
      eager,
      again: () => {
        for (const listener of [...(listeners.get(contract.name) ?? [])]) listener();
      },
      later: (seconds, call) => void setTimeout(call, seconds * 1000),
    });
  return Promise.resolve({
    placeOf,
    learning: client(learning, false),
    answering: client(answering, true),
    midi: client(midi, true),
    desktop: client(desktop, true),
    hosts: client(hosts, true),
    joinAnswering: async () => connect(answering, await open(answering.name)),
    joinLearning: async () => connect(learning, await open(learning.name)),
    again: (host, listener) => {
      const set = listeners.get(host) ?? new Set();
      listeners.set(host, set.add(listener));
      return () => void set.delete(listener);
    },
  });
}
