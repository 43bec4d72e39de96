/** Commands on what is brought in, kept and written, and on what was done. */
import type { Label } from '#main/project/label.ts';
import { historyWords } from '#renderer/session/history-words.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Command } from '../command.ts';

const labelled = (label: Label | null, say: (what: { what: string }) => string): string | null =>
  label === null ? null : say({ what: historyWords(label) });

export const FILE: readonly Command[] = [
  {
    id: 'project-new',
    section: 'file',
    title: m.command_project_new,
    keys: null,
    run: ({ projectFile }) => void projectFile.begin(),
  },
  {
    id: 'project-open',
    section: 'file',
    title: m.command_project_open,
    keys: 'Ctrl+O',
    run: ({ projectFile }) => void projectFile.open(),
  },
  {
    id: 'project-save',
    section: 'file',
    title: m.command_project_save,
    keys: 'Ctrl+S',
    run: ({ projectFile }) => void projectFile.save(),
  },
  {
    id: 'project-save-as',
    section: 'file',
    title: m.command_project_save_as,
    keys: 'Ctrl+Shift+S',
    run: ({ projectFile }) => void projectFile.saveElsewhere(),
  },
  {
    id: 'snapshot-take',
    section: 'file',
    title: m.command_snapshot_take,
    keys: null,
    run: ({ snapshots, face }) => {
      snapshots.take();
      face.sheet = 'snapshots';
    },
  },
  {
    id: 'snapshots',
    section: 'file',
    title: m.command_snapshots,
    keys: null,
    run: ({ face }) => {
      face.sheet = 'snapshots';
    },
  },
  {
    id: 'open',
    section: 'file',
    title: m.command_open,
    keys: 'Ctrl+I',
    run: ({ files }) => void files.openSongs(false),
  },
  {
    id: 'open-folder',
    section: 'file',
    title: m.command_open_folder,
    keys: 'Ctrl+Shift+O',
    run: ({ files }) => void files.openSongs(true),
  },
  {
    id: 'keep',
    section: 'file',
    title: m.command_keep,
    keys: 'Ctrl+Enter',
    when: ({ player }) => player.sounding !== null,
    run: ({ desk }) => desk.keep(),
  },
  {
    id: 'sketch-again',
    section: 'file',
    title: m.command_sketch_again,
    keys: null,
    when: ({ again }) => again.whyNot === null,
    run: ({ again, sketches }) => {
      if (sketches.current !== null) void again.make(sketches.current);
    },
  },
  {
    id: 'export',
    section: 'file',
    title: m.command_export,
    keys: 'Ctrl+E',
    when: ({ desk }) => desk.shown !== null,
    run: ({ files }) => void files.exportMidi(),
  },
  {
    id: 'export-wav',
    section: 'file',
    title: m.export_wav,
    keys: 'Ctrl+Shift+X',
    when: ({ desk }) => desk.shown !== null,
    run: ({ face }) => {
      face.sheet = 'wav';
    },
  },
  {
    id: 'copy-file',
    section: 'file',
    title: m.command_copy_file,
    keys: 'Ctrl+Shift+C',
    when: ({ sketches }) => sketches.current !== null,
    run: ({ outgoing, sketches }) => {
      if (sketches.current !== null) void outgoing.copy(outgoing.ofSketch(sketches.current));
    },
  },
  {
    id: 'save-model',
    section: 'file',
    title: m.command_save_model,
    keys: null,
    when: ({ workspace }) => workspace.project.model !== null,
    run: ({ files }) => void files.saveModel(),
  },
];

export const EDIT: readonly Command[] = [
  {
    id: 'undo',
    section: 'edit',
    title: m.command_undo,
    keys: 'Ctrl+Z',
    when: ({ workspace }) => workspace.undoLabel !== null || workspace.previewing,
    now: ({ workspace }) =>
      workspace.previewing ? null : labelled(workspace.undoLabel, m.command_undo_what),
    // What is only shown is no entry yet: it is what she means, whether by key, menu or palette.
    run: ({ desk, face }) => {
      if (!face.takeBack()) desk.undo();
    },
  },
  {
    id: 'redo',
    section: 'edit',
    title: m.command_redo,
    keys: 'Ctrl+Shift+Z',
    when: ({ workspace }) => workspace.redoLabel !== null,
    now: ({ workspace }) => labelled(workspace.redoLabel, m.command_redo_what),
    run: ({ desk }) => desk.redo(),
  },
  {
    id: 'history',
    section: 'edit',
    title: m.command_history,
    keys: null,
    run: ({ face }) => {
      face.sheet = 'history';
    },
  },
];
