import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type System, startSystem } from './support/start-system.ts';
import { makeParts, putScheme, takeScheme } from './support/typed-links.ts';

const SCHEMA = new URL(
  '../../../../shared/data/idr/gs1-resolver-description-file-schema-1.2.0.json',
  import.meta.url,
);
let system: System;

beforeAll(async () => {
  system = await startSystem();
  await putScheme(system, {
    ...makeParts('acme', 'open'),
    namespaceURI: 'https://example.org/voc/',
    namespaceProfile: 'https://example.org/voc/profile',
  });
  await putScheme(system, makeParts('plain', 'untp'));
});
afterAll(() => system?.close());

async function read(path: string, method = 'GET') {
  const answer = await fetch(`${system.url}${path}`, { method });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

describe("GS1's resolver description file", () => {
  test('names the resolver, its keys and its link types', async () => {
    const { status, headers, text } = await read('/.well-known/gs1resolver');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    const description = JSON.parse(text);
    expect(description).toMatchObject({
      name: 'Mintmark',
      resolverRoot: system.url,
      linkTypeDefaultCanBeLinkset: false,
      jsonLdContextLocation: `${system.url}/linkset.jsonld`,
    });
    expect([...description.supportedPrimaryKeys].sort()).toEqual(
      '00 01 253 255 401 402 414 415 417 8003 8004 8006 8010 8013 8017 8018'.split(' '),
    );
    expect(description.supportedLinkType).toContainEqual({
      namespace: 'https://ref.gs1.org/voc/',
      prefix: 'gs1:',
    });
    expect(description.supportedLinkType).toContainEqual({
      namespace: 'https://example.org/voc/',
      prefix: 'acme:',
    });
  });

  test.skipIf(!existsSync(SCHEMA))(
    'is valid against its schema (skipped without the shared data)',
    async () => {
      const ajv = new Ajv({ strict: false });
      addFormats.default(ajv);
      const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
      expect(validate(JSON.parse((await read('/.well-known/gs1resolver')).text)), `${validate.errors}`).toBe(
        true,
      );
    },
  );

  test('answers HEAD, and is not there when GS1 is not resolved', async () => {
    expect(await read('/.well-known/gs1resolver', 'HEAD')).toMatchObject({ status: 200, text: '' });
    const gs1 = await takeScheme(system, 'gs1');
    expect((await read('/.well-known/gs1resolver')).status).toBe(404);
    await putScheme(system, gs1);
    expect((await read('/.well-known/gs1resolver')).status).toBe(200);
  });
});

describe("the Identity Resolver's description", () => {
  test('names the vocabulary of each scheme, its own or ours, and all keys', async () => {
    const { status, text } = await read('/.well-known/resolver');
    expect(status).toBe(200);
    const description = JSON.parse(text);
    expect(description).toMatchObject({ name: 'Mintmark', resolverRoot: system.url });
    expect(description.supportedLinkType).toContainEqual({
      namespace: 'https://example.org/voc/',
      prefix: 'acme:',
      profile: 'https://example.org/voc/profile',
    });
    expect(description.supportedLinkType).toContainEqual({
      namespace: `${system.url}/voc/`,
      prefix: 'local:',
      profile: `${system.url}/voc/?show=linktypes`,
    });
    expect(description.supportedPrimaryKeys).toContain('plain/part');
    expect(description.supportedPrimaryKeys).toContain('gs1/01');
  });
});
