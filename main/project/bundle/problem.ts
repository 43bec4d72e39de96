/** The names of all that can be wrong with a project file; each has a sentence for people in `resources/messages`. */

/** Why a project file is refused. */
export type BundleCode =
  | 'not-a-project'
  | 'newer'
  | 'too-large'
  | 'too-many-entries'
  | 'swollen'
  | 'path-outside'
  | 'entry-twice'
  | 'nothing-left';

/** A refusal: a value, not an exception. The file itself is never touched. */
export interface BundleProblem {
  readonly kind: 'bundle-problem';
  readonly code: BundleCode;
  /** A fact for the sentence: a name, a version. */
  readonly detail: string;
}

/** Makes a {@link BundleProblem}. */
export function bundleProblem(code: BundleCode, detail = ''): BundleProblem {
  return { kind: 'bundle-problem', code, detail };
}

/** What was lost of a file that is opened all the same. */
export interface Loss {
  /** `directory`: the archive's own table, all else may be whole. `project`: names, parts and settings. */
  readonly what: 'directory' | 'project' | 'song' | 'model' | 'sketch' | 'snapshot' | 'history';
  /** The name of the song, model, sketch or snapshot, where it is known. */
  readonly name: string;
}
