import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/noid.json' with { type: 'json' };
import {
  createNoidSequence,
  formatNoidName,
  type NoidSequenceState,
  type NoidTemplate,
  noidCheckCharacter,
  parseNoidTemplate,
  resumeNoidSequence,
  validateNoidName,
} from './index.ts';

function readTemplate(text: string): NoidTemplate {
  const result = parseNoidTemplate(text);
  if (!result.ok) throw new Error(`${text}: ${result.problem.message}`);
  return result.value;
}

const templates = fc
  .tuple(
    fc.stringMatching(/^[a-z0-9]{0,4}$/),
    fc.constantFrom('r', 's', 'z'),
    fc.stringMatching(/^[de]{1,4}$/),
  )
  .map(([prefix, order, mask]) => readTemplate(`${prefix}.${order}${mask}k`));

describe('Noid template', () => {
  test('tells prefix, order, mask, check character and room for names', () => {
    expect(readTemplate('tst1.rdek')).toEqual({
      text: 'tst1.rdek',
      prefix: 'tst1',
      order: 'random',
      mask: 'de',
      hasCheckCharacter: true,
      total: 290,
    });
    expect(readTemplate('.zd')).toMatchObject({ prefix: '', order: 'growing', total: null });
    expect(readTemplate('.sddd')).toMatchObject({
      order: 'sequential',
      hasCheckCharacter: false,
      total: 1000,
    });
    expect(readTemplate('eedk')).toMatchObject({ order: 'nog', mask: 'eed', total: 8410 });
  });

  test.each(vectors.refusedTemplates)('$text is refused with $code', ({ text, code }) => {
    expect(parseNoidTemplate(text)).toMatchObject({ ok: false, problem: { code } });
  });
});

describe('Noid check character', () => {
  test.each(vectors.checkCharacters)('of $text is $character', ({ text, character }) => {
    expect(noidCheckCharacter(text)).toBe(character);
  });
});

describe('Noid name', () => {
  test.each(vectors.valid)('$name can come from $template', ({ template, zone, name, number }) => {
    expect(validateNoidName(readTemplate(template), name, zone)).toMatchObject({
      ok: true,
      value: { n: number },
    });
    expect(formatNoidName(readTemplate(template), number, zone)).toBe(name);
  });

  test.each(vectors.refusedNames)('$name cannot come from $template: $code', (vector) => {
    const result = validateNoidName(readTemplate(vector.template), vector.name, vector.zone);
    expect(result).toMatchObject({ ok: false, problem: { code: vector.code, position: vector.position } });
  });

  test.each([
    ['.sdd', 100],
    ['.rdd', 100],
    ['.zd', -1],
    ['.zd', 0.5],
    ['.zd', Number.MAX_SAFE_INTEGER + 1],
  ])('%s has no name number %d', (template, n) => {
    expect(() => formatNoidName(readTemplate(template), n)).toThrow(RangeError);
  });

  test('carries its number, and one wrong character anywhere is noticed', () => {
    const characters = fc.constantFrom(...'0123456789bcdfghjkmnpqrstvwxz');
    fc.assert(
      fc.property(templates, fc.nat(), fc.nat(), characters, (template, number, place, character) => {
        const n = number % (template.total ?? 1_000_000);
        const name = formatNoidName(template, n, '99999');
        expect(validateNoidName(template, name, '99999')).toMatchObject({ ok: true, value: { n } });
        const index = place % name.length;
        const wrong = name.slice(0, index) + character + name.slice(index + 1);
        expect(validateNoidName(template, wrong, '99999').ok).toBe(wrong === name);
      }),
    );
  });
});

