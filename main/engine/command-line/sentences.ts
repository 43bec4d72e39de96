/** The sentences for people that the command line says: the same table as the window's, in English. */
import problems from '#resources/messages/en/problem.json' with { type: 'json' };
import engine from '#resources/messages/en/engine.json' with { type: 'json' };
import failures from '#resources/messages/en/failure.json' with { type: 'json' };
import type { Failure } from '#main/protocol/failure.ts';
import type { ProblemCode } from '#main/music/problem.ts';

const SENTENCES: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...problems, ...failures, ...engine }),
);

/** Why a file is refused, as a sentence. */
export function problemSentence(code: ProblemCode): string {
  return SENTENCES.get(`problem_${code.replaceAll('-', '_')}`) ?? code;
}

/** What failed, as a sentence; a code without a sentence is shown itself, with its facts. */
export function failureSentence(failure: Failure): string {
  const key = failure.code.replaceAll('-', '_');
  const sentence = SENTENCES.get(`failure_${key}`) ?? SENTENCES.get(key);
  return sentence?.replaceAll('{detail}', failure.detail ?? '') ?? failure.message;
}
