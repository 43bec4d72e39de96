/** The one table from codes to sentences for people, in the language of the moment. */
import type { ProblemCode, Repair } from '#main/music/problem.ts';
import { Failure } from '#main/protocol/failure.ts';
import { m } from '#resources/messages/compiled/messages.js';

const PROBLEMS: Readonly<Record<ProblemCode, () => string>> = {
  empty: m.problem_empty,
  'not-midi': m.problem_not_midi,
  'midi2-clip': m.problem_midi2_clip,
  'zip-archive': m.problem_zip_archive,
  'audio-file': m.problem_audio_file,
  'header-broken': m.problem_header_broken,
  'division-zero': m.problem_division_zero,
  'format-unknown': m.problem_format_unknown,
  'no-tracks': m.problem_no_tracks,
  'no-notes': m.problem_no_notes,
  'too-large': m.problem_too_large,
  'too-many-events': m.problem_too_many_events,
  'too-long': m.problem_too_long,
  unreadable: m.problem_unreadable,
  'not-a-file': m.problem_not_a_file,
};

const REPAIRS: Readonly<Record<Repair, () => string>> = {
  'track-truncated': m.repair_track_truncated,
  'track-count-wrong': m.repair_track_count_wrong,
  'track-length-wrong': m.repair_track_length_wrong,
  'end-of-track-missing': m.repair_end_of_track_missing,
  'junk-skipped': m.repair_junk_skipped,
  'unknown-chunk-skipped': m.repair_unknown_chunk_skipped,
  'hanging-notes-ended': m.repair_hanging_notes_ended,
  'event-broken': m.repair_event_broken,
  'header-too-long': m.repair_header_too_long,
  'tempo-zero': m.repair_tempo_zero,
  'meter-broken': m.repair_meter_broken,
  'smpte-converted': m.repair_smpte_converted,
  'riff-wrapper': m.repair_riff_wrapper,
  'sequences-in-turn': m.repair_sequences_in_turn,
  'text-cut': m.repair_text_cut,
};

/** Why a file was refused. */
export function problemSentence(code: ProblemCode): string {
  return PROBLEMS[code]();
}

/** What was mended in a file, as words without a full stop. */
export function repairWords(repair: Repair): string {
  return REPAIRS[repair]();
}

/**
 * The sentence of a failure between processes. Every room names its codes as its messages are named; a code without a
 * sentence is shown itself, so that nothing fails in silence.
 */
export function failureSentence(failure: unknown): string {
  const code = failure instanceof Failure ? failure.code : String(failure);
  const detail = failure instanceof Failure ? (failure.detail ?? '') : '';
  return codeSentence(code, detail);
}

/** The sentence of a code that crossed a wire as text. */
export function codeSentence(code: string, detail = ''): string {
  const key = code.replaceAll('-', '_');
  const found = Object.entries(m).find(
    ([name]) => name === key || name === `problem_${key}` || name === `failure_${key}`,
  );
  const sentence: unknown = found?.[1];
  if (typeof sentence !== 'function') return m.failure_unknown({ code });
  // Rooms call the blank of their sentences by what it holds.
  const words: unknown = sentence({ detail, name: detail, reason: detail });
  return String(words);
}
