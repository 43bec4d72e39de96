/** What of the lanes lies under the hand: the lane that is edited, its ghosts, and the notes that are selected. */
import type { LaneNote, NoteId } from '#main/project/project.ts';
import { placesOf } from '#main/project/note-change.ts';
import { keyOfNotes } from '#main/music/key.ts';
import { indexOf } from './grid/note-index.ts';
import type { Key, RollLane, RollSettings } from './view.ts';

/** What the roll is given of it. */
export interface Given {
  readonly lanes: readonly RollLane[];
  readonly active: string | null;
  readonly selection: ReadonlySet<NoteId>;
  readonly settings: Pick<RollSettings, 'ghosts' | 'key'>;
  /** Whether a gesture changes notes now: what is told from them waits for its end. */
  readonly editing: boolean;
}

const NO_LANES: readonly RollLane[] = [];
const NO_NOTES: readonly LaneNote[] = [];

/** The material of one roll; `given` is asked anew when what it reads changes. */
export class Material {
  readonly #given: () => Given;
  #guessed: Key | null = null;

  /** The lane that is edited. */
  readonly lane: RollLane | null = $derived.by(() => {
    const { lanes, active } = this.#given();
    return lanes.find(({ id }) => id === active) ?? null;
  });

  /** The other lanes, where they are shown. */
  readonly ghosts: readonly RollLane[] = $derived.by(() => {
    const { lanes, active, settings } = this.#given();
    return settings.ghosts ? lanes.filter(({ id }) => id !== active) : NO_LANES;
  });

  /** The lane's notes by start. */
  readonly notes: readonly LaneNote[] = $derived(
    this.lane === null ? NO_NOTES : indexOf(this.lane.notes).notes,
  );

  /** Those of them that are selected. */
  readonly chosen: readonly LaneNote[] = $derived.by(() => {
    const { selection } = this.#given();
    return selection.size === 0
      ? NO_NOTES
      : placesOf(this.notes, selection).flatMap((index) => this.notes[index] ?? []);
  });

  /** Mean velocity of what is selected, or null. */
  readonly velocity: number | null = $derived(
    this.chosen.length === 0
      ? null
      : Math.round(this.chosen.reduce((sum, note) => sum + note.velocity, 0) / this.chosen.length),
  );

  /** The key that the pitched lanes suggest, or null where nothing sounds. */
  readonly guess: Key | null = $derived.by(() => {
    const { lanes, editing } = this.#given();
    return editing ? this.#guessed : (this.#guessed = guessOf(lanes));
  });

  /** The key in force; a lane of drums has none. */
  readonly key: Key | null = $derived.by(() => {
    const { key } = this.#given().settings;
    if (this.lane?.pitched === false) return null;
    return key === 'guess' ? this.guess : key;
  });

  /** What a look at the whole takes in: the lane's notes, or those of all lanes where it has none. */
  get all(): readonly LaneNote[] {
    const { lane } = this;
    return lane === null || lane.notes.length === 0
      ? this.#given().lanes.flatMap(({ notes }) => notes)
      : lane.notes;
  }

  constructor(given: () => Given) {
    this.#given = given;
  }
}

function guessOf(lanes: readonly RollLane[]): Key | null {
  const found = keyOfNotes(lanes.filter(({ pitched }) => pitched).map(({ notes }) => notes));
  return found === null ? null : { root: found.tonic, scale: found.minor ? 'minor' : 'major' };
}
