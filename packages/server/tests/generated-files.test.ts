import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { generateFiles } from './support/generate.ts';

test('files that are made from others are up to date (npm run generate mends them)', async () => {
  for (const { url, text } of await generateFiles()) {
    expect(await readFile(url, 'utf8'), url.pathname.split('/').slice(-3).join('/')).toBe(text);
  }
});
