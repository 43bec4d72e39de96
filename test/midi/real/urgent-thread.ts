/** A process with a thread that goes first, which says by what rules the system runs each of them. */
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { goFirst } from '#main/midi/urgent.ts';

/** Fields of `/proc/PID/stat` behind the name, which may have spaces in it (proc(5), fields 40 and 41). */
const PRIORITY = 40 - 3;
const POLICY = 41 - 3;
const POLICIES = ['SCHED_OTHER', 'SCHED_FIFO', 'SCHED_RR'];

function rules(): { readonly policy: string; readonly priority: number } {
  const fields =
    readFileSync('/proc/thread-self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return { policy: POLICIES[Number(fields[POLICY])] ?? '', priority: Number(fields[PRIORITY]) };
}

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.once('message', (thread) => process.send?.({ thread, process: rules() }));
} else {
  goFirst();
  parentPort?.postMessage(rules());
}
