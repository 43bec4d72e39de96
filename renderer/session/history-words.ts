/** The words for entries of the history, in the language of the moment. */
import type { EditCode, Label } from '#main/project/label.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { laneName } from './lane-names.ts';
import { versionName } from './version-names.ts';

type Words = (facts: { readonly n: number; readonly name: string }) => string;

const WORDS: Readonly<Record<EditCode, Words>> = {
  songs_add: m.project_edit_songs_add,
  song_remove: m.project_edit_song_remove,
  song_rename: m.project_edit_song_rename,
  song_colour: m.project_edit_song_colour,
  song_part: m.project_edit_song_part,
  song_retime: m.project_edit_song_retime,
  sketch_keep: m.project_edit_sketch_keep,
  sketches_keep: m.project_edit_sketches_keep,
  sketch_copy: m.project_edit_sketch_copy,
  sketch_paste: m.project_edit_sketch_paste,
  sketch_rename: m.project_edit_sketch_rename,
  sketch_star: m.project_edit_sketch_star,
  sketch_unstar: m.project_edit_sketch_unstar,
  sketch_colour: m.project_edit_sketch_colour,
  sketch_remove: m.project_edit_sketch_remove,
  sketch_regenerate: m.project_edit_sketch_regenerate,
  sketch_lengthen: m.project_edit_sketch_lengthen,
  control_learn: m.project_edit_control_learn,
  control_forget: m.project_edit_control_forget,
  controls_preset: m.project_edit_controls_preset,
  notes_record: m.project_edit_notes_record,
  notes_add: m.project_edit_notes_add,
  notes_move: m.project_edit_notes_move,
  notes_transpose: m.project_edit_notes_transpose,
  notes_copy: m.project_edit_notes_copy,
  notes_stretch: m.project_edit_notes_stretch,
  notes_remove: m.project_edit_notes_remove,
  notes_velocity: m.project_edit_notes_velocity,
  notes_quantise: m.project_edit_notes_quantise,
  notes_set: m.project_edit_notes_set,
  notes_split: m.project_edit_notes_split,
  notes_paste: m.project_edit_notes_paste,
  notes_join: m.project_edit_notes_join,
  notes_humanise: m.project_edit_notes_humanise,
  notes_legato: m.project_edit_notes_legato,
  notes_scale: m.project_edit_notes_scale,
  course_tempo: m.project_edit_course_tempo,
  course_tempo_remove: m.project_edit_course_tempo_remove,
  course_meter: m.project_edit_course_meter,
  course_meter_remove: m.project_edit_course_meter_remove,
  course_move: m.project_edit_course_move,
  course_clips: m.project_edit_course_clips,
  clip_place: m.project_edit_clip_place,
  clip_move: m.project_edit_clip_move,
  clip_trim: m.project_edit_clip_trim,
  clip_repeat: m.project_edit_clip_repeat,
  clip_split: m.project_edit_clip_split,
  clip_copy: m.project_edit_clip_copy,
  clip_remove: m.project_edit_clip_remove,
  clip_lane_add: m.project_edit_clip_lane_add,
  clip_lane_remove: m.project_edit_clip_lane_remove,
  clip_lane_mute: m.project_edit_clip_lane_mute,
  clip_lane_unmute: m.project_edit_clip_lane_unmute,
  memory_keep: m.project_edit_memory_keep,
  memory_empty: m.project_edit_memory_empty,
  path_keep: m.project_edit_path_keep,
  path_remove: m.project_edit_path_remove,
  marker_add: m.project_edit_marker_add,
  marker_move: m.project_edit_marker_move,
  marker_rename: m.project_edit_marker_rename,
  marker_remove: m.project_edit_marker_remove,
  lane_control: m.project_edit_lane_control,
  lane_event: m.project_edit_lane_event,
  lane_volume: m.project_edit_lane_volume,
  lane_mute: m.project_edit_lane_mute,
  lane_unmute: m.project_edit_lane_unmute,
  lane_solo: m.project_edit_lane_solo,
  lane_unsolo: m.project_edit_lane_unsolo,
  lane_program: m.project_edit_lane_program,
  lane_pan: m.project_edit_lane_pan,
  lane_reverb: m.project_edit_lane_reverb,
  tempo: m.project_edit_tempo,
  loop_on: m.project_edit_loop_on,
  loop_off: m.project_edit_loop_off,
  loop_region: m.project_edit_loop_region,
  project_rename: m.project_edit_project_rename,
  model_rename: m.project_edit_model_rename,
  model_remove: m.project_edit_model_remove,
  model_star: m.project_edit_model_star,
  model_unstar: m.project_edit_model_unstar,
  snapshot_take: m.project_edit_snapshot_take,
  snapshot_rename: m.project_edit_snapshot_rename,
  snapshot_remove: m.project_edit_snapshot_remove,
  snapshot_restore: m.project_edit_snapshot_restore,
};

/** What an entry did, to follow "Undo:" or "Redo:". */
export function historyWords({ code, n = 0, name = '' }: Label): string {
  const called = code.startsWith('lane_')
    ? laneName({ name })
    : code.startsWith('snapshot_')
      ? versionName(name)
      : name;
  return WORDS[code]({ n, name: called });
}
