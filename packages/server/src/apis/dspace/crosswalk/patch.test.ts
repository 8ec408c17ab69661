import { describe, expect, test } from 'vitest';
import type { FieldValue } from '../../../modules/items/index.ts';
import { applyMetadataPatch } from './index.ts';

function value(text: string, language: string | null = null): FieldValue {
  return { value: text, language, authority: null, confidence: -1 };
}

const before = { 'dc.title': [value('A'), value('B', 'en')], 'dc.type': [value('Dataset')] };

describe('a JSON Patch on metadata', () => {
  test('adds a field, a value before, a value behind', () => {
    const result = applyMetadataPatch(before, [
      { op: 'add', path: '/metadata/dc.description', value: [{ value: 'Text' }] },
      { op: 'add', path: '/metadata/dc.title/0', value: { value: 'Zero' } },
      { op: 'add', path: '/metadata/dc.title/-', value: { value: 'Last', language: 'en_US' } },
    ]);
    expect(result).toEqual({
      ok: true,
      fields: {
        ...before,
        'dc.description': [value('Text')],
        'dc.title': [value('Zero'), value('A'), value('B', 'en'), value('Last', 'en_US')],
      },
    });
  });

  test('puts a list in the place of the one that is there, by add as by replace', () => {
    for (const op of ['add', 'replace']) {
      const result = applyMetadataPatch(before, [
        { op, path: '/metadata/dc.title', value: [{ value: 'C' }] },
      ]);
      expect(result).toEqual({ ok: true, fields: { ...before, 'dc.title': [value('C')] } });
    }
  });

  test('removes a value, and a field with its last value', () => {
    const result = applyMetadataPatch(before, [
      { op: 'remove', path: '/metadata/dc.title/0' },
      { op: 'remove', path: '/metadata/dc.type/0' },
    ]);
    expect(result).toEqual({ ok: true, fields: { 'dc.title': [value('B', 'en')] } });
  });

  test('removes a field, and everything', () => {
    expect(applyMetadataPatch(before, [{ op: 'remove', path: '/metadata/dc.title' }])).toEqual({
      ok: true,
      fields: { 'dc.type': [value('Dataset')] },
    });
    expect(applyMetadataPatch(before, [{ op: 'remove', path: '/metadata' }])).toEqual({
      ok: true,
      fields: {},
    });
  });

  test('replaces everything, a value, and a part of a value', () => {
    const whole = applyMetadataPatch(before, [
      { op: 'replace', path: '/metadata', value: { 'dc.title': [{ value: 'C', place: 7 }] } },
    ]);
    expect(whole).toEqual({ ok: true, fields: { 'dc.title': [value('C')] } });
    const parts = applyMetadataPatch(before, [
      { op: 'replace', path: '/metadata/dc.title/0', value: { value: 'C', language: 'de' } },
      { op: 'replace', path: '/metadata/dc.title/1/language', value: 'fr' },
    ]);
    expect(parts).toEqual({
      ok: true,
      fields: { ...before, 'dc.title': [value('C', 'de'), value('B', 'fr')] },
    });
  });

  test('moves a value within its field and to another one', () => {
    const result = applyMetadataPatch(before, [
      { op: 'move', from: '/metadata/dc.title/1', path: '/metadata/dc.title/0' },
      { op: 'move', from: '/metadata/dc.title/1', path: '/metadata/dc.title.alternative/-' },
    ]);
    expect(result).toEqual({
      ok: true,
      fields: {
        'dc.title': [value('B', 'en')],
        'dc.title.alternative': [value('A')],
        'dc.type': [value('Dataset')],
      },
    });
  });

  const refused: readonly [string, unknown, 'malformed' | 'unprocessable'][] = [
    ['is no object', 'add', 'malformed'],
    ['has no path', { op: 'add', value: [] }, 'malformed'],
    ['has an unknown name', { op: 'test', path: '/metadata/dc.title', value: [] }, 'malformed'],
    ['has a path of something else', { op: 'add', path: '/withdrawn', value: true }, 'malformed'],
    ['has a path that is no text', { op: 'remove', path: 3 }, 'malformed'],
    ['removes a field that is not there', { op: 'remove', path: '/metadata/dc.subject' }, 'unprocessable'],
    ['removes a value that is not there', { op: 'remove', path: '/metadata/dc.title/9' }, 'unprocessable'],
    [
      'adds beyond the end',
      { op: 'add', path: '/metadata/dc.title/9', value: { value: 'x' } },
      'unprocessable',
    ],
    [
      'replaces what is not there',
      { op: 'replace', path: '/metadata/dc.subject', value: [] },
      'unprocessable',
    ],
    ['has a place that is no number', { op: 'remove', path: '/metadata/dc.title/x' }, 'unprocessable'],
    ['names no field', { op: 'remove', path: '/metadata/__proto__' }, 'unprocessable'],
    ['gives no value', { op: 'add', path: '/metadata/dc.title/-' }, 'unprocessable'],
    [
      'gives a value that is no text',
      { op: 'add', path: '/metadata/dc.title', value: [{ value: 1 }] },
      'unprocessable',
    ],
    ['takes away the text of a value', { op: 'remove', path: '/metadata/dc.title/0/value' }, 'unprocessable'],
    [
      'moves a whole field',
      { op: 'move', from: '/metadata/dc.title', path: '/metadata/dc.subject' },
      'unprocessable',
    ],
  ];
  test.each(refused)('is refused with the number of the operation that %s', (_name, operation, kind) => {
    const good = { op: 'add', path: '/metadata/dc.title/-', value: { value: 'C' } };
    expect(applyMetadataPatch(before, [good, operation, good])).toMatchObject({
      ok: false,
      operation: 1,
      kind,
    });
  });

  test('changes nothing of what it was given', () => {
    const copy = structuredClone(before);
    applyMetadataPatch(before, [
      { op: 'remove', path: '/metadata/dc.title/0' },
      { op: 'remove', path: '/metadata/nothing.here' },
    ]);
    expect(before).toEqual(copy);
  });

  test('has a limit', () => {
    const operation = { op: 'add', path: '/metadata/dc.title/-', value: { value: 'C' } };
    expect(applyMetadataPatch(before, Array(5001).fill(operation))).toMatchObject({
      ok: false,
      kind: 'unprocessable',
    });
  });
});
