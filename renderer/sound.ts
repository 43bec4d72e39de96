/** Fits the page's audio to what the session asks of a sound. */
import { PageAudio } from './player/audio.ts';
import { BANK } from './player/bank.ts';
import { keepBank, keptBank } from './player/bank-shelf.ts';
import { renderWhole } from './player/whole.ts';
import type { Sound } from './session/doors.ts';

/** The page's audio as a sound; it sleeps until a person's first gesture. */
export function pageSound(): Sound {
  const audio = new PageAudio();
  const { player } = audio;
  let bank = BANK;
  return {
    now: () => audio.now,
    wake: () => audio.wake(),
    onAsleep: (heard) => audio.onAsleep(heard),
    play: (timeline, position) => player.play(timeline, position),
    swap: (timeline, boundary) => player.swap(timeline, boundary),
    replace: (timeline) => player.replace(timeline),
    seek: (position) => player.seek(position),
    stop: () => player.stop(),
    panic: () => audio.panic(),
    place: () => player.place(),
    playing: () => player.playing,
    heardAt: (seconds) => audio.heardAt(seconds),
    level: () => audio.level().peak,
    latency: () => (audio.state === 'running' ? audio.latency : null),
    setVoices: async (voices, loaded) => {
      if (voices === 'synth') audio.useBuiltIn();
      else await audio.useGeneralMidi(bank, loaded);
    },
    loadBank: (loaded) => audio.loadBank(bank, loaded),
    render: (timeline, how) => {
      const needsBank = how.general || timeline.lanes.some(({ voice }) => voice === 'bank');
      return renderWhole(timeline, { ...how, ...(needsBank && { bank }) });
    },
    ownBank: async () => {
      const own = await keptBank();
      if (own !== null) bank = { ...BANK, bank: own.bytes };
      return own?.name ?? null;
    },
    useBank: async (own, loaded) => {
      const wanted = own === null ? BANK : { ...BANK, bank: own.bytes };
      await audio.useBank(wanted, loaded);
      bank = wanted;
      if (own !== null) await audio.useGeneralMidi(wanted);
      return keepBank(own).then(
        () => true,
        () => false,
      );
    },
    setClick: (on) => {
      player.metronomeOn = on;
    },
    audition: (lane, pitch, velocity) => audio.audition(lane, pitch, velocity),
    press: (lane, pitch, velocity) => audio.press(lane, pitch, velocity),
    release: (lane, pitch) => audio.release(lane, pitch),
  };
}
