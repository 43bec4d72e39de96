/** Commands on the library: which list shows, in which order, and what happens to the song or sketch that is chosen in it. */
import {
  chosenOf,
  editSong,
  recolourChosen,
  removeChosen,
  renameChosen,
  retimeSong,
} from '#renderer/session/chosen.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import type { SketchOrder, SongOrder, Tab } from '#renderer/session/shelf.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Command } from '../command.ts';

const any = (session: Session): boolean => chosenOf(session) !== null;

function list(tab: Tab, title: () => string): Command {
  return {
    id: `library-${tab}`,
    section: 'library',
    title,
    keys: null,
    checked: ({ shelf }) => shelf.tab === tab,
    run: ({ shelf }) => shelf.show(tab),
  };
}

function songOrder(order: SongOrder, title: () => string): Command {
  return {
    id: `songs-by-${order}`,
    section: 'library',
    title,
    keys: null,
    checked: ({ shelf }) => shelf.songOrder === order,
    run: ({ shelf }) => {
      shelf.show('songs');
      shelf.songOrder = order;
    },
  };
}

function sketchOrder(order: SketchOrder, title: () => string): Command {
  return {
    id: `sketches-by-${order}`,
    section: 'library',
    title,
    keys: null,
    checked: ({ shelf }) => shelf.sketchOrder === order,
    run: ({ shelf }) => {
      shelf.show('sketches');
      shelf.sketchOrder = order;
    },
  };
}

export const LIBRARY: readonly Command[] = [
  list('songs', m.command_library_songs),
  list('sketches', m.command_library_sketches),
  {
    id: 'library-search',
    section: 'library',
    title: m.command_library_search,
    keys: 'Ctrl+F',
    checked: ({ shelf }) => shelf.typed !== null,
    run: ({ shelf }) => shelf.search(shelf.typed === null),
  },
  {
    id: 'song-audition',
    section: 'library',
    title: m.command_song_audition,
    keys: null,
    when: ({ songs, audition }) => songs.selected !== null || audition.song !== null,
    checked: ({ audition }) => audition.song !== null,
    run: ({ songs, audition }) => {
      const hash = audition.song ?? songs.selected;
      if (hash !== null) void audition.toggle(hash);
    },
  },
  {
    id: 'song-edit',
    section: 'library',
    title: m.command_song_edit,
    keys: null,
    when: ({ songs }) => songs.selected !== null,
    run: (session) => {
      const song = session.songs.list.find(({ hash }) => hash === session.songs.selected);
      if (song !== undefined) editSong(session, song);
    },
  },
  {
    id: 'song-beats',
    section: 'library',
    title: m.command_song_beats,
    keys: null,
    when: ({ songs }) => songs.selected !== null,
    run: (session) => {
      const song = session.songs.list.find(({ hash }) => hash === session.songs.selected);
      if (song !== undefined) retimeSong(session, song);
    },
  },
  {
    id: 'library-rename',
    section: 'library',
    title: m.command_library_rename,
    keys: 'F2',
    when: any,
    run: renameChosen,
  },
  {
    id: 'library-colour',
    section: 'library',
    title: m.command_library_colour,
    keys: null,
    when: any,
    run: recolourChosen,
  },
  {
    id: 'sketch-star',
    section: 'library',
    title: m.command_sketch_star,
    keys: null,
    when: ({ sketches }) => sketches.current !== null,
    checked: ({ sketches }) => sketches.current?.starred === true,
    run: ({ sketches }) => {
      const { current } = sketches;
      if (current !== null) sketches.star(current.id, !current.starred);
    },
  },
  {
    id: 'library-copy',
    section: 'library',
    title: m.command_library_copy,
    keys: null,
    when: any,
    run: ({ clipboard }) => void clipboard.copy(),
  },
  {
    id: 'library-paste',
    section: 'library',
    title: m.command_library_paste,
    keys: null,
    run: ({ clipboard }) => void clipboard.pasteUnasked(),
  },
  {
    id: 'library-remove',
    section: 'library',
    title: m.command_library_remove,
    keys: null,
    when: any,
    run: removeChosen,
  },
  {
    id: 'import-cancel',
    section: 'library',
    title: m.command_import_cancel,
    keys: null,
    when: ({ songs }) => songs.reading !== null,
    run: ({ songs }) => songs.cancel(),
  },
  songOrder('added', m.command_songs_by_added),
  songOrder('name', m.command_songs_by_name),
  songOrder('length', m.command_songs_by_length),
  songOrder('tempo', m.command_songs_by_tempo),
  songOrder('key', m.command_songs_by_key),
  songOrder('notes', m.command_songs_by_notes),
  sketchOrder('kept', m.command_sketches_by_kept),
  sketchOrder('starred', m.command_sketches_by_starred),
  sketchOrder('name', m.command_sketches_by_name),
  sketchOrder('colour', m.command_sketches_by_colour),
  sketchOrder('origin', m.command_sketches_by_origin),
  sketchOrder('length', m.command_sketches_by_length),
];