describe('Noid sequence', () => {
  test.each(vectors.sequences)('$template under "$zone" from $at on', ({ template, zone, at, names }) => {
    const sequence = createNoidSequence(readTemplate(template), { zone, at });
    expect(names.map(() => sequence.next())).toEqual(names);
  });

  test('gives every name of a random mask once, then no more', () => {
    const sequence = createNoidSequence(readTemplate('.rede'));
    const names = new Set<string>();
    for (let name = sequence.next(); name !== null; name = sequence.next()) names.add(name);
    expect(names.size).toBe(8410);
    expect(sequence.position).toBe(8410);
    expect(sequence.next()).toBeNull();
  });

  test('a Nog mask that is used up grows by its first three characters', () => {
    const template = readTemplate('eedk');
    const sequence = createNoidSequence(template, { zone: '99999/fk4', at: 8409 });
    expect(sequence.state.mask).toBe('eed');
    expect(sequence.next()).toHaveLength('99999/fk44w2s'.length);
    const grown = sequence.next() ?? '';
    expect(grown).toHaveLength('99999/fk44w2s'.length + 3);
    expect(sequence.state).toMatchObject({ mask: 'eedeed', maskStart: 8410, position: 8411 });
    expect(validateNoidName(template, grown, '99999/fk4')).toMatchObject({
      ok: true,
      value: { mask: 'eedeed' },
    });
  });

  test('a Nog mask too long to grow ends', () => {
    const template = readTemplate('ddd');
    const state: NoidSequenceState = {
      template: 'ddd',
      zone: '',
      position: 1_001_001_001_001_000,
      mask: 'd'.repeat(15),
      maskStart: 1_001_001_001_000,
      counters: countersOfUsedUpMask(10 ** 15),
    };
    expect(template.total).toBe(1000);
    expect(resumeNoidSequence(state).next()).toBeNull();
  });

  test('passing over more names than there are leaves none', () => {
    for (const template of ['.rd', '.sd']) {
      const sequence = createNoidSequence(readTemplate(template), { at: 50 });
      expect(sequence.next()).toBeNull();
      expect(sequence.position).toBe(10);
    }
  });

  test.each([-1, 0.5, Number.NaN])('cannot start at %d', (at) => {
    expect(() => createNoidSequence(readTemplate('.sd'), { at })).toThrow(RangeError);
  });

  test('goes on from its state, kept as JSON, as if it had never stopped', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('a.rdek', 'a.sdek', 'a.zdk', 'ddd'),
        fc.nat(1200),
        fc.nat(20),
        (template, at, more) => {
          const sequence = createNoidSequence(readTemplate(template), { zone: '99999', at });
          const kept = JSON.stringify(sequence.state);
          const resumed = resumeNoidSequence(JSON.parse(kept));
          expect(resumed.position).toBe(sequence.position);
          for (let count = 0; count <= more; count += 1) expect(resumed.next()).toBe(sequence.next());
          expect(resumed.state).toEqual(sequence.state);
          expect(JSON.stringify(resumeNoidSequence(JSON.parse(kept)).state)).toBe(kept);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('a state taken earlier is not changed by later names', () => {
    const sequence = createNoidSequence(readTemplate('.rde'), { at: 5 });
    const state = sequence.state;
    const kept = structuredClone(state);
    sequence.next();
    resumeNoidSequence(state).next();
    expect(state).toEqual(kept);
  });

  test.each([
    ['template', { template: 'nonsense' }],
    ['position', { position: -1 }],
    ['position', { position: 0.5 }],
    ['mask', { mask: 'dde' }],
    ['maskStart', { maskStart: 1, position: 6 }],
    ['counters', { counters: [] }],
    ['counters that do not add up', { position: 6 }],
    ['counters', { counters: new Array<number>(290).fill(2) }],
  ])('is not resumed from a state with an impossible %s', (_, change) => {
    const state = createNoidSequence(readTemplate('.rde'), { at: 5 }).state;
    expect(() => resumeNoidSequence({ ...state, ...change })).toThrow(RangeError);
  });

  test('is not resumed beyond the last name of a sequential mask', () => {
    const state = createNoidSequence(readTemplate('.sd')).state;
    expect(() => resumeNoidSequence({ ...state, position: 11 })).toThrow(RangeError);
  });
});

/** What the counters of a random mask read when all its names are given out. */
function countersOfUsedUpMask(total: number): number[] {
  const run = Math.floor(total / 293) + 1;
  return Array.from({ length: 293 }, (_, counter) => Math.min(run, total - counter * run));
}
