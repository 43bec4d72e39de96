/** A tape in the running page: every sample that goes to the loudspeakers, on the clock of the audio itself. */
import type { Page } from 'puppeteer-core';

/** What was recorded: one channel, gapless. */
export interface Recording {
  readonly samples: Float32Array;
  readonly rate: number;
  /** The longest time, in seconds, by which the page was behind its audio: it cannot have planned its notes meanwhile. */
  readonly heldUp: number;
}

/** The recorder on the audio thread. */
const RECORDER = `registerProcessor('tape', class extends AudioWorkletProcessor {
  process([[left]]) {
    if (left !== undefined) this.port.postMessage({ frame: currentFrame, samples: left.slice() });
    return true;
  }
})`;

/** Runs in the page before the app: whatever is joined to the way out is joined to the tape too. */
function threadTape(recorder: string): void {
  const join = AudioNode.prototype.connect;
  const tape: { frame: number; behind: number; samples: Float32Array }[] = [];
  // What `recorded` waits for: told at every block, so that nobody has to look again and again.
  const tapeLength: { wanted: number; reached: () => void } = {
    wanted: Infinity,
    reached: () => undefined,
  };
  Object.assign(window, { tape, tapeLength, tapeRate: 0 });
  const threaded = new WeakSet<BaseAudioContext>();
  const connect = function (this: AudioNode, ...to: Parameters<typeof join>): unknown {
    const [target] = to;
    const { context } = this;
    if (target instanceof AudioDestinationNode && context instanceof AudioContext) {
      if (!threaded.has(context)) {
        threaded.add(context);
        const address = URL.createObjectURL(new Blob([recorder], { type: 'text/javascript' }));
        void context.audioWorklet.addModule(address).then(() => {
          const head = new AudioWorkletNode(context, 'tape');
          head.port.onmessage = ({ data }) => {
            Object.assign(window, { tapeRate: context.sampleRate, taped: context });
            const behind = context.currentTime - data.frame / context.sampleRate;
            tape.push({ ...data, behind });
            if (tape.length * 128 >= tapeLength.wanted * context.sampleRate) tapeLength.reached();
          };
          Reflect.apply(join, this, [head]);
        });
      }
    }
    return Reflect.apply(join, this, to);
  };
  Object.assign(AudioNode.prototype, { connect });
}

/** Puts a tape into every page that `page` opens from now on. The page's policy forbids a foreign script: it is set aside. */
export async function recordPage(page: Page): Promise<void> {
  await page.setBypassCSP(true);
  await page.evaluateOnNewDocument(threadTape, RECORDER);
}

/** Waits until `seconds` more have run on the tape, and answers them. */
export async function recorded(page: Page, seconds: number): Promise<Recording> {
  const answer = await page.evaluate(`(async () => {
    tape.length = 0;
    tapeLength.wanted = ${seconds};
    await new Promise((resolve) => { tapeLength.reached = resolve; });
    tapeLength.wanted = Infinity;
    const all = [...tape];
    const first = all[0].frame;
    const samples = new Float32Array(all.at(-1).frame - first + 128);
    for (const each of all) samples.set(each.samples, each.frame - first);
    const bytes = new Uint8Array(samples.buffer);
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return [btoa(text), tapeRate, Math.max(...all.map(({ behind }) => behind))];
  })()`);
  if (!Array.isArray(answer)) throw new Error('there is no tape');
  const [text, rate, behind] = answer.map(String);
  const bytes = new Uint8Array(Buffer.from(text ?? '', 'base64'));
  return { samples: new Float32Array(bytes.buffer), rate: Number(rate), heldUp: Number(behind) };
}
