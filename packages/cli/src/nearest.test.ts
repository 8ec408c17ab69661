import { describe, expect, test } from 'vitest';
import { findNearest } from './nearest.ts';

const commands = ['login', 'logout', 'mint', 'show', 'list', 'publish', 'withdraw', 'whoami'];

describe('what was probably meant', () => {
  test.each([
    ['lgoin', 'login'],
    ['mnit', 'mint'],
    ['publsh', 'publish'],
    ['withdrawal', 'withdraw'],
    ['lists', 'list'],
    ['wohami', 'whoami'],
  ])('%s is %s', (word, meant) => {
    expect(findNearest(word, commands)).toBe(meant);
  });

  test.each(['delete', 'x', '', 'mmmm', 'reserve'])('%j is nothing that is known', (word) => {
    expect(findNearest(word, commands)).toBeNull();
  });
});
