/** How a failure crosses between processes: a code that has a sentence in both languages, and facts for it. */

/** A named failure. `code` is a key of the messages table; `detail` fills its blanks and never holds a sentence. */
export class Failure extends Error {
  readonly code: string;
  readonly detail: string | undefined;
  constructor(code: string, detail?: string) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.name = 'Failure';
    this.code = code;
    this.detail = detail;
  }
}
