import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

/** What GS1 and the Identity Resolver publish, against what a service answers that knows nothing but its first start. */

const DATA = new URL('../../../../shared/data/idr/', import.meta.url);
const read = <T>(file: string): T => JSON.parse(readFileSync(new URL(file, DATA), 'utf8')) as T;

type LinkTypes = Record<string, { title: string; description: string }>;
type Target = { href: string; title: string; type?: string; hreflang?: string[]; context?: string[] };
type Linkset = { linkset: ({ anchor: string; itemDescription: string } & Record<string, Target[]>)[] };

let system: System;
let operator: Api;
beforeAll(async () => {
  system = await startSystem();
  operator = createApi(system, TEST_ADMIN_TOKEN);
});
afterAll(() => system?.close());

describe.skipIf(!existsSync(DATA))('what is published (skipped without the shared data)', () => {
  test.each([
    ['gs1', 'gs1-linktypes-v1.16.json'],
    ['untp', 'untp-linktypes.json'],
  ])('all link types of %s are known by their names', async (prefix, file) => {
    const { linkTypes } = read<{ linkTypes: LinkTypes }>(file);
    const answer = await fetch(`${system.url}/voc?show=linktypes&prefix=${prefix}`);
    const { [prefix]: ours = {} } = (await answer.json()) as Record<string, LinkTypes>;
    const titlesOf = (types: LinkTypes) =>
      Object.fromEntries(Object.entries(types).map(([key, { title }]) => [key, straighten(title)]));
    expect(titlesOf(ours)).toMatchObject(titlesOf(linkTypes));
  });

  test("GS1's model linkset can be registered, and is given back whole and valid", async () => {
    const model = read<Linkset>('gs1-model-linkset.json').linkset;
    for (const { anchor, itemDescription, ...relations } of model) {
      const isDefault = (target: Target, relation: string) =>
        relation.endsWith('/homepage') && target.href === relations[`${GS1}defaultLink`]?.[0]?.href;
      const links = Object.entries(relations).flatMap(([relation, targets]) =>
        relation === `${GS1}defaultLink`
          ? []
          : distinct(targets).map((target) => ({
              linkType: relation,
              target: target.href,
              title: target.title,
              types: target.type === undefined ? [] : [target.type],
              hreflang: target.hreflang ?? [],
              context: target.context?.[0] ?? '',
              ...(isDefault(target, relation) ? { isDefault: true } : {}),
            })),
      );
      const body = { anchor: `gs1${new URL(anchor).pathname}`, description: itemDescription, links };
      expect((await operator.post('/links', body)).status).toBe(201);
    }
    const answer = await fetch(`${system.url}/01/09506000164908/21/1234?linkType=linkset`);
    expect(answer.headers.get('content-type')).toBe('application/linkset+json');
    const { linkset } = (await answer.json()) as Linkset;
    for (const file of ['gs1-linkset-schema.json', 'gs1-linkset-schema-1.2.json']) {
      const validate = new Ajv({ strict: false, validateFormats: false }).compile(read(file));
      expect(validate({ linkset }), JSON.stringify(validate.errors)).toBe(true);
    }
    for (const { anchor, itemDescription, ...relations } of model) {
      const ours = linkset.find((each) => new URL(each.anchor).pathname === new URL(anchor).pathname);
      expect(ours?.itemDescription).toBe(itemDescription);
      for (const [relation, targets] of Object.entries(relations)) {
        expect.soft(ours?.[relation], relation).toEqual(distinct(targets));
      }
    }
  });

  test('a linkset without more than RFC 9264 has is valid by the schema of that, too', async () => {
    const link = { linkType: 'gs1:pip', target: 'https://example.org/', title: 'Page', hreflang: ['en'] };
    await operator.post('/links', { anchor: 'gs1/01/09506000134352', links: [link] });
    const answer = await fetch(`${system.url}/01/09506000134352?linkType=linkset`);
    const { linkset } = (await answer.json()) as Linkset;
    const plain = linkset.map(({ itemDescription: _, ...rest }) => rest);
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(read('linkset-schema.json'));
    expect(validate({ linkset: plain }), JSON.stringify(validate.errors)).toBe(true);
  });

  test("read as JSON-LD, a linkset says the same as by GS1's context", async () => {
    const theirs = readTerms(read('linksetContext.jsonld'));
    const ours = readTerms(await (await fetch(`${system.url}/linkset.jsonld`)).json());
    const members = '@vocab linkset anchor href itemDescription title title* type hreflang value language';
    for (const member of members.split(' ')) expect.soft(ours.get(member), member).toBe(theirs.get(member));
  });

  test('every address and method of the Identity Resolver 4.0 is one of its contract here', async () => {
    const { paths } = read<{ paths: Record<string, object> }>('pyx-4.0.0-openapi.json');
    const document: unknown = await (await fetch(`${system.url}/api-docs-json`)).json();
    const ours = document as { paths: Record<string, object> };
    const listed = Object.entries(ours.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${nameless(path)}`),
    );
    for (const [full, operations] of Object.entries(paths)) {
      // Ours are told in one address, with qualifiers in its description.
      const path = full.replace('/{secondaryIdentifiersPath}', '');
      for (const method of Object.keys(operations)) {
        expect.soft(listed).toContain(`${method} /api/v4${nameless(path)}`);
      }
    }
  });
});

const GS1 = 'https://ref.gs1.org/voc/';

/** GS1's model has some links twice; here a link is there once. */
function distinct(targets: readonly Target[]): Target[] {
  const texts = new Set(targets.map((target) => JSON.stringify(target)));
  return [...texts].map((text) => JSON.parse(text) as Target);
}

/** Spaces that stand double in the source and the form of an apostrophe are no difference. */
function straighten(title: string): string {
  return title.replace(/\s+/g, ' ').replaceAll('’', "'");
}

function readTerms(document: unknown): Map<string, string> {
  const context = (document as { '@context': Record<string, string | { '@id': string }> })['@context'];
  return new Map(
    Object.entries(context).map(([term, meaning]) => [
      term,
      typeof meaning === 'object' ? meaning['@id'] : meaning,
    ]),
  );
}

function nameless(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}');
}
