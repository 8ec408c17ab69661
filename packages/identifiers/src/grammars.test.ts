import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/grammars.json' with { type: 'json' };
import { type GrammarName, grammarNames, parseByGrammar } from './index.ts';

function toName(text: string): GrammarName {
  const name = grammarNames.find((each) => each === text);
  if (name === undefined) throw new Error(`No such grammar: ${text}`);
  return name;
}

describe('an identifier read by the name of its grammar', () => {
  test.each(vectors.accepted)('$name: $text is $canonical', ({ name, text, canonical }) => {
    expect(parseByGrammar(toName(name), text)).toEqual({ ok: true, value: canonical });
  });

  test.each(vectors.refused)('$name: “$text” is refused with $code', ({ name, text, code, position }) => {
    expect(parseByGrammar(toName(name), text)).toMatchObject({ ok: false, problem: { code, position } });
  });

  test('every grammar has an example of both', () => {
    expect(new Set(vectors.accepted.map(({ name }) => name))).toEqual(new Set(grammarNames));
    expect(new Set(vectors.refused.map(({ name }) => name))).toEqual(new Set(grammarNames));
  });

  test('is read again from its canonical form', () => {
    const texts = fc.oneof(fc.string(), fc.constantFrom(...vectors.accepted.map(({ text }) => text)));
    fc.assert(
      fc.property(fc.constantFrom(...grammarNames), texts, (name, text) => {
        const result = parseByGrammar(name, text);
        if (result.ok) expect(parseByGrammar(name, result.value)).toEqual(result);
      }),
      { numRuns: 1000 },
    );
  });
});
