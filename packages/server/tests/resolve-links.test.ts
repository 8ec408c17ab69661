import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendBytes, writeRequest } from './support/raw-http.ts';
import { type System, startSystem } from './support/start-system.ts';
import {
  GS1,
  kind,
  makeParts,
  makeScheme,
  putAnchor,
  putHandler,
  putScheme,
  takeScheme,
  UNTP,
} from './support/typed-links.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem();
  await putScheme(system, makeParts('parts', 'open'));
  await putScheme(system, makeParts('goods', 'untp'));
});
afterAll(() => system?.close());

const GTIN = '09506000134352';

async function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const answer = await fetch(`${system.url}${path}`, { method, headers, redirect: 'manual' });
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    headers: answer.headers,
    link: answer.headers.get('link') ?? '',
    body: await answer.text(),
  };
}

/** Sends a request line as it is; `fetch` would tidy it first. */
function askRaw(path: string, headers: [string, string][] = []) {
  return sendBytes(Number(new URL(system.url).port), writeRequest({ path, headers }));
}

describe('an identifier with one link', () => {
  beforeAll(() =>
    putAnchor(system, `gs1/01/${GTIN}`, {
      links: [{ href: 'https://example.org/product', isDefault: true, title: 'Product page' }],
    }),
  );

  test.each([
    `/01/${GTIN}`,
    `/gs1/01/${GTIN}`,
    `/gtin/${GTIN}`,
    `/GTIN/${GTIN}`,
    `/gs1/gtin/${GTIN}`,
    '/01/9506000134352',
    `/01/${GTIN}/`,
    '/01/0950600013435%32',
    `/%30%31/${GTIN}`,
    `/gs%31/%67tin/${GTIN}`,
  ])('leads from %s to its target with 307', async (path) => {
    const answer = await askRaw(path);
    expect(answer.status).toBe(307);
    expect(answer.headers.get('location')).toBe('https://example.org/product');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('vary')).toBe('Accept, Accept-Language');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.headers.get('link')).toContain(`<${system.url}/01/${GTIN}>; rel="owl:sameAs"`);
    expect(answer.headers.get('link')).toContain(
      `<${system.url}/01/${GTIN}?linkType=linkset>; rel="linkset"; type="application/linkset+json"`,
    );
  });

  test('answers HEAD as GET without a body, and counts it as no scan', async () => {
    const scans = async () => {
      const values = (await system.ctx.metrics.resolutions.get()).values;
      return values.find(({ labels }) => labels.answer === 'link')?.value ?? 0;
    };
    const before = await scans();
    const answer = await ask(`/01/${GTIN}`, {}, 'HEAD');
    expect(answer).toMatchObject({ status: 307, location: 'https://example.org/product', body: '' });
    expect(await scans()).toBe(before);
    await ask(`/01/${GTIN}?linkType=linkset`);
    expect(await scans()).toBe(before);
    await ask(`/01/${GTIN}`);
    expect(await scans()).toBe(before + 1);
  });

  test('answers OPTIONS with what it offers to other sites', async () => {
    const answer = await ask(`/01/${GTIN}`, { origin: 'https://example.org' }, 'OPTIONS');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(answer.headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('takes parameters with the names of GS1’s attributes for those of the target', async () => {
    const query = '?count=many&url=https://example.org/x&expiryDate=soon';
    expect((await ask(`/01/${GTIN}${query}`)).location).toBe(`https://example.org/product${query}`);
    expect((await ask('/count/1')).status).toBe(404);
  });

  test('passes the query on as it came', async () => {
    const { location } = await ask(`/01/${GTIN}?17=261231&utm=a%20b&x=%C3%A9&linkType=gs1:pip`);
    expect(location).toBe('https://example.org/product?17=261231&utm=a%20b&x=%C3%A9&linkType=gs1:pip');
  });
});

describe('walking up', () => {
  beforeAll(async () => {
    await putAnchor(system, `gs1/01/${GTIN}/10/KNOWN`, {
      links: [
        { href: 'https://example.org/lot', isDefault: true },
        { href: 'https://example.org/recall', relation: `${GS1}recallStatus`, passQuery: false },
      ],
    });
    await putAnchor(system, 'parts/part/AB1234', {
      links: [{ href: 'https://example.org/part', isDefault: true }],
    });
    await putAnchor(system, 'parts/part/AB1234/serial/7', {
      links: [{ href: 'https://example.org/serial', relation: `${GS1}certificationInfo`, isDefault: true }],
    });
  });

  test('an unknown lot of a known GTIN gets the page of the GTIN', async () => {
    expect(await ask(`/01/${GTIN}/10/UNKNOWN`)).toMatchObject({
      status: 307,
      location: 'https://example.org/product',
    });
  });

  test('a known lot has its own page, and the links of the GTIN besides', async () => {
    expect((await ask(`/01/${GTIN}/10/KNOWN`)).location).toBe('https://example.org/lot');
    expect((await ask(`/01/${GTIN}/10/KNOWN?linkType=gs1:recallStatus`)).location).toBe(
      'https://example.org/recall',
    );
    // GS1's serial numbers have no fallback.
    expect((await ask(`/01/${GTIN}/10/KNOWN/21/1`)).status).toBe(404);
  });

  test('an unknown serial number does not get the page of the genuine part', async () => {
    expect((await ask('/parts/part/AB1234/serial/9')).status).toBe(404);
    expect((await ask('/parts/part/AB1234/lot/L1/serial/9')).status).toBe(404);
    expect((await ask('/parts/part/AB1234/serial/9?linkType=linkset')).status).toBe(404);
    expect(await ask('/parts/part/AB1234/lot/L1')).toMatchObject({
      status: 302,
      location: 'https://example.org/part',
    });
  });

  test('a known serial number is answered for by the part where it has no link of a type itself', async () => {
    expect((await ask('/parts/part/AB1234/serial/7')).location).toBe('https://example.org/serial');
    expect((await ask('/parts/part/AB1234/serial/7?linkType=gs1:pip')).location).toBe(
      'https://example.org/part',
    );
  });
});

describe('a type that there is not', () => {
  beforeAll(() =>
    putAnchor(system, 'goods/part/AB1234', {
      links: [{ href: 'https://example.org/goods', isDefault: true }],
    }),
  );

  test('is not found in the profile of GS1, with a link to the types that there are', async () => {
    const answer = await ask(`/01/${GTIN}?linkType=gs1:recipeInfo`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.link).toContain('rel="linkset"');
  });

  test.each([
    ['UNTP', 'goods', 307],
    ['an open scheme', 'parts', 302],
  ])('leads to the default link in the profile of %s', async (_name, namespace, status) => {
    const target = namespace === 'goods' ? 'https://example.org/goods' : 'https://example.org/part';
    expect(await ask(`/${namespace}/part/AB1234?linkType=untp:dpp`)).toMatchObject({
      status,
      location: target,
    });
  });

  test('the query is passed on only where the link says so', async () => {
    expect((await ask('/goods/part/AB1234?x=1')).location).toBe('https://example.org/goods');
    await putAnchor(system, 'goods/part/AB0001', {
      links: [{ href: 'https://example.org/view?id=1#top', isDefault: true, passQuery: true }],
    });
    expect((await ask('/goods/part/AB0001?x=1')).location).toBe('https://example.org/view?id=1&x=1#top');
  });
});

describe('asking for a type', () => {
  beforeAll(() =>
    putAnchor(system, 'gs1/01/00614141123452', {
      links: [
        { href: 'https://example.org/default', isDefault: true },
        { href: 'https://example.org/recipe', relation: `${GS1}recipeInfo` },
        { href: 'https://example.org/dpp', relation: `${UNTP}dpp`, curie: 'untp:dpp' },
        { href: 'https://example.org/licence', relation: 'license', curie: null },
      ],
    }),
  );

  test.each([
    ['gs1:recipeInfo', 'recipe'],
    ['GS1:recipeInfo', 'recipe'],
    ['gs1%3ArecipeInfo', 'recipe'],
    ['https://gs1.org/voc/recipeInfo', 'recipe'],
    ['http://gs1.org/voc/recipeInfo', 'recipe'],
    ['https://ref.gs1.org/voc/recipeInfo', 'recipe'],
    [encodeURIComponent(`${UNTP}dpp`), 'dpp'],
    ['untp:dpp', 'dpp'],
    ['license', 'licence'],
    ['gs1:defaultLink', 'default'],
    ['', 'default'],
  ])('%s leads to it', async (name, page) => {
    const { location } = await ask(`/01/00614141123452?linkType=${name}`);
    expect(location).toBe(`https://example.org/${page}?linkType=${name}`);
  });

  test('the keyword may be spelt in lower case, as older clients do', async () => {
    expect((await ask('/01/00614141123452?linktype=gs1:recipeInfo')).location).toContain('/recipe?');
  });

  test('asked for twice, it is refused', async () => {
    expect((await ask('/01/00614141123452?linkType=gs1:pip&linkType=gs1:recipeInfo')).status).toBe(400);
  });
});

describe('templates of targets', () => {
  beforeAll(async () => {
    await putAnchor(system, 'parts/part/TT0001', {
      links: [{ href: 'https://example.org/{part}/lots{/lot}{?weight}', isDefault: true }],
    });
    await putAnchor(system, 'parts/part/TT0002', {
      links: [{ href: 'https://example.org{+lot}', isDefault: true }],
    });
    await putAnchor(system, 'parts/part/TT0003', {
      links: [{ href: 'https://example.org/files/{+lot}', isDefault: true }],
    });
  });

  test('are expanded with the elements of the identifier and its data attributes', async () => {
    expect((await ask('/parts/part/TT0001')).location).toBe('https://example.org/TT0001/lots');
    expect((await ask('/parts/part/TT0001/lot/a%2Fb')).location).toBe(
      'https://example.org/TT0001/lots/a%2Fb',
    );
    expect((await ask('/parts/part/TT0001/lot/%C3%A9?weight=12')).location).toBe(
      'https://example.org/TT0001/lots/%C3%A9?weight=12',
    );
  });

  test('never lead to another host or out of their folder', async () => {
    expect((await ask('/parts/part/TT0002/lot/.evil.example')).status).toBe(404);
    expect((await ask('/parts/part/TT0003/lot/a%2F..%2F..%2Fb')).status).toBe(404);
    expect((await ask('/parts/part/TT0003/lot/a%2Fb')).location).toBe('https://example.org/files/a/b');
  });
});

describe('validity and states', () => {
  const day = 86_400_000;

  test('a link is there only between its dates', async () => {
    const now = system.clock.now().getTime();
    const at = (days: number) => new Date(now + days * day).toISOString();
    await putAnchor(system, 'parts/part/VV0001', {
      links: [
        { href: 'https://example.org/now', isDefault: true, validUntil: at(1) },
        { href: 'https://example.org/later', validFrom: at(1) },
      ],
    });
    await putAnchor(system, 'parts/part/VV0002', {
      links: [{ href: 'https://example.org/over', isDefault: true, validUntil: at(0) }],
    });
    expect((await ask('/parts/part/VV0001')).location).toBe('https://example.org/now');
    expect((await ask('/parts/part/VV0002')).status).toBe(404);
    system.clock.advance(day);
    expect((await ask('/parts/part/VV0001')).location).toBe('https://example.org/later');
  });

  test('what was withdrawn is gone, with the reason, and nothing above answers for it', async () => {
    const gone = {
      state: 'withdrawn' as const,
      reason: 'Sold in error.',
      withdrawnAt: '2026-05-01T00:00:00.000Z',
    };
    await putAnchor(system, 'parts/part/AB1234/lot/GONE', gone);
    const answer = await ask('/parts/part/AB1234/lot/GONE');
    expect(answer.status).toBe(410);
    expect(JSON.parse(answer.body)).toMatchObject({
      status: 410,
      reason: 'Sold in error.',
      withdrawnAt: '2026-05-01T00:00:00.000Z',
    });
    expect((await ask('/parts/part/AB1234/lot/GONE?linkType=linkset')).status).toBe(410);
    expect((await ask('/parts/part/AB1234/lot/GONE', { accept: 'text/html' })).body).toContain(
      'Sold in error.',
    );
  });

  test('what was switched off is not found', async () => {
    await putAnchor(system, 'parts/part/AB1234/lot/OFF', {
      state: 'inactive',
      links: [],
    });
    expect((await ask('/parts/part/AB1234/lot/OFF')).status).toBe(404);
  });
});

describe('a corrected key', () => {
  beforeAll(async () => {
    await putAnchor(system, 'parts/part/NE0001', {
      links: [{ href: 'https://example.org/new', isDefault: true }],
    });
    await putAnchor(system, 'parts/part/NE0001/lot/L1', {
      links: [{ href: 'https://example.org/new-lot', isDefault: true }],
    });
    await putAnchor(system, 'parts/part/OL0001', {
      successor: 'parts/part/NE0001',
      links: [{ href: 'https://example.org/old', isDefault: true }],
    });
  });

  test('keeps printed links alive', async () => {
    const answer = await ask('/parts/part/OL0001');
    expect(answer).toMatchObject({ status: 302, location: 'https://example.org/new' });
    expect(answer.link).toContain(`<${system.url}/parts/part/NE0001>; rel="successor-version"`);
  });

  test('takes its lots along', async () => {
    expect((await ask('/parts/part/OL0001/lot/L1')).location).toBe('https://example.org/new-lot');
    expect((await ask('/parts/part/OL0001/lot/other')).location).toBe('https://example.org/new');
  });

  test('that was corrected in a circle, or many times, comes to an end', async () => {
    await putAnchor(system, 'parts/part/CI0001', { successor: 'parts/part/CI0002', state: 'withdrawn' });
    await putAnchor(system, 'parts/part/CI0002', { successor: 'parts/part/CI0001', state: 'withdrawn' });
    expect((await ask('/parts/part/CI0001')).status).toBe(410);
    for (let number = 1; number <= 9; number += 1) {
      await putAnchor(system, `parts/part/MA000${number}`, { successor: `parts/part/MA000${number + 1}` });
    }
    expect((await ask('/parts/part/MA0001')).status).toBe(404);
  });

  test('whose successor is missing answers for itself', async () => {
    await putAnchor(system, 'parts/part/LO0001', {
      successor: 'parts/part/NO0001',
      links: [{ href: 'https://example.org/still', isDefault: true }],
    });
    const answer = await ask('/parts/part/LO0001');
    expect(answer.location).toBe('https://example.org/still');
    expect(answer.link).not.toContain('successor-version');
  });
});

describe('ranges that another resolver answers for', () => {
  beforeAll(async () => {
    await putHandler(system, 'gs1/^4012345', 'https://id.example.org');
    await putHandler(system, 'gs1/01/^040123456', 'https://narrow.example.org/dl/');
  });

  test('lead there, uncompressed and with the query, and say who handles them', async () => {
    const answer = await ask('/gtin/4012345000009/10/A1?17=261231');
    expect(answer.status).toBe(307);
    expect(answer.location).toBe('https://id.example.org/01/04012345000009/10/A1?17=261231');
    expect(answer.link).toBe(`<${answer.location}>; rel="https://ref.gs1.org/voc/handledBy"`);
    expect((await ask('/417/4012345000009')).location).toBe('https://id.example.org/417/4012345000009');
  });

  test('the narrower of two ranges counts', async () => {
    expect((await ask('/01/4012345600001')).location).toMatch(/^https:\/\/(?:narrow|id)\.example\.org/);
  });

  test('hold for serial numbers without a fallback, too', async () => {
    await putHandler(system, 'parts/part/^ZZ', 'https://parts.example.org');
    expect((await ask('/parts/part/ZZ0001/serial/9?x=1')).location).toBe(
      'https://parts.example.org/parts/part/ZZ0001/serial/9?x=1',
    );
  });

  test('do not take away what is registered here', async () => {
    await putAnchor(system, 'gs1/01/04012345000016', {
      links: [{ href: 'https://example.org/ours', isDefault: true }],
    });
    expect((await ask('/01/4012345000016')).location).toBe('https://example.org/ours');
  });
});

describe('schemes in memory', () => {
  test('a scheme holds from the moment it is registered, changed or deleted', async () => {
    await putAnchor(system, 'fresh/code/x1', {
      links: [{ href: 'https://example.org/fresh', isDefault: true }],
    });
    expect((await ask('/fresh/code/x1')).status).toBe(404);
    await putScheme(system, makeScheme('fresh', 'open', [kind('code', 'I', '[a-z]1')]));
    expect((await ask('/fresh/code/x1')).location).toBe('https://example.org/fresh');
    await putScheme(system, makeScheme('fresh', 'untp', [kind('code', 'I', '[a-z]1')]));
    expect((await ask('/fresh/code/x1')).status).toBe(307);
    await putScheme(system, makeScheme('fresh', 'untp', [kind('code', 'I', '[a-z]2')]));
    expect((await ask('/fresh/code/x1')).status).toBe(400);
    await putScheme(system, makeScheme('fresh', 'untp', [kind('code', 'I', '[a-z][0-9]')]));
    expect((await ask('/fresh/code/x1')).status).toBe(307);
    await takeScheme(system, 'fresh');
    expect((await ask('/fresh/code/x1')).status).toBe(404);
  });

  test('one that cannot be compiled does not take the others with it', async () => {
    await putScheme(system, makeScheme('broken', 'open', [kind('code', 'I', '(')]));
    expect((await ask('/parts/part/AB1234')).status).toBe(302);
    expect((await ask('/broken/code/x')).status).toBe(404);
    expect(system.logged()).toContain('cannot be compiled');
    await takeScheme(system, 'broken');
  });
});
