/** Sound banks of a person's own: what is none is refused by a sentence, and what played before plays on. */
import { expect, it } from 'vitest';
import { whyNoBank } from '#renderer/session/banks.svelte.ts';
import type { Sound } from '#renderer/session/doors.ts';
import { SILENT, silentSession } from '../silent-session.ts';

const riff = (kind: string): Uint8Array => new TextEncoder().encode(`RIFF\0\0\0\0${kind}rest`);

it('knows SF2, SF3 and DLS by what they say of themselves, and nothing else', () => {
  for (const kind of ['sfbk', 'sfpk', 'DLS ']) expect(whyNoBank(riff(kind))).toBeNull();
  for (const bytes of [riff('WAVE'), new Uint8Array(), new Uint8Array([77, 84, 104, 100])])
    expect(whyNoBank(bytes)).toBe('bank_not_one');
});

function withBanks(useBank: Sound['useBank']) {
  const { session } = silentSession(undefined, {}, undefined, {}, { ...SILENT, useBank });
  const drop = (name: string, bytes: Uint8Array): Promise<void> =>
    session.import([{ name, read: () => Promise.resolve(bytes) }]);
  return { session, drop };
}

it('lets a dropped bank play by its name, and goes back to the app’s own', async () => {
  const played: (string | null)[] = [];
  const { session, drop } = withBanks((bank, loaded) => {
    played.push(bank?.name ?? null);
    loaded(1);
    return Promise.resolve(true);
  });
  await drop('Hall.SF2', riff('sfbk'));
  expect([session.banks.name, session.voices.kind]).toEqual(['Hall.SF2', 'gm']);
  expect(session.toasts.current?.text()).toContain('Hall.SF2');
  expect(session.voices.loaded).toBeNull();
  expect(session.songs.list).toEqual([]);
  await session.banks.drop();
  expect([session.banks.name, played]).toEqual([null, ['Hall.SF2', null]]);
});

it('refuses what is none, what cannot be read and what is damaged, and leaves what played', async () => {
  const { session, drop } = withBanks(() => Promise.reject(new Error('no samples')));
  await drop('Song.sf2', riff('WAVE'));
  expect(session.toasts.current?.text()).toMatch(/Song\.sf2 is not used: It is no sound bank/u);
  await drop('Torn.dls', riff('DLS '));
  expect(session.toasts.current?.text()).toMatch(/Torn\.dls is not used: It is damaged/u);
  await session.import([{ name: 'Gone.sf3', refused: 'unreadable' }]);
  expect(session.toasts.current?.text()).toMatch(/Gone\.sf3 is not used/u);
  expect([session.banks.name, session.voices.kind, session.voices.loaded]).toEqual([
    null,
    'synth',
    null,
  ]);
});
