/** Project files as the calls of the command line open them, with all that is wrong said, and written beside the original only. */
import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { isProblem } from '#main/music/problem.ts';
import { pack, unpack, versionIn, type Loss } from '#main/project/bundle.ts';
import type { History } from '#main/project/history.ts';
import { writeWhole } from '../files/atomic.ts';
import { UsageError } from './command.ts';
import { bytesOf } from './files.ts';
import { lossWords, problemSentence, refusalSentence } from './sentences.ts';

/** The largest project file that is read, in bytes: as large as the window opens. */
const LARGEST = 512 * 2 ** 20;

/** Why a file is not opened: a name for programs, a sentence for people. */
export interface ProjectProblem {
  readonly code: string;
  readonly message: string;
}

/** A file that was looked at; `history` is null where it is refused. */
export interface ProjectOpened {
  /** The format's version as the file says it; null where it does not. */
  readonly version: number | null;
  readonly history: History | null;
  readonly losses: readonly Loss[];
  readonly problem: ProjectProblem | null;
}

/** Opens one project file as far as it goes. */
export async function openProjectFile(path: string): Promise<ProjectOpened> {
  const name = basename(path);
  const refused = (code: string, message: string, version: number | null = null) => ({
    ...{ version, history: null, losses: [] },
    problem: { code, message },
  });
  const bytes = await bytesOf(path, LARGEST);
  if (isProblem(bytes)) {
    const { code } = bytes;
    const message =
      code === 'too-large'
        ? refusalSentence(name, { kind: 'bundle-problem', code, detail: '' })
        : problemSentence(code);
    return refused(code, message);
  }
  const version = versionIn(bytes);
  const read = unpack(bytes);
  if ('kind' in read) return refused(read.code, refusalSentence(name, read), version);
  return { version, ...read, problem: null };
}

/** What a project holds and what of it is lost, as the fields of a line. */
export function factsOf({ version, history, losses, problem }: ProjectOpened) {
  const project = history?.project;
  return {
    ok: problem === null,
    version,
    songs: project?.songs.length ?? 0,
    sketches: project?.sketches.length ?? 0,
    models: project?.models.length ?? 0,
    snapshots: project?.snapshots.length ?? 0,
    steps: (history?.past.length ?? 0) + (history?.future.length ?? 0),
    damaged: losses.map((loss) => ({ ...loss, message: lossWords(loss) })),
    problem,
  };
}

/**
 * Writes a project to a file of its own, in the newest version.
 * @param from the file it came from, which is never written over
 * @throws UsageError where both are one file; Failure `engine_file_unwritable`
 */
export async function writeProject(history: History, from: string, to: string): Promise<void> {
  // A file that is not there yet is no other's.
  const place = await realpath(to).catch(() => null);
  if (place !== null && place === (await realpath(from)))
    throw new UsageError('The file that is read is never written over; name another.');
  await writeWhole(to, pack(history));
}
