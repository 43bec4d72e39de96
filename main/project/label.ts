/** The names of edits: what the history calls its entries, before any language has words for them. */

/** Every kind of edit that a person can make; each has words in `resources/messages`. */
export const EDITS = [
  'songs_add',
  'song_remove',
  'song_rename',
  'song_colour',
  'song_part',
  'song_retime',
  'sketch_keep',
  'sketches_keep',
  'sketch_copy',
  'sketch_rename',
  'sketch_star',
  'sketch_unstar',
  'sketch_colour',
  'sketch_remove',
  'sketch_regenerate',
  'notes_add',
  'notes_move',
  'notes_transpose',
  'notes_copy',
  'notes_stretch',
  'notes_remove',
  'notes_velocity',
  'notes_quantise',
  'notes_set',
  'notes_split',
  'notes_paste',
  'notes_join',
  'notes_humanise',
  'notes_legato',
  'notes_scale',
  'course_tempo',
  'course_tempo_remove',
  'course_meter',
  'course_meter_remove',
  'course_move',
  'marker_add',
  'marker_move',
  'marker_rename',
  'marker_remove',
  'lane_control',
  'lane_event',
  'lane_volume',
  'lane_mute',
  'lane_unmute',
  'lane_solo',
  'lane_unsolo',
  'lane_program',
  'lane_pan',
  'lane_reverb',
  'tempo',
  'loop_on',
  'loop_off',
  'loop_region',
  'project_rename',
  'model_rename',
  'model_remove',
  'model_star',
  'model_unstar',
  'snapshot_take',
  'snapshot_rename',
  'snapshot_remove',
  'snapshot_restore',
] as const;

/** The name of a kind of edit. */
export type EditCode = (typeof EDITS)[number];

/** What an entry of the history is called: the kind of edit, and facts for the blanks of its words. */
export interface Label {
  readonly code: EditCode;
  /** How many notes or songs, where several can be meant. */
  readonly n?: number;
  /** The name of what was edited, or its value. */
  readonly name?: string;
}
