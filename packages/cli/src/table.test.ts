import { describe, expect, test } from 'vitest';
import { formatFacts, formatTable, toShowable } from './table.ts';

describe('tables', () => {
  test('columns are as wide as their longest cell, and lines have no blanks at their end', () => {
    const table = formatTable(
      ['Identifier', 'Title'],
      [
        ['10.5072/a', 'Spring'],
        ['ark:99999/fk44w2s', ''],
      ],
    );
    expect(table.split('\n')).toEqual([
      'IDENTIFIER         TITLE',
      '10.5072/a          Spring',
      'ark:99999/fk44w2s',
    ]);
  });

  test('lines are cut to the width of the terminal', () => {
    const table = formatTable(['Title'], [['Water samples of one spring']], 10);
    expect(table.split('\n')[1]).toBe('Water sam…');
  });

  test('facts that are not there take no line', () => {
    expect(
      formatFacts([
        ['State', 'public'],
        ['Withdrawn', null],
        ['Type', 'doi'],
      ]),
    ).toBe('State  public\nType   doi');
  });

  test('a title cannot speak to the terminal', () => {
    expect(toShowable('a\u001B[2Jb\r\nc\u202Ed')).toBe('a [2Jb c d');
    expect(toShowable('Größe \u{1F4A7} میخواهم')).toBe('Größe \u{1F4A7} میخواهم');
  });
});
