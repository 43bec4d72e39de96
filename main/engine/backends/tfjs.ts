/** Loads TensorFlow.js with its WebAssembly and plain JavaScript backends, and only when one of them is wanted. */
import type { Tf } from './operation.ts';

/** Opens a backend of TensorFlow.js; throws with the reason where it cannot be opened. */
export async function openTfjs(backend: 'wasm' | 'cpu'): Promise<Tf> {
  const tf = await import('@tensorflow/tfjs');
  if (backend === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
  tf.enableProdMode(); // no check of every number, no advertisement on the console
  if (!(await tf.setBackend(backend))) throw new Error(`the ${backend} backend does not open here`);
  await tf.ready();
  return tf;
}
