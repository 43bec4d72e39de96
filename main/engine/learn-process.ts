/** The learn engine as a process: serves windows, sends weights to the answer engine, leaves when it is idle. */
import { parent } from '#main/protocol/child.ts';
import { connect } from '#main/protocol/connect.ts';
import { Failure } from '#main/protocol/failure.ts';
import { life } from '#main/protocol/hosts.ts';
import { learning } from '#main/protocol/learning.ts';
import { Hall, serve } from '#main/protocol/serve.ts';
import { weights } from '#main/protocol/weights.ts';
import { learningService } from './learning.ts';
import type { Client, Emit, Wire } from '#main/protocol/contract.ts';
import type { Served } from '#main/protocol/serve.ts';
import type { Published } from './offers.ts';

/** Milliseconds without a run, or without a window, after which the process gives its memory back. */
const IDLE = 60_000;
const busyStates: ReadonlySet<string> = new Set(['preparing', 'learning', 'paused']);

/** Serves until the parent is gone or nothing has been learned for a minute. */
export function learn(): void {
  let supervisor: Served<typeof life> | null = null;
  let answers: Client<typeof weights> | null = null;
  let latest: Published | null = null;

  const leave = (): void => {
    supervisor?.emit('leaving', {});
    // One turn of the loop lets the word go out before the process ends.
    setTimeout(() => process.exit(0), 50);
  };
  let idle = setTimeout(leave, IDLE);
  let state = 'idle';
  let windows = 0;
  const watch = (): void => {
    clearTimeout(idle);
    if (windows === 0 || !busyStates.has(state)) idle = setTimeout(leave, IDLE);
  };

  const publish = async (published: Published): Promise<void> => {
    latest = published;
    if (answers === null) throw new Failure('protocol_gone', weights.name);
    await answers.publish(published);
  };
  const hall = new Hall(learning);
  const emit: Emit<typeof learning> = (event, payload) => {
    if (event === 'state' && 'state' in payload) {
      ({ state } = payload);
      watch();
    }
    hall.emit(event, payload);
  };
  const { service, heard } = learningService(emit, publish, () => above.sent());

  const enter = (wire: Wire): void => {
    const count = (by: number): void => {
      windows += by;
      heard(windows > 0);
      watch();
    };
    count(1);
    void wire.closed.then(() => count(-1));
    hall.enter(wire, service);
  };

  const above = parent(process, (name, wire) => {
    if (name === life.name)
      supervisor = serve(life, wire, { alive: () => ({}), inherit: () => ({}), rest: () => ({}) });
    else if (name === learning.name) enter(wire);
    else if (name === weights.name) {
      const client = connect(weights, wire);
      answers = client;
      void client.closed.then(() => {
        if (answers === client) answers = null;
      });
      // An answer engine that came back knows nothing: it gets the run's weights at once.
      if (latest !== null) client.publish(latest).catch(console.error);
    }
  });
  void above.gone.then(() => process.exit(0));
}
