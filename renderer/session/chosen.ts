/** What is done to the song or the sketch that is chosen in the library, from a row, a key or the palette. */
import type { Sketch, Song } from '#main/project/project.ts';
import { COLOURS } from '#main/project/songs.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Session } from './session.svelte.ts';

/** The song or sketch that is chosen in the list that shows. */
export type Chosen =
  | { readonly kind: 'song'; readonly song: Song }
  | { readonly kind: 'sketch'; readonly sketch: Sketch };

/** What is chosen in the list that shows, or null. */
export function chosenOf({ shelf, songs, sketches }: Session): Chosen | null {
  if (shelf.tab === 'sketches') {
    const sketch = sketches.current;
    return sketch === null ? null : { kind: 'sketch', sketch };
  }
  const song = songs.list.find(({ hash }) => hash === songs.selected);
  return song === undefined ? null : { kind: 'song', song };
}

/** Opens a whole song in the roll, as a sketch with a lane a track and all that its file says. */
export function editSong({ sketches, desk, toasts }: Session, song: Song): void {
  desk.open(sketches.keepSong(song).id);
  toasts.say(() => m.app_toast_kept({ name: song.name }), desk.undoAction());
}

/** Asks for other beats of a song. */
export function retimeSong({ beats, face }: Session, song: Song): void {
  beats.begin(song);
  face.sheet = 'beats';
}

/** Takes a song out of the list; the message offers the way back. */
export function removeSong(session: Session, { hash, name }: Song): void {
  const { songs, toasts, desk, audition } = session;
  if (audition.song === hash) void audition.toggle(hash);
  songs.remove(hash);
  toasts.say(() => m.app_toast_removed({ name }), desk.undoAction());
}

/** Throws a sketch away; the message offers the way back. */
export function removeSketch(session: Session, { id, name }: Sketch): void {
  session.sketches.remove(id);
  session.toasts.say(() => m.app_toast_removed({ name }), session.desk.undoAction());
}

export function removeChosen(session: Session): void {
  const chosen = chosenOf(session);
  if (chosen?.kind === 'song') removeSong(session, chosen.song);
  if (chosen?.kind === 'sketch') removeSketch(session, chosen.sketch);
}

/** Begins to write the name of what is chosen. */
export function renameChosen(session: Session): void {
  const chosen = chosenOf(session);
  if (chosen === null) return;
  session.shelf.renaming = chosen.kind === 'song' ? chosen.song.hash : chosen.sketch.id;
}

/** Gives what is chosen the next of the song colours; a sketch has none after the last. */
export function recolourChosen(session: Session): void {
  const chosen = chosenOf(session);
  if (chosen?.kind === 'song') {
    const { hash, colour } = chosen.song;
    session.songs.colour(hash, (colour % COLOURS) + 1);
  }
  if (chosen?.kind === 'sketch') {
    const { id, colour } = chosen.sketch;
    session.sketches.colour(id, colour === COLOURS ? null : (colour ?? 0) + 1);
  }
}
