import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openIdr, startWithKey } from './support/idr.ts';
import type { System } from './support/start-system.ts';

let system: System;
let key: string;

beforeAll(async () => {
  ({ system, key } = await startWithKey());
});
afterAll(() => system?.close());

type Document = {
  openapi: string;
  tags: { name: string }[];
  paths: Record<
    string,
    Record<string, { tags: string[]; responses: Record<string, unknown>; summary: string }>
  >;
};

async function read(path: string): Promise<Document> {
  return (await (await fetch(`${system.url}${path}`)).json()) as Document;
}

test('the Identity Resolver’s contract is a document of its own, with its addresses under their tags', async () => {
  const { openapi, paths, tags } = await read('/api-docs-json');
  expect(openapi).toBe('3.1.0');
  expect(tags[0]).toEqual({ name: 'Identifiers' });
  const listed = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { tags }]) => `${method} ${path} ${tags.join()}`),
  );
  for (const prefix of ['/api/v4', '/api/1.0.0']) {
    for (const line of [
      `post ${prefix}/identifiers Identifiers`,
      `get ${prefix}/identifiers Identifiers`,
      `delete ${prefix}/identifiers Identifiers`,
      `post ${prefix}/resolver Link registration`,
      `get ${prefix}/resolver/links Link registration`,
      `get ${prefix}/resolver/links/{linkId} Link registration`,
      `put ${prefix}/resolver/links/{linkId} Link registration`,
      `delete ${prefix}/resolver/links/{linkId} Link registration`,
      `get ${prefix}/{namespace}/{identifierKeyType}/{identifierKey} Resolution`,
      `get ${prefix}/voc Vocabulary`,
      `get ${prefix}/voc/{linktype} Vocabulary`,
      `get ${prefix}/.well-known/resolver Resolution`,
      `get ${prefix}/health-check Service`,
    ]) {
      expect.soft(listed).toContain(line);
    }
  }
  expect(listed.filter((line) => !/ \/api\/(?:v4|1\.0\.0)\//.test(line))).toEqual([]);
  expect(Object.keys(paths['/api/1.0.0/identifiers']?.post?.responses ?? {})).toEqual(
    expect.arrayContaining(['200', '201', '400', '401']),
  );
  expect(Object.keys(paths['/api/1.0.0/identifiers']?.delete?.responses ?? {})).toContain('204');
});

test('our own contract knows nothing of it', async () => {
  const { paths } = await read('/openapi.json');
  expect(Object.keys(paths).filter((path) => !path.startsWith('/api/v1/'))).toEqual([]);
});

test('both can be chosen at /api-docs', async () => {
  const page = await fetch(`${system.url}/api-docs`);
  expect(page.status).toBe(200);
  const script = await (await fetch(`${system.url}/api-docs/static/swagger-initializer.js`)).text();
  expect(script).toContain('/api-docs-json');
  expect(script).toContain('/openapi.json');
});

test('the examples of the guide do what the guide says', async () => {
  const page = await readFile(new URL('../../../docs/identity-resolver.md', import.meta.url), 'utf8');
  const idr = openIdr(system, '/api/v4', key);
  const examples = [...page.matchAll(/curl \S*?\/api\/v4(\/\S+)[^\n]* -d '(.*?)'/gs)];
  expect(examples.map(([, path]) => path)).toEqual(['/identifiers', '/resolver']);
  for (const [, path = '', body = ''] of examples) {
    const { status, text } = await idr.post(path, body);
    expect([200, 201], text).toContain(status);
  }
  const addresses = [
    ...page.matchAll(/curl (?:-i )?https:\/\/pid\.example\.org\/api\/v4(\/instruments\S*)/g),
  ];
  const answers = await Promise.all(addresses.map(([, path = '']) => idr.get(path)));
  expect(answers.map(({ status }) => status)).toEqual([302, 200]);
  expect(answers[0]?.headers.get('location')).toBe('https://example.org/4711');
});
