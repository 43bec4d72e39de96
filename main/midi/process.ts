/** The MIDI process: serves windows, and leaves every instrument silent when its parent goes. */
import { parent } from '#main/protocol/child.ts';
import { life } from '#main/protocol/hosts.ts';
import { midi } from '#main/protocol/midi.ts';
import { Hall, serve } from '#main/protocol/serve.ts';
import { monotonic } from './clock.ts';
import { playing } from './playing.ts';
import { systemPorts } from './ports/system.ts';
import { estate } from './stage.ts';
import type { Served } from '#main/protocol/serve.ts';

const ports = await systemPorts(process.env, monotonic.now);
const windows = new Hall(midi);
let supervisor: Served<typeof life> | null = null;
const player = playing(ports, monotonic, windows.emit, (left) =>
  supervisor?.emit('testament', { left }),
);

const leave = (): void => {
  player.silence();
  process.exit(0);
};
process.on('SIGTERM', leave);
void parent(process, (name, wire) => {
  if (name === life.name) {
    supervisor = serve(life, wire, {
      alive: () => ({}),
      inherit: ({ left }) => {
        player.inherit(estate.parse(left));
        return {};
      },
    });
  } else if (name === midi.name) {
    const seat = player.seat();
    windows.enter(wire, seat.service);
    void wire.closed.then(seat.leave);
  }
}).then(leave);
