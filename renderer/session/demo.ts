/** What the app opens with on its first run: the demo songs and the model learned on them. */
import type { NamedBytes } from './song.ts';

const SONGS = import.meta.glob<string>('../../resources/demo/songs/*.mid', {
  query: '?url',
  import: 'default',
  eager: true,
});
const MODELS = import.meta.glob<string>('../../resources/demo/*.safetensors', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** The demo as bytes. */
export interface Demo {
  readonly songs: readonly NamedBytes[];
  readonly model: Uint8Array | null;
}

async function bytesOf(address: string): Promise<Uint8Array> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`demo: ${address} answered ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Fetches the demo from the app's own files. */
export async function fetchDemo(): Promise<Demo> {
  const songs = Object.entries(SONGS).map(async ([path, address]) => ({
    name: path.slice(path.lastIndexOf('/') + 1),
    bytes: await bytesOf(address),
  }));
  const [address] = Object.values(MODELS);
  // All at once: none is waited for before the next is asked for.
  const model = address === undefined ? null : bytesOf(address);
  return { songs: await Promise.all(songs), model: await model };
}
