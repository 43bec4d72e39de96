/** In which order the values of the language can be computed. */
import type { Expression } from './operation.ts';

/** Everything the given values need, each after what it needs itself; a unit needs only its value. */
export function inOrder(values: readonly Expression[]): readonly Expression[] {
  const found = new Set<Expression>();
  const pending: { value: Expression; next: number }[] = [];
  // An own stack instead of recursion: a thousand recurrent steps are a chain thousands deep.
  for (const root of values) {
    if (!found.has(root)) pending.push({ value: root, next: 0 });
    for (let top = pending.at(-1); top; top = pending.at(-1)) {
      const operand = needs(top.value)[top.next];
      top.next += 1;
      if (operand === undefined) {
        found.add(top.value);
        pending.pop();
      } else if (!found.has(operand)) pending.push({ value: operand, next: 0 });
    }
  }
  return [...found];
}

/** The operands whose values an operation reads: all, but only the value of a unit. */
export const needs = ({ operation, operands }: Expression): readonly Expression[] =>
  operation.kind === 'unit' ? operands.slice(0, 1) : operands;
