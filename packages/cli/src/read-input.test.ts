import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { askSecret, readText } from './read-input.ts';

function openTerminal(typed: string): { terminal: PassThrough; shown: string[] } {
  const terminal = new PassThrough();
  terminal.write(typed);
  return { terminal, shown: [] };
}

describe('asking for a secret', () => {
  test.each([
    ['typed and entered', 'mm_abc\r', 'mm_abc'],
    ['pasted with blanks around it', '  mm_abc \r', 'mm_abc'],
    ['corrected', 'mm_abx\u007Fc\r', 'mm_abc'],
    ['cancelled with Ctrl+C', 'mm_abc\u0003', ''],
    ['left with Ctrl+D', '\u0004', ''],
  ])('%s', async (_, typed, secret) => {
    const { terminal, shown } = openTerminal(typed);
    expect(await askSecret(terminal, 'Token: ', (text) => shown.push(text))).toBe(secret);
    expect(shown).toEqual(['Token: ', '\n']);
  });
});

test('a stream is read as one text, whatever its pieces', async () => {
  const stream = new PassThrough();
  const bytes = Buffer.from('Größe');
  stream.write(bytes.subarray(0, 3));
  stream.end(bytes.subarray(3));
  expect(await readText(stream)).toBe('Größe');
});
