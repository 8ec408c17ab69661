import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LinkView } from '../../anchors/link-document.ts';
import { type Ask, readAsk } from './ask.ts';
import { type Choice, chooseLink } from './choose-link.ts';

type Link = {
  id: string;
  href?: string;
  relation?: string;
  hreflang?: string[];
  types?: string[];
  context?: string;
  default?: boolean;
  defaultContext?: boolean;
  defaultType?: boolean;
};
type Request = {
  linkType?: string;
  language?: string;
  context?: string;
  accept?: string;
  acceptLanguage?: string;
};
type Case = { name: string; levels: Link[][]; request: Request; answer: string | string[] | null };

const VECTORS = new URL('../../../../../vectors/link-decisions.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(VECTORS, 'utf8')) as { cases: Case[] };

function toView({ id, href, relation = 'pip', ...link }: Link): LinkView {
  return {
    id,
    href: href ?? `https://example.org/${id}`,
    relation: `https://gs1.org/voc/${relation}`,
    curie: `gs1:${relation}`,
    title: id,
    titles: {},
    types: link.types ?? [],
    hreflang: link.hreflang ?? [],
    context: link.context ?? '',
    isDefault: link.default ?? false,
    isDefaultContext: link.defaultContext ?? false,
    isDefaultType: link.defaultType ?? false,
    passQuery: null,
    accessRoles: [],
    encryptionMethod: null,
    method: [],
    rel: [],
    public: null,
    validFrom: null,
    validUntil: null,
    predecessors: [],
  };
}

function toAsk({ accept, acceptLanguage, ...query }: Request): Ask {
  const parameters = Object.entries(query).map(([name, value]) => ({ name, value }));
  const ask = readAsk(parameters, { accept, 'accept-language': acceptLanguage });
  if (!ask.ok) throw new Error(ask.problem.message);
  return ask.value;
}

function tell(choice: Choice): Case['answer'] {
  if (choice.kind === 'none') return null;
  return choice.kind === 'one' ? choice.link.id : choice.links.map(({ id }) => id);
}

describe('which link a request leads to', () => {
  test.each(cases)('$name', ({ levels, request, answer }) => {
    expect(
      tell(
        chooseLink(
          levels.map((links) => links.map(toView)),
          toAsk(request),
        ),
      ),
    ).toEqual(answer);
  });
});

const language = fc.constantFrom('en', 'en-US', 'de', 'de-CH', 'zh-Hant', 'zh-Hans', 'es-419', 'fr');
const type = fc.constantFrom('text/html', 'application/json', 'application/pdf');
const anyLink = fc.record({
  relation: fc.constantFrom('pip', 'recipeInfo'),
  hreflang: fc.uniqueArray(language, { maxLength: 2 }),
  types: fc.uniqueArray(type, { maxLength: 2 }),
  context: fc.constantFrom('', 'AU', 'CH'),
  defaultContext: fc.boolean(),
  defaultType: fc.boolean(),
});
const anyLinks = fc
  .array(anyLink, { minLength: 1, maxLength: 6 })
  .map((links) => links.map((link, index) => toView({ ...link, id: `${index}`, default: index === 0 })));
const anyRequest = fc
  .record({
    linkType: fc.constantFrom('', 'gs1:pip', 'gs1:recipeInfo', 'gs1:faqs'),
    context: fc.constantFrom('', 'au', 'NZ'),
    acceptLanguage: fc.constantFrom(
      '',
      'de-CH,de;q=0.9,en;q=0.8',
      '*',
      'en;q=0,*',
      'zh-Hant-TW',
      'fr, *;q=0',
    ),
    accept: fc.constantFrom('', '*/*', 'text/html,*/*;q=0.8', 'application/json', 'image/png'),
  })
  .map(toAsk);

describe('whatever links there are and whatever is asked', () => {
  test('the order of links changes nothing but the order of a choice', () => {
    fc.assert(
      fc.property(anyLinks, anyRequest, fc.infiniteStream(fc.nat()), (links, ask, keys) => {
        const shuffled = links
          .map((link) => ({ link, key: keys.next().value ?? 0 }))
          .sort((one, other) => one.key - other.key)
          .map(({ link }) => link);
        expect([tell(chooseLink([shuffled], ask))].flat().sort()).toEqual(
          [tell(chooseLink([links], ask))].flat().sort(),
        );
      }),
    );
  });

  test('a link of the wanted type is found where there is one, on whichever level', () => {
    fc.assert(
      fc.property(fc.array(anyLinks, { maxLength: 3 }), (levels) => {
        const choice = chooseLink(levels, toAsk({ linkType: 'gs1:recipeInfo' }));
        const has = levels.flat().some(({ curie }) => curie === 'gs1:recipeInfo');
        expect(choice.kind !== 'none').toBe(has);
      }),
    );
  });

  test('without a wish there is always a link, and it is of the type of the default', () => {
    fc.assert(
      fc.property(anyLinks, anyRequest, (links, ask) => {
        const choice = chooseLink([links], { ...ask, linkType: { kind: 'default' } });
        const chosen = choice.kind === 'one' ? [choice.link] : choice.kind === 'several' ? choice.links : [];
        expect(chosen.map(({ relation }) => relation)).toContain(links[0]?.relation);
      }),
    );
  });
});

test('hostile headers are read in a moment', () => {
  const started = performance.now();
  for (const header of [
    'a-'.repeat(8000),
    ','.repeat(16_000),
    'de;q=0.5,'.repeat(1800),
    '*'.repeat(16_000),
  ]) {
    const ask = toAsk({ acceptLanguage: header, accept: header });
    chooseLink([[toView({ id: 'a', hreflang: ['de'] }), toView({ id: 'b', hreflang: ['fr'] })]], ask);
  }
  expect(performance.now() - started).toBeLessThan(500);
});
