/** The output menu: where all lanes go, and the words for where they go now. */
import type { ChainLink } from '#renderer/design/chain-link.ts';
import type { MenuItem } from '#renderer/design/menu-item.ts';
import { failureSentence } from '#renderer/session/sentences.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';

/** Where the lanes go, in a word: the page's sound, a port, or several. */
export function outputWords({ outputs, voices }: Session): string {
  const audio = voices.kind === 'gm' ? m.app_voices_gm() : m.app_output_audio();
  const [first, ...others] = [...outputs.used].map((output) => outputs.nameOf(output));
  if (first === undefined) return audio;
  if (others.length > 0) return m.midi_several({ n: outputs.used.size });
  return outputs.all === null ? m.midi_mixed({ name: first }) : first;
}

/** The rows of the menu: audio, the ports that are there, and those in use that are not. */
export function outputItems({ outputs, face, stage }: Session): readonly MenuItem[] {
  const { ports, used, all } = outputs;
  const there = ports ?? [];
  const absent = [...outputs.engaged].filter((output) => !there.some(({ id }) => id === output));
  const none = ports === null ? m.midi_asking() : m.midi_none();
  return [
    { heading: m.midi_all_to() },
    {
      title: m.app_output_audio(),
      checked: used.size === 0,
      run: () => outputs.routeAll(null),
    },
    { line: true },
    { heading: there.length === 0 && absent.length === 0 ? none : m.midi_ports() },
    ...there.map(({ id, name }) => ({
      title: name,
      checked: all === id,
      run: () => outputs.routeAll(id),
    })),
    ...absent.map((output) => ({
      title: outputs.nameOf(output),
      why: m.midi_not_there(),
      run: () => undefined,
    })),
    ...clockItems(outputs, there),
    { line: true },
    {
      title: m.command_ports(),
      run: () => {
        face.sheet = 'ports';
      },
    },
    {
      title: m.command_stage(),
      keys: 'Ctrl Shift L',
      checked: stage.on,
      run: () => void stage.set(!stage.on),
    },
  ];
}

/** Which ports the clock goes to; one that is not connected can be taken off. */
function clockItems(
  outputs: Session['outputs'],
  there: Session['outputs']['ports'] & object,
): readonly MenuItem[] {
  const absent = [...outputs.clocked].filter((output) => !there.some(({ id }) => id === output));
  const ids = [...there.map(({ id }) => id), ...absent];
  if (ids.length === 0) return [];
  return [
    { line: true },
    { heading: m.midi_clock_to() },
    ...ids.map((id) => ({
      title: outputs.nameOf(id),
      checked: outputs.clocked.has(id),
      run: () => outputs.setClock(id, !outputs.clocked.has(id)),
    })),
  ];
}

/** The chain's last link: how the music gets out, and whether on stage. */
export function outputLink(session: Session): ChainLink {
  const link = wayOut(session);
  // Trouble needs all the room there is.
  const staged = session.stage.on && link.state !== 'trouble';
  return staged ? { ...link, text: m.midi_stage_chain({ text: link.text }) } : link;
}

function wayOut(session: Session): ChainLink {
  const { player, outputs } = session;
  const link = { id: 'output', keep: true } as const;
  if (player.failure !== null)
    return {
      ...link,
      state: 'trouble',
      text: failureSentence(player.failure),
      remedy: () => void player.play(),
    };
  if (player.asleep && player.running)
    return {
      ...link,
      state: 'trouble',
      text: m.app_chain_audio_asleep(),
      remedy: () => void player.wake(),
    };
  const used = [...outputs.engaged];
  if (used.length > 0 && outputs.gone)
    return { ...link, state: 'working', text: m.midi_chain_restarting() };
  const troubled = used.find((output) => outputs.troubleOf(output) !== null);
  if (troubled !== undefined) {
    const trouble = outputs.troubleOf(troubled);
    const name = outputs.nameOf(troubled);
    return {
      ...link,
      state: 'trouble',
      text: outputs.isThere(troubled) ? m.midi_chain_trouble() : m.midi_chain_missing({ name }),
      // What exactly is wrong is said where there is room for a sentence.
      remedy: () => session.toasts.warn(() => failureSentence(trouble)),
    };
  }
  const latency = player.awake ? player.latency() : null;
  if (outputs.used.size > 0) {
    const state = latency === null ? 'waiting' : 'well';
    return { ...link, state, text: m.midi_chain({ name: outputWords(session) }) };
  }
  if (latency === null) return { ...link, state: 'waiting', text: m.app_chain_audio_waiting() };
  return { ...link, state: 'well', text: m.app_chain_audio({ ms: Math.round(latency * 1000) }) };
}
