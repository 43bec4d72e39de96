/** What a person does to music that plays, and which notes must then be heard: told apart from how the player plans them. */
import { SOONEST, type Player } from '#renderer/player/player.ts';
import { SILENCE, type Loop, type PlayedNote, type Timeline } from '#main/transport/timeline.ts';
import type { Boundary } from '#main/transport/boundary.ts';
import type { Seconds, Ticks } from '#main/music/note.ts';
import type { Span } from '#main/transport/playing.ts';

/** One thing that is done while music plays, after `wait` seconds. */
export type Act = { readonly wait: Seconds } & (
  | { readonly do: 'play'; readonly timeline: Timeline }
  | { readonly do: 'replace'; readonly timeline: Timeline }
  | { readonly do: 'swap'; readonly timeline: Timeline; readonly boundary: Boundary }
  | { readonly do: 'seek'; readonly tick: Ticks }
  | Change
  | { readonly do: 'stop' }
);

/** What is changed in what plays. */
type Change =
  | { readonly do: 'tempo'; readonly bpm: number }
  | { readonly do: 'loop'; readonly loop: Loop | null }
  | { readonly do: 'mute'; readonly lane: number };

/** From second `at` on this is wanted, from this tick. */
export type Wish = Pick<Span, 'timeline' | 'at' | 'position'>;

/** A note as it must be heard; `program` says by which instrument. */
export interface HeardNote {
  readonly lane: string;
  readonly program: number;
  readonly pitch: number;
  readonly velocity: number;
  readonly on: Seconds;
  readonly off: Seconds;
}

/** Does something at second `now`, and answers what is wanted from then on, after what was wanted before. */
export function perform(
  player: Player,
  now: Seconds,
  act: Act,
  wishes: readonly Wish[],
): readonly Wish[] {
  const shown = player.place()?.timeline;
  if (act.do === 'play') player.play(act.timeline);
  else if (act.do === 'swap') player.swap(act.timeline, act.boundary);
  else if (act.do === 'replace') player.replace(act.timeline);
  else if (act.do === 'seek') player.seek(act.tick);
  else if (act.do === 'stop') {
    if (!player.isPlaying) return wishes;
    player.stop();
    const at = now + SOONEST;
    return [...wishes.filter((wish) => wish.at < at), { timeline: SILENCE, at, position: 0 }];
  } else if (shown !== undefined) player.replace(changed(shown, act));
  const spans = player.playing?.spans ?? [];
  const [first] = spans;
  return first === undefined ? wishes : [...wishes.filter(({ at }) => at < first.at), ...spans];
}

function changed(timeline: Timeline, act: Change): Timeline {
  if (act.do === 'tempo')
    return { ...timeline, tempos: [{ tick: 0, microsecondsPerQuarter: 60e6 / act.bpm }] };
  if (act.do === 'loop') return { ...timeline, loop: act.loop };
  const lanes = timeline.lanes.map((lane, index) =>
    index === act.lane ? { ...lane, muted: !lane.muted } : lane,
  );
  return { ...timeline, lanes };
}

/** Two moments nearer than this are one. */
const ONE: Seconds = 1e-6;
/** Of a note that is joined in its midst this much must be left. */
const WORTH: Ticks = 60;

/**
 * The notes that must be heard up to second `end`, found note by note and round by round: the slow way, without any of
 * the player's windows, withdrawals or queues.
 */
export function heardOf(wishes: readonly Wish[], end: Seconds): readonly HeardNote[] {
  let heard: HeardNote[] = [];
  wishes.forEach(({ timeline, at, position }, index) => {
    const until = Math.min(end, wishes[index + 1]?.at ?? end);
    if (until - at < ONE) return;
    const secondsTo = secondsOf(timeline);
    const sounding = heard.filter(({ off }) => off > at - ONE);
    heard = heard.map((note) => ({ ...note, off: Math.min(note.off, at) }));
    for (const pass of roundsOf(timeline, position, at, until)) {
      for (const note of notesOf(timeline)) {
        const first = pass.at === at;
        const crosses = first && note.start < position && note.end > position;
        if (!crosses && (note.start < pass.from || note.start >= pass.to)) continue;
        const on = crosses ? at : pass.at + secondsTo(note.start) - secondsTo(pass.from);
        const last = Math.min(note.end, pass.to);
        const off = Math.min(until, pass.at + secondsTo(last) - secondsTo(pass.from));
        const before = sounding.find((one) => one.lane === note.lane && one.pitch === note.pitch);
        const named = { lane: note.lane, program: note.program, pitch: note.pitch };
        if (crosses && before !== undefined)
          // It sounds on as it began.
          heard = heard.map((one) =>
            Math.abs(one.off - at) < ONE && same(one, before) ? { ...one, off } : one,
          );
        else if (!crosses || (!note.drum && last - position >= WORTH))
          if (until - on > ONE) heard.push({ ...named, velocity: note.velocity, on, off });
      }
    }
  });
  return heard.filter(({ on, off }) => off - on > ONE);
}

const same = (one: HeardNote, other: HeardNote): boolean =>
  one.lane === other.lane && one.pitch === other.pitch && one.on === other.on;

/** Seconds of a tick from the first on. */
function secondsOf({ tempos }: Timeline): (tick: Ticks) => Seconds {
  return (tick) =>
    tempos.reduce((sum, tempo, index) => {
      const to = Math.min(tick, tempos[index + 1]?.tick ?? tick);
      return sum + (Math.max(0, to - tempo.tick) * tempo.microsecondsPerQuarter) / 480e6;
    }, 0);
}

interface Round {
  readonly from: Ticks;
  readonly to: Ticks;
  readonly at: Seconds;
}

function roundsOf(timeline: Timeline, position: Ticks, at: Seconds, until: Seconds): Round[] {
  const secondsTo = secondsOf(timeline);
  const { loop, length } = timeline;
  const goesRound = loop !== null && loop.to > loop.from && position < loop.to;
  if (!goesRound) return [{ from: position, to: Math.max(length, position), at }];
  const rounds: Round[] = [];
  let from = position;
  for (let begins = at; begins < until;) {
    rounds.push({ from, to: loop.to, at: begins });
    begins += secondsTo(loop.to) - secondsTo(from);
    from = loop.from;
  }
  return rounds;
}

interface OwnNote extends PlayedNote {
  readonly lane: string;
  readonly program: number;
  readonly drum: boolean;
}

/** What sounds of a timeline: a pitch that is struck again ends before; of two struck at once the longer is heard. */
function notesOf({ lanes }: Timeline): readonly OwnNote[] {
  return lanes
    .filter(({ muted }) => !muted)
    .flatMap(({ id, part, program, notes }) =>
      notes
        .filter((note) => note.end > note.start && note.velocity > 0)
        .filter(
          (note, index, all) =>
            !all.some(
              (other, at) =>
                other.pitch === note.pitch &&
                other.start === note.start &&
                (other.end > note.end || (other.end === note.end && at > index)),
            ),
        )
        .map((note, _, all) => ({
          ...note,
          lane: id,
          program,
          drum: part === 'drums',
          end: Math.min(
            note.end,
            ...all
              .filter((other) => other.pitch === note.pitch && other.start > note.start)
              .map(({ start }) => start),
          ),
        })),
    );
}
