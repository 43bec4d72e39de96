/**
 * The recurrent cells, with PyTorch's gates in PyTorch's order, so that weights go over by transposing them: `weight_ih` is
 * `cells` and `position` one above the other, turned; `weight_hh` is `state`, turned; `bias` is `bias_ih + bias_hh`.
 *
 * | cell | blocks of columns | step |
 * | --- | --- | --- |
 * | tanh | one | h' = tanh(drive + h W) |
 * | GRU | reset r, update z, new n | r, z = sigmoid(drive + h W); n = tanh(drive_n + r (h W_n + b_hn)); h' = (1 - z) n + z h |
 * | LSTM | input i, forget f, new g, output o | c' = f c + i g; h' = o tanh(c') |
 *
 * Only the GRU needs a second bias: its b_hn (`stateBias`) stands inside the product with r.
 */
import type { Cell, CellInput } from './cell.ts';
import {
  add,
  affine,
  multiply,
  negative,
  sigmoid,
  sigmoidGradient,
  tanh,
  tanhGradient,
} from './expression.ts';
import type { Expression } from './operation.ts';

/** `drive + h W` of a gate, before its activation. */
function pushed({ drive, recurrent }: CellInput, gate: number): Expression {
  const [driven, carried] = [drive[gate], recurrent?.[gate]];
  if (!driven) throw new Error(`no gate ${gate}`);
  return carried ? add(carried, driven) : driven;
}

/** The cell of the paper. Its slope comes from h_t alone, so nothing is kept. */
const tanhCell: Cell = {
  forward: (given) => ({ state: { hidden: tanh(pushed(given, 0)) }, kept: [] }),
  backward: ({ state }, gradient) => {
    const before = [tanhGradient(state.hidden, gradient.hidden)];
    return { drive: before, recurrent: before, state: {} };
  },
};

/** Gated recurrent unit (Cho and others 2014), in the variant of cuDNN and PyTorch. */
const gruCell: Cell = {
  forward: (given) => {
    const { drive, recurrent, before, stateBias } = given;
    const [driven, carried] = [drive[2], recurrent?.[2]];
    if (!stateBias || !driven)
      throw new Error('a GRU has three gates and a bias inside its product with the state');
    const [r, z] = [sigmoid(pushed(given, 0)), sigmoid(pushed(given, 1))];
    const inner = carried ? add(carried, stateBias) : stateBias; // h W_n + b_hn
    const n = tanh(add(multiply(r, inner), driven));
    const away = before ? add(before.hidden, negative(n)) : negative(n); // h - n
    return { state: { hidden: add(n, multiply(z, away)) }, kept: [r, z, n, inner, away] };
  },
  backward: ({ kept }, { hidden: gradient }, before) => {
    const [r, z, n, inner, away] = kept;
    if (!r || !z || !n || !inner || !away) throw new Error('a GRU keeps five values');
    const carried = multiply(gradient, z);
    const beforeNew = tanhGradient(n, add(gradient, negative(carried))); // g (1 - z) through tanh
    const beforeReset = sigmoidGradient(r, multiply(beforeNew, inner));
    const beforeUpdate = sigmoidGradient(z, multiply(gradient, away));
    const ofInner = multiply(beforeNew, r);
    return {
      drive: [beforeReset, beforeUpdate, beforeNew],
      recurrent: [beforeReset, beforeUpdate, ofInner],
      stateBias: ofInner,
      state: before ? { hidden: carried } : {},
    };
  },
};

/** Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers and others 2000). */
const lstmCell: Cell = {
  forward: (given) => {
    const { before } = given;
    const gate = (index: number) => sigmoid(pushed(given, index));
    const [i, f, o] = [gate(0), gate(1), gate(3)];
    const g = tanh(pushed(given, 2));
    const fresh = multiply(i, g);
    const memory = before?.memory ? add(multiply(f, before.memory), fresh) : fresh;
    const heard = tanh(memory);
    return { state: { hidden: multiply(o, heard), memory }, kept: [i, f, g, o, heard] };
  },
  backward: ({ kept }, gradient, before) => {
    const [i, f, g, o, heard] = kept;
    if (!i || !f || !g || !o || !heard) throw new Error('an LSTM keeps five values');
    const throughHidden = tanhGradient(heard, multiply(gradient.hidden, o));
    const ofMemory = gradient.memory ? add(gradient.memory, throughHidden) : throughHidden;
    const ofForget = before?.memory ? multiply(ofMemory, before.memory) : affine(ofMemory, 0);
    const all = [
      sigmoidGradient(i, multiply(ofMemory, g)),
      sigmoidGradient(f, ofForget),
      tanhGradient(g, multiply(ofMemory, i)),
      sigmoidGradient(o, multiply(gradient.hidden, heard)),
    ];
    return {
      drive: all,
      recurrent: all,
      state: before?.memory ? { memory: multiply(ofMemory, f) } : {},
    };
  },
};

/** Every cell by its name in an architecture. */
export const cells: Readonly<Record<'tanh' | 'gru' | 'lstm', Cell>> = {
  tanh: tanhCell,
  gru: gruCell,
  lstm: lstmCell,
};
