/** The rows of the table of goals, each by the name that `bench quality` takes. */
import { checkFigures } from './check.ts';
import { atlasFigures, blendFigures, medleyFigures } from './demo-model.ts';
import { atLeast, atMost, told, type Figure } from './figure.ts';
import { secondsToKnow } from './knowing.ts';
import { APART, MERGED, momentsOf, type Measuring, type Moment } from './learned.ts';
import { demoSongs, oneSong, songsOf, twoKinds } from './songs.ts';
import type { SongInput } from '#main/protocol/music.ts';

/** A row: its figures, or null where its songs are not on this machine. */
export type Row = (measuring: Measuring) => Promise<readonly Figure[] | null>;

/** What a set of songs is to reach, by seconds. */
interface Goal {
  readonly seconds: number;
  readonly learned?: number;
  readonly heldOut?: number;
}

function judgedMoment(goal: Goal, moment: Moment | undefined): readonly Figure[] {
  const words = (what: string) => `note F1 after ${goal.seconds} s, ${what}`;
  const [training, heldOut] = [moment?.training, moment?.heldOut];
  return [
    goal.learned === undefined
      ? told(words('learned'), training)
      : atLeast(words('learned'), training, goal.learned),
    goal.heldOut === undefined
      ? told(words('held out'), heldOut)
      : atLeast(words('held out'), heldOut, goal.heldOut),
    told(`steps in ${goal.seconds} s`, moment?.step),
  ];
}

/** A row that learns songs and stops at the seconds of its goals. */
function learning(
  songs: () => readonly SongInput[] | null,
  set: Readonly<Record<string, string>>,
  goals: readonly Goal[],
): Row {
  return async (measuring) => {
    const found = songs();
    if (found === null) return null;
    const seconds = goals.map((goal) => goal.seconds);
    const moments = await momentsOf(found, set, seconds, measuring);
    return goals.flatMap((goal, at) => judgedMoment(goal, moments[at]));
  };
}

const recognised: Row = async (measuring) => {
  const [moment] = await momentsOf(demoSongs(), APART, [30], measuring);
  return [
    atLeast('held-out windows whose song is known', moment?.recognised, 0.98),
    atLeast('the same, 40 % of the cells dropped', moment?.recognisedInPart, 0.92),
  ];
};

const known: Row = async (measuring) => {
  const found = await secondsToKnow(demoSongs, measuring);
  return [
    atMost('seconds from dropping eight songs to .90', found?.seconds, 5),
    told('steps', found?.step),
  ];
};

/** Every row by its name, in the order of the table. */
export const ROWS: Readonly<Record<string, Row>> = {
  demo: learning(demoSongs, MERGED, [
    { seconds: 15, learned: 0.97, heldOut: 0.64 },
    { seconds: 30, learned: 0.998, heldOut: 0.66 },
    { seconds: 60 },
  ]),
  yubatake: learning(() => songsOf('jrpg-yubatake'), MERGED, [
    { seconds: 15, learned: 0.98, heldOut: 0.62 },
  ]),
  parts: learning(demoSongs, APART, [{ seconds: 30, learned: 0.98, heldOut: 0.66 }]),
  freedoom: learning(() => songsOf('freedoom'), MERGED, [
    { seconds: 60, learned: 0.97, heldOut: 0.64 },
  ]),
  one: learning(oneSong, MERGED, [{ seconds: 15 }, { seconds: 30 }]),
  two: learning(twoKinds, MERGED, [{ seconds: 15 }, { seconds: 30 }]),
  known,
  atlas: atlasFigures,
  blends: blendFigures,
  medley: medleyFigures,
  recognition: recognised,
  check: checkFigures,
};
