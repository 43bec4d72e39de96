/** The MIDI process: serves windows, and leaves every instrument silent when its parent goes. */
import { parent } from '#main/protocol/child.ts';
import { life } from '#main/protocol/hosts.ts';
import { midi } from '#main/protocol/midi.ts';
import { Hall, serve } from '#main/protocol/serve.ts';
import { monotonic } from './clock.ts';
import { playing } from './playing.ts';
import { jzzPorts } from './ports/jzz.ts';

const ports = await jzzPorts();
const windows = new Hall(midi);
const player = playing(ports, monotonic, windows.emit);

const leave = (): void => {
  player.silence();
  process.exit(0);
};
process.on('SIGTERM', leave);
void parent(process, (name, wire) => {
  if (name === life.name) serve(life, wire, { alive: () => ({}) });
  else if (name === midi.name) windows.enter(wire, player.service);
}).then(leave);
