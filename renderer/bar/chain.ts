/** The status chain: songs, model, phrase, output, each with its state and the words for it. */
import type { ChainLink } from '#renderer/design/chain-link.ts';
import { failureSentence } from '#renderer/session/sentences.ts';
import type { Session } from '#renderer/session/session.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { outputLink } from './output.ts';

/** The four links, in the language of the moment. */
export function chainOf(session: Session): readonly ChainLink[] {
  return [songs(session), model(session), phrase(session), outputLink(session)];
}

function songs({ songs }: Session): ChainLink {
  const n = songs.list.length;
  const text = n === 0 ? m.app_chain_no_songs() : m.app_chain_songs({ n });
  return { id: 'songs', state: n === 0 ? 'waiting' : 'well', text, keep: false };
}

function model(session: Session): ChainLink {
  const link = { id: 'model', keep: true } as const;
  const { learner, model: known } = session;
  const { answering } = session.engines;
  if (answering.state === 'gone')
    return { ...link, state: 'trouble', text: m.app_chain_engine_gone() };
  if (learner.active) {
    const { share, last } = learner;
    const text =
      share === null
        ? m.app_chain_learning_open({ step: last?.step ?? 0 })
        : m.app_chain_learning({ percent: Math.round(share * 100) });
    return { ...link, state: 'working', text };
  }
  if (known.loading) return { ...link, state: 'working', text: m.app_chain_loading() };
  if (known.failure !== null)
    return { ...link, state: 'trouble', text: failureSentence(known.failure) };
  if (!known.ready) return { ...link, state: 'waiting', text: m.app_chain_no_model() };
  const { project } = session.workspace;
  const entry = project.models.find(({ id }) => id === project.model);
  const text = entry === undefined || entry.id === 'demo' ? m.learn_starter() : entry.name;
  return { ...link, state: 'well', text, keep: false };
}

function phrase({ player }: Session): ChainLink {
  const link = { id: 'phrase', keep: false } as const;
  if (player.queued !== null) {
    const { bar, round } = player.queued;
    const text = (round ? m.app_chain_next_round : m.app_chain_next)({ bar });
    return { ...link, state: 'well', text };
  }
  if (player.sounding === null) return { ...link, state: 'waiting', text: m.app_chain_silent() };
  const text = player.running ? m.app_chain_sounding() : m.app_chain_ready();
  return { ...link, state: 'well', text };
}
