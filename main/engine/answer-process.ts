/** The answer engine as a process: serves windows, and takes weights over from the learn engine. */
import { answering } from '#main/protocol/answering.ts';
import { parent } from '#main/protocol/child.ts';
import { life } from '#main/protocol/hosts.ts';
import { Hall, serve } from '#main/protocol/serve.ts';
import { weights } from '#main/protocol/weights.ts';
import { answeringService } from './answering.ts';
import { chosenBackend } from './training/maker.ts';

/** Serves until the parent is gone. */
export function answer(): void {
  const windows = new Hall(answering);
  const learners = new Hall(weights);
  const { answers, takesOver } = answeringService(windows.emit);
  void parent(process, (name, wire) => {
    if (name === life.name)
      serve(life, wire, { alive: () => ({}), inherit: () => ({}), rest: () => ({}) });
    else if (name === answering.name) windows.enter(wire, answers);
    else if (name === weights.name) learners.enter(wire, takesOver);
  }).gone.then(() => process.exit(0));
  // Loaded while the window is being drawn: the first model is not to wait for it. Why none works is told where it is asked for.
  chosenBackend(null).catch(() => null);
}
