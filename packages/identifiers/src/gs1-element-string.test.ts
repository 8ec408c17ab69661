import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/gs1-element-strings.json' with { type: 'json' };
import {
  formatGs1DigitalLink,
  formatGs1ElementString,
  gs1Ais,
  parseGs1ElementString,
  readGs1Scan,
} from './index.ts';

describe('GS1 element strings', () => {
  test.each(vectors.accepted)('$text are read as $canonical', ({ text, canonical }) => {
    const result = parseGs1ElementString(text);
    expect(result.ok && formatGs1DigitalLink(result.value)).toBe(canonical);
    expect(readGs1Scan(text)).toEqual(result);
    expect(result.ok && parseGs1ElementString(formatGs1ElementString(result.value))).toEqual(result);
  });

  test.each(vectors.refused)('$text are refused with $code at $position', ({ text, code, position }) => {
    expect(parseGs1ElementString(text)).toMatchObject({ ok: false, problem: { code, position } });
    expect(readGs1Scan(text)).toMatchObject({ ok: false, problem: { code, position } });
  });

  test('of any kind are read or refused, and what is read is read again from its own element string', () => {
    const pieces = fc.array(
      fc.constantFrom(
        ...gs1Ais.map(({ ai }) => `(${ai})`),
        ...[
          '(01)09506000134352',
          '0109506000134352',
          '(',
          ')',
          '\\(',
          '^',
          '\u001d',
          '10',
          '21',
          '17261231',
          'A',
          '9521',
        ],
        ...[']C1', ']E0', 'https://example.org', '/01/', '09506000134352', ' ', 'é', '\ud800'],
      ),
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      pieces.map((each) => each.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        for (const result of [parseGs1ElementString(text), readGs1Scan(text)]) {
          if (result.ok) {
            const again = parseGs1ElementString(formatGs1ElementString(result.value));
            expect(again.ok && formatGs1ElementString(again.value)).toBe(
              formatGs1ElementString(result.value),
            );
          } else {
            expect(result.problem.position).toBeGreaterThanOrEqual(0);
            expect(result.problem.position).toBeLessThanOrEqual(text.length);
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('are refused unread if they are too long, and read in linear time if they are not', () => {
    const start = performance.now();
    for (const repeat of [
      '(01)09506000134352',
      '0109506000134352',
      '(99)',
      '99A^',
      '11260101',
      '(',
      '^',
      '\\(',
    ]) {
      parseGs1ElementString(repeat.repeat(Math.floor(8192 / repeat.length)));
      readGs1Scan(repeat.repeat(Math.floor(8192 / repeat.length)));
      for (const read of [parseGs1ElementString, readGs1Scan]) {
        expect(read(repeat.repeat(10_000))).toMatchObject({ problem: { code: 'too-long' } });
      }
    }
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('What a barcode reader sends', () => {
  test.each(vectors.acceptedScans)('$text is read as $canonical', ({ text, canonical }) => {
    const result = readGs1Scan(text);
    expect(result.ok && formatGs1DigitalLink(result.value)).toBe(canonical);
  });

  test.each(vectors.refusedScans)('$text is refused with $code at $position', ({ text, code, position }) => {
    expect(readGs1Scan(text)).toMatchObject({ ok: false, problem: { code, position } });
  });
});
