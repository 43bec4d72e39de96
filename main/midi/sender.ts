/** The program of the sender thread: it alone has the ports and plays on them, so that no work of the process delays a note. */
import { MessagePort, parentPort, workerData } from 'node:worker_threads';
import { portWire } from '#main/protocol/port.ts';
import { Hall, serve } from '#main/protocol/serve.ts';
import { exactClock } from './clock.ts';
import { playing } from './playing.ts';
import { rtmidiPorts } from './ports/rtmidi.ts';
import { systemPorts } from './ports/system.ts';
import { goFirst } from './urgent.ts';
import { beginning, conduct, sending, way } from './sending.ts';
import type { Served } from '#main/protocol/serve.ts';
import type { Ports } from './ports/port.ts';

const { bell, log, rtmidi } = beginning.parse(workerData);
goFirst();

const clock = exactClock(bell);
/** A look at JACK's ports registers a client with its server each time, which holds up for a third of a second all that plays. */
const unwatched = (ports: Ports): Ports => ({ ...ports, watch: () => () => undefined });
const ports = rtmidi === null ? await systemPorts(log, clock.now) : unwatched(rtmidiPorts(rtmidi));
const windows = new Hall(sending);
let conductor: Served<typeof conduct> | null = null;
const player = playing(ports, clock, windows.emit, (left) => conductor?.emit('using', { left }));

parentPort?.on('message', (message: unknown) => {
  const { open, port } = way.parse(message);
  if (!(port instanceof MessagePort)) throw new Error('a way without a port');
  const wire = portWire(port);
  if (open === 'sending') {
    const seat = player.seat();
    windows.enter(wire, seat.service);
    void wire.closed.then(seat.leave);
    return;
  }
  conductor = serve(conduct, wire, {
    alive: () => ({}),
    silence: () => {
      player.silence();
      return {};
    },
    look: () => {
      player.look();
      return {};
    },
    rest: () => {
      player.rest();
      return {};
    },
    inherit: ({ left }) => {
      player.inherit(left);
      return {};
    },
  });
});
