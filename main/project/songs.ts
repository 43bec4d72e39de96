/** Edits of the library: songs come, go, are named, and their tracks get roles. */
import type { KeyName } from '#main/music/common-key.ts';
import type { Part } from '#main/music/part.ts';
import type { Project, Song } from './project.ts';

/** How many song colours there are. */
export const COLOURS = 12;

/** Adds a song with the first colour that is free. A song that is there already (same bytes) is not added again. */
export function addSong(project: Project, song: Omit<Song, 'colour'>): Project {
  if (project.songs.some(({ hash }) => hash === song.hash)) return project;
  const used = new Set(project.songs.map(({ colour }) => colour));
  const free = Array.from({ length: COLOURS }, (_, index) => index + 1).find((c) => !used.has(c));
  const colour = free ?? (project.songs.length % COLOURS) + 1;
  return { ...project, songs: [...project.songs, { ...song, colour }] };
}

/** Takes a song out of the library. Models and sketches made with it stay. */
export function removeSong(project: Project, hash: string): Project {
  return { ...project, songs: project.songs.filter((song) => song.hash !== hash) };
}

/** Gives a song a name. */
export function renameSong(project: Project, hash: string, name: string): Project {
  return withSong(project, hash, (song) => ({ ...song, name }));
}

/** Gives a song another colour and glyph, 1 to 12. */
export function colourSong(project: Project, hash: string, colour: number): Project {
  return withSong(project, hash, (song) => ({ ...song, colour }));
}

/** Puts the same song with other beats in its place: name, colour and roles stay. A song that is there already is not put there twice. */
export function retimeSong(
  project: Project,
  hash: string,
  { hash: fresh, bytes, piece }: Pick<Song, 'hash' | 'bytes' | 'piece'>,
): Project {
  if (project.songs.some((song) => song.hash === fresh)) return project;
  return withSong(project, hash, (song) => ({ ...song, hash: fresh, bytes, piece }));
}

/** Gives a track a role, or leaves it out (`null`). */
export function setPart(project: Project, hash: string, track: number, part: Part | null): Project {
  return withSong(project, hash, (song) => ({
    ...song,
    parts: song.parts.map((before, index) => (index === track ? part : before)),
  }));
}

/** Names a song's key; null: it is estimated again. */
export function keySong(project: Project, hash: string, key: KeyName | null): Project {
  return withSong(project, hash, (song) => ({ ...song, key }));
}

function withSong(project: Project, hash: string, change: (song: Song) => Song): Project {
  return {
    ...project,
    songs: project.songs.map((song) => (song.hash === hash ? change(song) : song)),
  };
}
