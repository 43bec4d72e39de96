/** File names from what people write: a name that one system refuses is an export that is lost there. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeFileName, safeWholeName } from '#main/protocol/file-name.ts';

const bytes = (text: string): number => new TextEncoder().encode(text).length;

test.each([
  ['Drift 01', 'Drift 01.mid'],
  ['歌 [v2] #1?', '歌 [v2] #1_.mid'],
  ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j.mid'],
  ['../../etc/passwd', '_/../etc/passwd'.replaceAll('/', '_') + '.mid'],
  ['.hidden', '_hidden.mid'],
  ['con', 'con_.mid'],
  ['NUL', 'NUL_.mid'],
  ['Lpt1.take 2', 'Lpt1_.take 2.mid'],
  ['COM¹', 'COM¹_.mid'],
  ['console', 'console.mid'],
  ['trailing dots...', 'trailing dots.mid'],
  ['trailing space ', 'trailing space.mid'],
  ['  ', 'untitled.mid'],
  ['...', '_.mid'],
  ['', 'untitled.mid'],
  ['tab\there\nline\0nul', 'tab_here_line_nul.mid'],
  ['evil\u202Edim.exe', 'evil_dim.exe.mid'],
  ['half \uD83C', 'half _.mid'],
  ['e\u0301tude', 'étude.mid'],
  ['🎹 👩‍🎤', '🎹 👩_🎤.mid'.replace('_', '\u200D')],
])('%j becomes %j', (name, file) => {
  expect(safeFileName(name, '.mid')).toBe(file);
});

test.each([
  ['x'.repeat(300), 255],
  ['歌'.repeat(100), 253],
  ['👩‍🎤'.repeat(40), 252],
])('a long name is cut at a whole sign, to 255 bytes with its ending', (name, most) => {
  const file = safeFileName(name, '.melodrift');
  expect(bytes(file)).toBeLessThanOrEqual(Math.min(255, most));
  expect(bytes(file)).toBeGreaterThan(220);
  expect(name.startsWith(file.slice(0, -'.melodrift'.length))).toBe(true);
});

test('whatever is written, the name is one that every system takes, and it stays when it is made safe again', () => {
  const odd = fc.constantFrom(
    '/',
    '.',
    ' ',
    'CON',
    'nul',
    '\u202E',
    '\uD800',
    '歌',
    '🎹',
    '\u0000',
  );
  const name = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc
      .array(fc.oneof(odd, fc.string({ maxLength: 3 })), { maxLength: 120 })
      .map((all) => all.join('')),
  );
  fc.assert(
    fc.property(name, (written) => {
      const file = safeFileName(written, '.mid');
      expect(bytes(file)).toBeLessThanOrEqual(255);
      expect(file).not.toMatch(/[\\/:*?"<>|\p{Cc}\u202A-\u202E]/u);
      expect(file).toMatch(/^[^. ].*\.mid$/u);
      expect(file.slice(0, -4)).not.toMatch(/[. ]$/u);
      expect(file.split('.')[0]).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)$/iu);
      expect(file).not.toMatch(/\p{Cs}/u);
      expect(safeFileName(file.slice(0, -4), '.mid')).toBe(file);
    }),
  );
});

test('a name that has an ending keeps it, and is otherwise as safe', () => {
  expect(safeWholeName('a/b.melodrift')).toBe('a_b.melodrift');
  expect(safeWholeName('con.mid')).toBe('con_.mid');
  expect(safeWholeName('no ending here')).toBe('no ending here');
  expect(safeWholeName(`${'歌'.repeat(200)}.safetensors`)).toMatch(/^歌+\.safetensors$/u);
});
