/** The sentences for people that the command line says: the same table as the window's, in English. */
import engine from '#resources/messages/en/engine.json' with { type: 'json' };
import problems from '#resources/messages/en/problem.json' with { type: 'json' };
import failures from '#resources/messages/en/failure.json' with { type: 'json' };
import projects from '#resources/messages/en/project.json' with { type: 'json' };
import protocol from '#resources/messages/en/protocol.json' with { type: 'json' };
import type { Failure } from '#main/protocol/failure.ts';
import type { ProblemCode } from '#main/music/problem.ts';
import type { BundleProblem, Loss } from '#main/project/bundle.ts';
import { EXIT, type ExitCode } from './command.ts';

const SENTENCES: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...problems, ...failures, ...engine, ...protocol, ...projects }).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  ),
);

/** Why a file is refused, as a sentence. */
export function problemSentence(code: ProblemCode): string {
  return SENTENCES.get(`problem_${code.replaceAll('-', '_')}`) ?? code;
}

/** Why a project file is refused, as a sentence. */
export function refusalSentence(name: string, { code, detail }: BundleProblem): string {
  const sentence = SENTENCES.get(`project_refused_${code.replaceAll('-', '_')}`) ?? code;
  return sentence.replaceAll('{name}', name).replaceAll('{detail}', detail);
}

/** What is missing in a project file, as words without a full stop. */
export function lossWords({ what, name }: Loss): string {
  return (SENTENCES.get(`project_lost_${what}`) ?? what).replaceAll('{name}', name);
}

/** What failed, as a sentence; a code without a sentence is shown itself, with its facts. */
export function failureSentence(failure: Failure): string {
  const key = failure.code.replaceAll('-', '_');
  const sentence = SENTENCES.get(`failure_${key}`) ?? SENTENCES.get(key);
  return sentence?.replaceAll('{detail}', failure.detail ?? '') ?? failure.message;
}

/** What a call names that is not there: it was written wrongly. */
const WRITTEN_WRONGLY = [
  ...['engine_setting_unknown', 'engine_setting_value', 'engine_setting_fold'],
  ...[
    'engine_preset_unknown',
    'engine_preset_endless',
    'engine_latent_size',
    'engine_weights_zero',
  ],
  ...['engine_song_unknown', 'engine_bar_unknown', 'engine_segment_unknown'],
];

/** What a call was given and cannot use. */
const REFUSED = [
  ...['engine_no_songs', 'engine_all_silent', 'engine_no_segments', 'engine_song_unreadable'],
  ...['engine_file_unreadable', 'engine_model_broken', 'engine_model_other'],
  ...['engine_model_newer', 'engine_map_empty'],
  ...['engine_resume_columns', 'engine_resume_architecture'],
];

/** How a run ends that failed: called wrongly, given something that cannot be used, or broken on the way. */
export function exitOf({ code }: Failure): ExitCode {
  if (WRITTEN_WRONGLY.includes(code)) return EXIT.usage;
  return REFUSED.includes(code) ? EXIT.refused : EXIT.failed;
}
