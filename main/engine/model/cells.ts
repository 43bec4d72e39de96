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
import type { Cell } from './cell.ts';
import {
  add,
  affine,
  concat,
  features,
  multiply,
  negative,
  sigmoid,
  sigmoidGradient,
  tanh,
  tanhGradient,
} from './expression.ts';
import type { Expression } from './operation.ts';

/** The cell of the paper. Its slope comes from h_t alone, so nothing is kept. */
const tanhCell: Cell = {
  forward: ({ drive, recurrent }) => ({
    state: { hidden: tanh(recurrent ? add(recurrent, drive) : drive) },
    kept: [],
  }),
  backward: ({ state }, gradient) => {
    const before = tanhGradient(state.hidden, gradient.hidden);
    return { drive: before, recurrent: before, state: {} };
  },
};

/** Gated recurrent unit (Cho and others 2014), in the variant of cuDNN and PyTorch. */
const gruCell: Cell = {
  forward: ({ drive, recurrent, before, stateBias }) => {
    if (!stateBias) throw new Error('a GRU has a bias inside its product with the state');
    const size = Number(stateBias.shape[0]);
    const own = (value: Expression) => features(value, 2 * size, 3 * size);
    const gates = (value: Expression) => features(value, 0, 2 * size);
    const both = sigmoid(recurrent ? add(gates(recurrent), gates(drive)) : gates(drive)); // r, z
    const inner = recurrent ? add(own(recurrent), stateBias) : stateBias; // h W_n + b_hn
    const r = features(both, 0, size);
    const z = features(both, size, 2 * size);
    const n = tanh(add(multiply(r, inner), own(drive)));
    const away = before ? add(before.hidden, negative(n)) : negative(n); // h - n
    return { state: { hidden: add(n, multiply(z, away)) }, kept: [both, r, z, n, inner, away] };
  },
  backward: ({ kept }, { hidden: gradient }, before) => {
    const [both, r, z, n, inner, away] = kept;
    if (!both || !r || !z || !n || !inner || !away) throw new Error('a GRU keeps six values');
    const carried = multiply(gradient, z);
    const beforeNew = tanhGradient(n, add(gradient, negative(carried))); // g (1 - z) through tanh
    const ofGates = concat([multiply(beforeNew, inner), multiply(gradient, away)]); // of r, z
    const beforeGates = sigmoidGradient(both, ofGates);
    const ofInner = multiply(beforeNew, r);
    return {
      drive: concat([beforeGates, beforeNew]),
      recurrent: concat([beforeGates, ofInner]),
      stateBias: ofInner,
      state: before ? { hidden: carried } : {},
    };
  },
};

/** Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers and others 2000). */
const lstmCell: Cell = {
  forward: ({ drive, recurrent, before }) => {
    const all = recurrent ? add(recurrent, drive) : drive;
    const size = Number(all.shape.at(-1)) / 4;
    const both = sigmoid(features(all, 0, 2 * size)); // i, f
    const i = features(both, 0, size);
    const f = features(both, size, 2 * size);
    const g = tanh(features(all, 2 * size, 3 * size));
    const o = sigmoid(features(all, 3 * size, 4 * size));
    const fresh = multiply(i, g);
    const memory = before?.memory ? add(multiply(f, before.memory), fresh) : fresh;
    const heard = tanh(memory);
    return {
      state: { hidden: multiply(o, heard), memory },
      kept: [both, i, f, g, o, heard],
    };
  },
  backward: ({ kept }, gradient, before) => {
    const [both, i, f, g, o, heard] = kept;
    if (!both || !i || !f || !g || !o || !heard) throw new Error('an LSTM keeps six values');
    const throughHidden = tanhGradient(heard, multiply(gradient.hidden, o));
    const ofMemory = gradient.memory ? add(gradient.memory, throughHidden) : throughHidden;
    const ofForget = before?.memory ? multiply(ofMemory, before.memory) : affine(ofMemory, 0);
    const all = concat([
      sigmoidGradient(both, concat([multiply(ofMemory, g), ofForget])),
      tanhGradient(g, multiply(ofMemory, i)),
      sigmoidGradient(o, multiply(gradient.hidden, heard)),
    ]);
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
