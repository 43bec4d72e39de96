/** Renders a timeline to samples without a device: the same studio and instruments as for listening. */
import { OfflineContext } from 'tone';
import { eventsBetween } from '#main/transport/events.ts';
import { begin } from '#main/transport/playing.ts';
import { Ensemble } from './ensemble.ts';
import { Studio } from './studio.ts';
import type { Seconds } from '#main/music/note.ts';
import type { Timeline } from '#main/transport/timeline.ts';

/** `seconds` of `timeline` from its start, two channels, with the built-in sounds; a loop goes round. */
export async function render(
  timeline: Timeline,
  seconds: Seconds,
  sampleRate = 44100,
): Promise<AudioBuffer> {
  const native = new OfflineAudioContext(2, Math.ceil(seconds * sampleRate), sampleRate);
  const context = new OfflineContext(native);
  const studio = new Studio(context);
  const ensemble = new Ensemble(studio);
  const lanes = new Map(timeline.lanes.map((lane) => [lane.id, ensemble.instrument(lane)]));
  for (const event of eventsBetween(begin(timeline, 0, 0), 0, seconds)) {
    if (event.kind === 'noteOn')
      lanes.get(event.lane)?.noteOn(event.pitch, event.velocity, event.at);
    else if (event.kind === 'noteOff') lanes.get(event.lane)?.noteOff(event.pitch, event.at);
  }
  return native.startRendering();
}
