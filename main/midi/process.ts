/** The MIDI process: reads what windows ask and hands it to its sender thread, and leaves every instrument silent when its parent goes. */
import { parent } from '#main/protocol/child.ts';
import { life } from '#main/protocol/hosts.ts';
import { midi } from '#main/protocol/midi.ts';
import { serve } from '#main/protocol/serve.ts';
import { Announcing } from './announcing.ts';
import { channelsIn } from './cursor.ts';
import { HAS_JAZZ } from './ports/jazz.ts';
import { estate } from './stage.ts';
import { startSender } from './thread.ts';
import type { Wire } from '#main/protocol/contract.ts';
import type { Served } from '#main/protocol/serve.ts';

/** Milliseconds that the thread is given to end its notes. */
const GRACE_MS = 1000;

const named = process.env['MELODRIFT_MIDI_LOG'];
const log = named === undefined || named === '' ? null : named;
let ending = false;
const thread = startSender(log, (error) => {
  if (ending) return;
  // Whoever watches this process starts another, which silences what this one had in use.
  console.error(error);
  process.exit(1);
});
// A thread that cannot look has died, which ends this process above.
const look = (): void => void thread.conduct.look({}).catch(() => undefined);
if (log === null && !HAS_JAZZ)
  void import('./ports/system.ts').then(({ watchApart }) => watchApart(look));
let supervisor: Served<typeof life> | null = null;
const announcing = new Announcing((left) => supervisor?.emit('testament', { left }));
thread.conduct.on('using', ({ left }) => announcing.uses(left));

/** A window comes in: what it asks is read here, and done by the thread. */
function enter(wire: Wire): void {
  const { client, service } = thread.join();
  const served = serve(midi, wire, {
    ...service,
    play: (asked, signal) => {
      const channels = [...channelsIn(asked.score.messages)];
      return announcing.before(asked.output, channels, async () => service.play(asked, signal));
    },
    send: (asked, signal) =>
      announcing.before(asked.output, [...channelsIn(asked.message)], async () =>
        service.send(asked, signal),
      ),
  });
  client.on('ports', (payload) => served.emit('ports', payload));
  client.on('heard', (payload) => served.emit('heard', payload));
  client.on('sent', (payload) => served.emit('sent', payload));
  client.on('deaf', (payload) => served.emit('deaf', payload));
  client.on('lost', (payload) => served.emit('lost', payload));
  void wire.closed.then(client.close);
}

const leave = (): void => {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(0), GRACE_MS);
  void thread.conduct
    .silence({})
    .catch(() => undefined)
    .then(() => process.exit(0));
};
process.on('SIGTERM', leave);
void parent(process, (name, wire) => {
  if (name === midi.name) enter(wire);
  else if (name === life.name)
    supervisor = serve(life, wire, {
      // It lives if its thread does.
      alive: () => thread.conduct.alive({}),
      rest: () => thread.conduct.rest({}),
      inherit: ({ left }) => thread.conduct.inherit({ left: estate.parse(left) }),
    });
}).gone.then(leave);
