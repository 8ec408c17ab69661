import { writeFile } from 'node:fs/promises';
import { generateFiles } from '../tests/support/generate.ts';

for (const { url, text } of await generateFiles()) {
  await writeFile(url, text);
  console.log(`wrote ${url.pathname.split('/').slice(-4).join('/')}`);
}
