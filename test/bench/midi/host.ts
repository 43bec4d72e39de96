/** The MIDI process of the measurement: the sender thread of the app, on the ports that the measurement names. */
import { parent } from '#main/protocol/child.ts';
import { midi } from '#main/protocol/midi.ts';
import { serve } from '#main/protocol/serve.ts';
import { startSender } from '#main/midi/thread.ts';

const [, , log = '', rtmidi = ''] = process.argv;
const thread = startSender(
  log === '' ? null : log,
  (error) => {
    throw error;
  },
  rtmidi === '' ? null : rtmidi,
);
void parent(process, (name, wire) => {
  if (name !== midi.name) return;
  const { client, service } = thread.join();
  const served = serve(midi, wire, service);
  client.on('sent', (payload) => served.emit('sent', payload));
}).gone.then(() => process.exit(0));
