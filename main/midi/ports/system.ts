/** The ports that a process plays on: the system's, or, for journeys on machines without any, ports that write down what they are sent. */
import { existsSync, openSync, readFileSync, watchFile, writeSync } from 'node:fs';
import { z } from 'zod';
import { HAS_JAZZ } from './jazz.ts';
import { jzzPorts } from './jzz.ts';
import { MemoryPorts } from './memory.ts';
import { OWN_PORT, packagedBinding, rtmidiPorts } from './rtmidi.ts';
import type { Ports } from './port.ts';

/** What a line of a log's keys says. */
const pressed = z.object({ input: z.string(), bytes: z.array(z.number()) });

/** Milliseconds between two looks at a log's list of devices. */
const LOOK_MS = 50;

/**
 * The system's ports. With `log`, ports that only write down: a line of JSON a message (`{output, seconds, bytes}`), at
 * once, so that the file outlives a process that is killed. Their names are the lines of the file `log` + `.ports`, which may change at any
 * time (devices come and go) and in whose absence there is one, "Memory". What the devices' keys are to play is appended to
 * the file `log` + `.keys`, a line of JSON a message (`{input, bytes}`).
 */
export async function systemPorts(log: string | null, now: () => number): Promise<Ports> {
  if (log !== null) return loggedPorts(log, now);
  if (!HAS_JAZZ) {
    const ports = rtmidi(false);
    // `watchApart` looks.
    return ports === null ? jzzPorts() : { ...ports, watch: () => () => undefined };
  }
  const ports = await jzzPorts();
  const own = process.platform === 'win32' ? null : rtmidi(true);
  return own === null ? ports : withOwnPort(ports, own);
}

/**
 * Looks for devices that come and go where no engine tells of them by itself; each look takes as long as several notes may
 * be late, so it is for a thread that plays nothing.
 */
export function watchApart(changed: () => void): void {
  rtmidi(false)?.watch(changed);
}

/** RtMidi's ports, or null where it cannot be loaded or the system has no MIDI. */
function rtmidi(own: boolean): Ports | null {
  // ALSA would complain on the console before it fails.
  if (process.platform === 'linux' && !existsSync('/dev/snd/seq')) return null;
  try {
    return rtmidiPorts(packagedBinding(), own);
  } catch {
    // No library for it: there are no such ports then, which the list says.
    return null;
  }
}

/** `ports`, and beside them one of our own that other programs connect to. */
function withOwnPort(ports: Ports, own: Ports): Ports {
  return {
    ...ports,
    outputs: async () => [...(await ports.outputs()), { id: OWN_PORT, name: OWN_PORT }],
    open: (id) => (id === OWN_PORT ? own.open(id) : ports.open(id)),
  };
}

function loggedPorts(log: string, now: () => number): Ports {
  const file = openSync(log, 'a');
  const written = (message: object): void => void writeSync(file, `${JSON.stringify(message)}\n`);
  const devices = (): readonly string[] => {
    try {
      return readFileSync(`${log}.ports`, 'utf8')
        .split('\n')
        .filter((name) => name !== '');
    } catch {
      // No list: the one port.
      return ['Memory'];
    }
  };
  const ports = new MemoryPorts(devices(), now, written);
  watchFile(`${log}.ports`, { interval: LOOK_MS, persistent: false }, () =>
    ports.replug(devices()),
  );
  let played = 0;
  watchFile(`${log}.keys`, { interval: LOOK_MS, persistent: false }, () => {
    if (!existsSync(`${log}.keys`)) return;
    const lines = readFileSync(`${log}.keys`, 'utf8').split('\n').slice(0, -1);
    for (const line of lines.slice(played)) {
      const { input, bytes } = pressed.parse(JSON.parse(line));
      ports.press(input, bytes);
    }
    played = lines.length;
  });
  return ports;
}
