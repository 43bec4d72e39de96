/** What every backend offers the trainer and the answerer: one network of one architecture, with its weights. */

/** The fixed shape and options of a variational recurrent auto-encoder. */
export interface Architecture {
  /** T, recurrent steps of a segment. */
  readonly steps: number;
  /** D, numbers seen at one recurrent step (columns x grid steps of a beat). */
  readonly inputs: number;
  /** H. */
  readonly hidden: number;
  /** Z. */
  readonly latent: number;
  readonly cell: 'tanh' | 'gru' | 'lstm';
  /** Which way the encoder reads a segment: from its beginning, from its end, or both at once. */
  readonly encoderReads: 'forwards' | 'backwards' | 'both';
  /** What the decoder reads at each step beside its state: its own probabilities, the data, a mixture (`Batch.share`), or nothing. */
  readonly decoderInput: 'own' | 'teacher' | 'mixed' | 'none';
  /** Whether z enters the decoder only at h_0 or at every step too. */
  readonly latentAt: 'start' | 'every-step';
  /** Units of a dense layer between z and the decoder; 0: none. It lets two latents bend. */
  readonly dense: number;
  /** How many numbers a step tell the position in the bar (0: none); fed to encoder and decoder. */
  readonly position: number;
}

/** How one step of learning is done. */
export interface StepSetting {
  /** Weight of the KL term; the reported bound always has weight 1. */
  readonly klWeight: number;
  /** Nats of each latent number (mean over the batch) below which its KL is not pushed; 0: none. */
  readonly freeBits: number;
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  /** Global-norm clip of the gradients; 0: none. */
  readonly clip: number;
  /** Share of every matrix that a step at rate 1 takes away, beside Adam (AdamW); 0: none. */
  readonly decay: number;
  /** Whether the loss that is descended is divided by T (the preset *check* does; matters with a clip). The reported losses never are. */
  readonly perStep: boolean;
  /**
   * Share of the running average of the weights kept at this step; 0: no average is kept and it follows the weights;
   * 1: it stays as it is, which costs nothing.
   */
  readonly averaging: number;
}

/** A batch of segments: `cells` is (batch, steps, inputs), `position` is (batch, steps, position). */
export interface Batch {
  readonly size: number;
  readonly cells: Float32Array;
  readonly position: Float32Array;
  /** What the encoder hears instead of `cells` (batch, steps, inputs), in a network that learns with dropped notes. */
  readonly heard?: Float32Array;
  /** Dropout: what hidden units are multiplied by, in a network that learns with it; (batch, hidden), the encoder's twice as wide where it reads both ways. */
  readonly masks?: { readonly encoder: Float32Array; readonly decoder: Float32Array };
  /** Share of the data that each step of a mixed decoder reads (steps); all its own probabilities where left out. */
  readonly share?: Float32Array;
}

/** Nats, summed over steps and columns, means over the batch: `bound = -(reconstruction + kl)`. */
export interface Losses {
  readonly reconstruction: number;
  readonly kl: number;
}

/** Weights by name, each with its shape. */
export type Weights = ReadonlyMap<
  string,
  { readonly shape: readonly number[]; readonly values: Float32Array }
>;

/** Which program does the arithmetic. */
export type BackendName = 'tensorflow' | 'wasm' | 'cpu';

/** A network that lives in one backend. All calls are synchronous in effect and run one at a time; `dispose` frees its memory. */
export interface Network {
  readonly architecture: Architecture;
  readonly backend: BackendName;
  /** One step of Adam on one batch with the given noise (batch, latent); answers the losses before the update. */
  learn(batch: Batch, noise: Float32Array, setting: StepSetting): Promise<Losses>;
  /** The losses without learning. */
  losses(batch: Batch, noise: Float32Array): Promise<Losses>;
  /** Posterior means and log-variances, each (batch, latent). */
  encode(
    batch: Batch,
  ): Promise<{ readonly mean: Float32Array; readonly logVariance: Float32Array }>;
  /**
   * Probabilities (count, steps, inputs) of `count` latents (count, latent), each decoded from position (count, steps, position).
   * `steps` is T unless given: the decoder runs on past T, or stops before it.
   */
  decode(
    latents: Float32Array,
    count: number,
    position: Float32Array,
    steps?: number,
  ): Promise<Float32Array>;
  /** Weights as they are now, copied out; `averaged`: their running average (see `StepSetting.averaging`). */
  read(which?: 'current' | 'averaged'): Promise<Weights>;
  /**
   * Puts weights in and starts their average from them (`current`: the average stays); throws where names or shapes
   * differ. The optimiser's state stays.
   */
  write(weights: Weights, which?: 'all' | 'current'): Promise<void>;
  /** Optimiser state (Adam moments, the weights' average and the step count) for resuming the same curve. */
  readOptimiser(): Promise<Weights>;
  writeOptimiser(state: Weights): Promise<void>;
  dispose(): void;
}
