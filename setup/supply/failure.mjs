// A set-up step that cannot go on ends with a sentence that says what to do, never with a stack.
// @ts-check

/** What a set-up step throws: the sentence is all that the person sees, and the exit code is 3. */
export class SetupFailure extends Error {
  /**
   * @param {string} sentence what went wrong, in plain words
   * @param {string} remedy what to do now, as an order ("Install g++ and run the command again.")
   */
  constructor(sentence, remedy) {
    super(`${sentence} ${remedy}`);
    this.name = 'SetupFailure';
  }
}
