/** Joins two wires, so that what one end says the other hears: for doors that stand between a window and a process. */
import type { Wire } from './contract.ts';

/** Passes messages both ways; when either wire ends, so does the other. */
export function relay(one: Wire, two: Wire): void {
  one.receive((message) => two.send(message));
  two.receive((message) => one.send(message));
  void one.closed.then(() => two.close());
  void two.closed.then(() => one.close());
}
