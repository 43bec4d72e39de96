/** The names of everything that can be wrong with a MIDI file: why one is refused, and what was mended in one that is accepted. */

/** Why a file is refused. Each code has a sentence for people in `resources/messages`. */
export type ProblemCode =
  | 'empty'
  | 'not-midi'
  | 'midi2-clip'
  | 'zip-archive'
  | 'audio-file'
  | 'header-broken'
  | 'division-zero'
  | 'format-unknown'
  | 'no-tracks'
  | 'no-notes'
  | 'too-large'
  | 'too-many-events'
  | 'too-long'
  | 'not-a-file'
  | 'unreadable';

/** What was mended in a file that is accepted. */
export type Repair =
  | 'track-truncated'
  | 'track-length-wrong'
  | 'track-count-wrong'
  | 'end-of-track-missing'
  | 'junk-skipped'
  | 'unknown-chunk-skipped'
  | 'hanging-notes-ended'
  | 'event-broken'
  | 'header-too-long'
  | 'tempo-zero'
  | 'meter-broken'
  | 'smpte-converted'
  | 'riff-wrapper'
  | 'sequences-in-turn'
  | 'text-cut';

/** A refusal: a value, not an exception. */
export interface Problem {
  readonly kind: 'problem';
  readonly code: ProblemCode;
  /** Facts for the sentence (a number, a limit), never a sentence itself. */
  readonly detail?: string;
}

/** Makes a {@link Problem}. */
export function problem(code: ProblemCode, detail?: string): Problem {
  return detail === undefined ? { kind: 'problem', code } : { kind: 'problem', code, detail };
}

/** True where `value` is a {@link Problem}. */
export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'problem';
}
