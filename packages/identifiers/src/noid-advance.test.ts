import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/noid.json' with { type: 'json' };
import {
  advancePast,
  createNoidSequence,
  type NoidTemplate,
  parseNoidTemplate,
  resumeNoidSequence,
} from './index.ts';

function readTemplate(text: string): NoidTemplate {
  const result = parseNoidTemplate(text);
  if (!result.ok) throw new Error(`${text}: ${result.problem.message}`);
  return result.value;
}

function startAt(template: string, at: number) {
  return createNoidSequence(readTemplate(template), { zone: '99999', at }).state;
}

function nameAt(template: string, at: number): string {
  return createNoidSequence(readTemplate(template), { zone: '99999', at }).next() ?? '';
}

describe('a name minted elsewhere', () => {
  test.each(vectors.advances)('$name at $at of $template: $outcome', (vector) => {
    const { template, zone, at, name, outcome, position } = vector;
    const { state } = createNoidSequence(readTemplate(template), { zone, at });
    const result = advancePast(state, name);
    expect(result).toMatchObject(position === undefined ? { outcome } : { outcome, position });
    if (result.outcome === 'advanced') {
      expect(result.state).toEqual(
        createNoidSequence(readTemplate(template), { zone, at: position ?? 0 }).state,
      );
    }
  });

  test('that comes later moves the sequence behind it, and never comes again', () => {
    const templates = fc.constantFrom('a.rdek', 'a.sdek', 'a.zdk', 'ddd', '.rd', 'dddk');
    fc.assert(
      fc.property(templates, fc.nat(280), fc.nat(1500), (template, at, there) => {
        const state = startAt(template, at);
        const name = nameAt(template, there);
        fc.pre(name !== '');
        const result = advancePast(state, name);
        if (there < state.position) {
          expect(result).toEqual({ outcome: 'already-past', position: state.position });
          return;
        }
        expect(result).toMatchObject({ outcome: 'advanced', position: there + 1 });
        if (result.outcome !== 'advanced') return;
        expect(result.state).toEqual(startAt(template, there + 1));
        const rest = resumeNoidSequence(result.state);
        for (let count = 0; count < 300; count += 1) expect(rest.next()).not.toBe(name);
      }),
      { numRuns: 300 },
    );
  });

  test('leaves the state that was given as it was', () => {
    const state = startAt('.rde', 3);
    const kept = structuredClone(state);
    expect(advancePast(state, nameAt('.rde', 100))).toMatchObject({ outcome: 'advanced', position: 101 });
    expect(state).toEqual(kept);
  });

  test('far ahead in a sequential order is passed at once', () => {
    expect(advancePast(startAt('.zdk', 0), nameAt('.zdk', 9_000_000_000_000))).toMatchObject({
      outcome: 'advanced',
      position: 9_000_000_000_001,
    });
  });

  test('that is not among the next names is told, and the sequence stays', () => {
    const name = nameAt('eedk', 500);
    const state = startAt('eedk', 100);
    expect(advancePast(state, name, { limit: 400 })).toEqual({ outcome: 'not-found', searched: 400 });
    expect(advancePast(state, name, { limit: 401 })).toMatchObject({ outcome: 'advanced', position: 501 });
    expect(advancePast(state, name, { limit: 0 })).toEqual({ outcome: 'not-found', searched: 0 });
  });

  test('of a mask that has still to grow is looked for only if the limit reaches that far', () => {
    const name = nameAt('eedk', 8500);
    expect(name).toHaveLength('99999/'.length + 7);
    expect(advancePast(startAt('eedk', 0), name, { limit: 8400 })).toMatchObject({ outcome: 'not-found' });
    expect(advancePast(startAt('eedk', 0), name)).toMatchObject({ outcome: 'advanced', position: 8501 });
    expect(advancePast(startAt('eedk', 8501), nameAt('eedk', 8409))).toMatchObject({
      outcome: 'already-past',
    });
  });

  test.each([
    ['99999/fk91d', 'wrong-check-character', 'check-character'],
    ['99999/fka1d', 'malformed', 'noid-character'],
    ['99999/fk911d', 'malformed', 'noid-length'],
    ['99998/fk91d', 'malformed', 'noid-zone'],
    ['', 'malformed', 'noid-zone'],
  ])('%j is told to be a %s (%s)', (name, outcome, code) => {
    expect(advancePast(startAt('fk.rdek', 5), name)).toMatchObject({ outcome, problem: { code } });
  });

  test.each([-1, 0.5, Number.NaN])('is not looked for within %d names', (limit) => {
    expect(() => advancePast(startAt('.rd', 0), '99999/1', { limit })).toThrow(RangeError);
  });

  test('does not mend a state that no sequence can have', () => {
    expect(() => advancePast({ ...startAt('.rd', 5), position: 6 }, '99999/1')).toThrow(RangeError);
  });
});
