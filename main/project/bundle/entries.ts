/** The names of the entries of a project file, in one place for who writes and who reads. */

/** Names, songs, models, settings: all but what lies in entries of its own. */
export const PROJECT = 'project.json';
/** What can be undone and redone, a line an entry. */
export const HISTORY = 'history.jsonl';

/** Where a song's MIDI file lies. */
export const pieceFile = (hash: string): string => `pieces/${hash}.mid`;
/** Where the nth model, sketch or snapshot lies, from 1. */
export const modelFile = (n: number): string => `models/${n}.safetensors`;
export const sketchFile = (n: number): string => `sketches/${n}.json`;
export const snapshotFile = (n: number): string => `snapshots/${n}.json`;

/** The forms of those names; the first group of `PIECE` is the hash. */
export const PIECE = /^pieces\/([\da-z-]{1,80})\.mid$/u;
export const MODEL = /^models\/\d{1,6}\.safetensors$/u;
export const SKETCH = /^sketches\/\d{1,6}\.json$/u;
export const SNAPSHOT = /^snapshots\/\d{1,6}\.json$/u;

/** Whether an entry is one that only a project file has. */
export function isOurs(name: string): boolean {
  const forms = [PIECE, MODEL, SKETCH, SNAPSHOT];
  return name === PROJECT || name === HISTORY || forms.some((form) => form.test(name));
}
