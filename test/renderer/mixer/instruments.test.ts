/** The instruments of a lane: each found by its name, and chosen ones really set, undone and given to what plays. */
import { describe, expect, it } from 'vitest';
import { familiesFor, instrumentName, searched } from '#renderer/mixer/instruments.ts';
import { sideGain } from '#renderer/player/balance.ts';
import { overwriteGetLocale } from '#resources/messages/compiled/runtime.js';

describe.each(['en', 'zh-Hans'] as const)('instruments in %s', (locale) => {
  it('are all 128 of General MIDI, each under a name of its own', () => {
    overwriteGetLocale(() => locale);
    const all = familiesFor('melody').flatMap(({ instruments }) => instruments);
    const bank = all.filter(({ voice }) => voice === 'bank');
    expect(bank.map(({ program }) => program)).toEqual(Array.from({ length: 128 }, (_, i) => i));
    expect(new Set(bank.map(({ name }) => name)).size).toBe(128);
    expect(bank.every(({ name }) => /\p{Script=Han}/u.test(name) === (locale === 'zh-Hans'))).toBe(
      true,
    );
  });
});

it('are found by what a person types, by name or by family', () => {
  overwriteGetLocale(() => 'en');
  const names = (typed: string): readonly string[] =>
    searched(familiesFor('bass'), typed).flatMap(({ instruments }) =>
      instruments.map(({ name }) => name),
    );
  expect(names('fretless')).toEqual(['Fretless bass']);
  expect(names('strings PIZZ')).toEqual(['Pizzicato strings']);
  expect(names('xyzzy')).toEqual([]);
});

it('of drums are kits, and a kit that the bank does not know is called by the one that sounds', () => {
  overwriteGetLocale(() => 'en');
  const kits = familiesFor('drums').flatMap(({ instruments }) => instruments);
  expect(kits.map(({ name }) => name)).toContain('Brush kit');
  expect(instrumentName('drums', 'bank', 99)).toBe('Standard kit');
  expect(instrumentName('melody', 'bank', 40)).toBe('Violin');
});

it('in the middle change nothing, and at a side leave the other silent', () => {
  expect([sideGain(0), sideGain(1), sideGain(-1), sideGain(-0.5)]).toEqual([1, 1, 0, 0.5]);
});
