import { gs1Linters } from '@mintmark/identifiers';
import type { Benchmark, BenchmarkResult } from './benchmark.ts';
import { startChild } from './child.ts';
import { compare, putUnderLoad, startLoadGenerator } from './load.ts';
import type { BareRedirectCalls } from './processes/bare-redirect-process.ts';
import { formatRequest } from './requests.ts';
import { type BenchOptions, startService } from './service.ts';
import { drawUniform } from './statistics.ts';

const PRODUCTS = 100_000;
const DRAWS = 65_536;
/** How many links go into one request while they are registered. */
const IMPORTED_AT_ONCE = 10_000;

type Case = {
  name: string;
  path(gtin: string, draw: number): string;
  /** How many of the products are asked for. */
  products: number;
  headers?: Readonly<Record<string, string>>;
  expectedStatus: number;
};

const cases: readonly Case[] = [
  { name: 'hot: one product', path: (gtin) => `/01/${gtin}`, products: 1, expectedStatus: 307 },
  {
    name: `uniform over ${PRODUCTS.toLocaleString('en')} products`,
    path: (gtin) => `/01/${gtin}`,
    products: PRODUCTS,
    expectedStatus: 307,
  },
  {
    name: 'walk-up: a lot that nobody registered',
    path: (gtin, draw) => `/01/${gtin}/10/L${draw}`,
    products: PRODUCTS,
    expectedStatus: 307,
  },
  {
    name: 'linkset of a product',
    path: (gtin) => `/01/${gtin}?linkType=linkset`,
    products: PRODUCTS,
    headers: { accept: 'application/linkset+json' },
    expectedStatus: 200,
  },
  {
    name: 'missing: no such product',
    path: (gtin) => `/01/${withCheckDigit(`8${gtin.slice(1, 13)}`)}`,
    products: PRODUCTS,
    expectedStatus: 404,
  },
];

/** Answers for GTINs against a `node:http` server that looks the same paths up in a Map. */
export const resolveLinksBenchmark: Benchmark = {
  title: `resolve-links: GS1 Digital Links of ${PRODUCTS.toLocaleString('en')} products, to redirects of a bare node:http server`,
  run: runResolveLinks,
};

async function runResolveLinks(options: BenchOptions): Promise<BenchmarkResult> {
  const service = await startService(options);
  const bare = startChild<BareRedirectCalls>(
    new URL('./processes/bare-redirect-process.ts', import.meta.url),
  );
  const generator = startLoadGenerator();
  try {
    const gtins = Array.from({ length: PRODUCTS }, (_, index) =>
      withCheckDigit(`0950600${String(index).padStart(6, '0')}`),
    );
    const targets = new Map(gtins.map((gtin) => [`/01/${gtin}`, addressOf(gtin)]));
    for (let at = 0; at < gtins.length; at += IMPORTED_AT_ONCE) {
      await service.child.call('importLinks', gtins.slice(at, at + IMPORTED_AT_ONCE).map(formatRow));
    }
    const order = drawUniform(PRODUCTS, DRAWS);
    const baselinePlan = {
      port: await bare.call('start', targets),
      requests: [...targets.keys()].map((path) => formatRequest('GET', path)),
      order,
      expectedStatus: 302,
    };
    const baseline = putUnderLoad(generator, bare, baselinePlan);
    const sides: BenchmarkResult['sides'] = [];
    let first: Awaited<ReturnType<typeof compare>> | null = null;
    for (const each of cases) {
      const load = putUnderLoad(generator, service.child, {
        port: service.port,
        requests: gtins
          .slice(0, each.products)
          .map((gtin, index) => formatRequest('GET', each.path(gtin, index), each.headers)),
        order: order.map((index) => index % each.products),
        expectedStatus: each.expectedStatus,
      });
      const comparison = await compare(load, baseline);
      first ??= comparison;
      sides.push({
        name: each.name,
        ratio: comparison.ratio,
        ratios: comparison.ratios,
        side: comparison.measured,
      });
      if (sides.length === 1) {
        sides.push({ name: 'bare node:http → 302', ratio: null, side: comparison.baseline });
      }
      await service.profile(`resolve-links-${sides.length}`, load);
    }
    if (first === null) throw new Error('nothing was measured');
    return {
      ratio: first.ratio,
      value: first.measured.perSecond,
      baseline: first.baseline.perSecond,
      unit: 'answers/s',
      database: service.database,
      sides,
    };
  } finally {
    await generator.close();
    await bare.close();
    await service.close();
  }
}

/** A product with two links, as a manufacturer registers it. */
function formatRow(gtin: string): string {
  return JSON.stringify({
    anchor: `gs1/01/${gtin}`,
    description: `Product ${gtin}`,
    links: [
      {
        linkType: 'gs1:pip',
        target: addressOf(gtin),
        title: 'Product information',
        types: ['text/html'],
        hreflang: ['en'],
        isDefault: true,
      },
      {
        linkType: 'gs1:safetyInfo',
        target: `${addressOf(gtin)}/safety`,
        title: 'Safety information',
        types: ['text/html'],
        hreflang: ['en'],
      },
    ],
  });
}

function addressOf(gtin: string): string {
  return `https://example.org/products/${gtin}`;
}

/** A GTIN of 13 digits without its check digit, with it. */
function withCheckDigit(digits: string): string {
  const gtin = Array.from({ length: 10 }, (_, digit) => `${digits}${digit}`).find(
    (each) => gs1Linters.csum(each) === null,
  );
  if (gtin === undefined) throw new Error(`${digits} has no check digit`);
  return gtin;
}
