import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/gs1-values.json' with { type: 'json' };
import { gs1Ais, gs1Linters, parseGs1Value } from './index.ts';

/** Texts of a refused case stand beside the position at which they go wrong. */
type LinterCases = { accepted: string[]; refused: [text: string, position: number][] };

const cases = new Map(Object.entries(vectors.linters as unknown as Record<string, LinterCases>));

describe.each(Object.entries(gs1Linters))('The content check %s', (name, find) => {
  const { accepted, refused } = cases.get(name) ?? { accepted: [], refused: [] };

  test('has cases of both kinds', () => {
    expect(accepted.length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
  });

  test.each(accepted)('takes %j', (text) => {
    expect(find(text)).toBeNull();
  });

  test.each(refused)('refuses %j at %i', (text, position) => {
    expect(find(text)).toBe(position);
  });

  test('answers a place within the text, or its end, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9/]{0,40}$/)), (text) => {
        const position = find(text);
        if (position === null) return;
        expect(position).toBeGreaterThanOrEqual(0);
        expect(position).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('The value of a GS1 Application Identifier', () => {
  test.each(vectors.accepted)('$ai: reads $text as $canonical', ({ ai, text, canonical }) => {
    expect(parseGs1Value(ai, text)).toEqual({ ok: true, value: canonical });
    expect(parseGs1Value(ai, canonical)).toEqual({ ok: true, value: canonical });
  });

  test.each(vectors.refused)('$ai: refuses $text with $code at $position', ({ ai, text, code, position }) => {
    expect(parseGs1Value(ai, text)).toMatchObject({ ok: false, problem: { code, position } });
  });

  test('has fourteen digits for a GTIN if short ones are not wanted', () => {
    expect(parseGs1Value('01', '02345673', { shortGtins: false })).toMatchObject({
      problem: { code: 'gs1-length', position: 8 },
    });
    expect(parseGs1Value('01', '00000002345673', { shortGtins: false }).ok).toBe(true);
  });

  test('is told in words that say which AI and what it asks for', () => {
    const messageOf = (ai: string, text: string) => {
      const result = parseGs1Value(ai, text);
      return result.ok ? null : result.problem.message;
    };
    expect(messageOf('01', '1')).toBe(
      'A value of AI 01 (GTIN) has 14 (or 8, 12, 13) characters; this one has 1.',
    );
    expect(messageOf('01', '09506000134353')).toBe(
      'AI 01 (GTIN): this part of the value must end in the check digit of the digits before it; one of them is mistyped.',
    );
    expect(messageOf('8110', 'x')).toContain('AI 8110:');
  });

  test('is read or refused for any text, and what is read stays as it is', () => {
    const ais = fc.constantFrom(...gs1Ais.map(({ ai }) => ai));
    const texts = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[0-9A-Z/%-]{0,40}$/),
      fc.stringMatching(/^\d{0,32}$/),
    );
    fc.assert(
      fc.property(ais, texts, (ai, text) => {
        const result = parseGs1Value(ai, text);
        if (result.ok) expect(parseGs1Value(ai, result.value)).toEqual(result);
        else expect(result.problem.position).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000 },
    );
  });
});
