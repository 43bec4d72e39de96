/** Commands on what is brought in, kept and written, and on what was done. */
import { m } from '#resources/messages/compiled/messages.js';
import type { Command } from '../command.ts';

export const FILE: readonly Command[] = [
  {
    id: 'open',
    section: 'file',
    title: m.command_open,
    keys: 'Ctrl+O',
    run: (session) => void session.openFiles(false),
  },
  {
    id: 'open-folder',
    section: 'file',
    title: m.command_open_folder,
    keys: 'Ctrl+Shift+O',
    run: (session) => void session.openFiles(true),
  },
  {
    id: 'keep',
    section: 'file',
    title: m.command_keep,
    keys: 'Ctrl+Enter',
    when: ({ player }) => player.sounding !== null,
    run: (session) => session.keepSketch(),
  },
  {
    id: 'export',
    section: 'file',
    title: m.command_export,
    keys: 'Ctrl+E',
    when: ({ shown }) => shown !== null,
    run: (session) => void session.exportMidi(),
  },
];

export const EDIT: readonly Command[] = [
  {
    id: 'undo',
    section: 'edit',
    title: m.command_undo,
    keys: 'Ctrl+Z',
    when: ({ workspace }) => workspace.canUndo,
    run: (session) => session.undo(),
  },
  {
    id: 'redo',
    section: 'edit',
    title: m.command_redo,
    keys: 'Ctrl+Shift+Z',
    when: ({ workspace }) => workspace.canRedo,
    run: (session) => session.redo(),
  },
];
