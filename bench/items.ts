import type { Benchmark, BenchmarkResult } from './benchmark.ts';
import { type Child, startChild } from './child.ts';
import { type Contender, compare, putUnderLoad, startLoadGenerator } from './load.ts';
import type { BareJsonCalls } from './processes/bare-json-process.ts';
import type { BareRedirectCalls } from './processes/bare-redirect-process.ts';
import type { FilledItem } from './processes/fill-items.ts';
import type { LoadCalls } from './processes/load-process.ts';
import { formatRequest } from './requests.ts';
import { type BenchOptions, type RunningService, startService } from './service.ts';
import { drawUniform } from './statistics.ts';

const ITEMS = 100_000;
const DRAWS = 65_536;
const API = '/server/api';

type Case = {
  name: string;
  path(item: FilledItem): string;
  /** How many of the items are asked for. */
  items: number;
  baseline: 'json' | 'redirect';
  expectedStatus: number;
};

const identifiersPath = ({ uuid }: FilledItem): string => `${API}/core/items/${uuid}/identifiers`;
const findPath = (text: string): string => `${API}/pid/find?id=${encodeURIComponent(text)}`;
const uniform = `uniform over ${ITEMS.toLocaleString('en')}`;

const cases: readonly Case[] = [
  {
    name: `identifiers, ${uniform}`,
    path: identifiersPath,
    items: ITEMS,
    baseline: 'json',
    expectedStatus: 200,
  },
  { name: 'identifiers, one item', path: identifiersPath, items: 1, baseline: 'json', expectedStatus: 200 },
  {
    name: `find a DOI, ${uniform}`,
    path: ({ doi }) => findPath(`doi:${doi}`),
    items: ITEMS,
    baseline: 'redirect',
    expectedStatus: 302,
  },
  {
    name: 'find a DOI, one item',
    path: ({ doi }) => findPath(`doi:${doi}`),
    items: 1,
    baseline: 'redirect',
    expectedStatus: 302,
  },
  {
    name: `find a Handle, ${uniform}`,
    path: ({ handle }) => findPath(`hdl:${handle}`),
    items: ITEMS,
    baseline: 'redirect',
    expectedStatus: 302,
  },
  {
    name: 'find what is not there',
    path: ({ doi }) => findPath(`doi:${doi}x`),
    items: ITEMS,
    baseline: 'redirect',
    expectedStatus: 404,
  },
];

/** What a client of DSpace asks most, as a stranger, against `node:http` servers that have the answer at hand. */
export const itemsBenchmark: Benchmark = {
  title: `items: identifiers of ${ITEMS.toLocaleString('en')} items and what identifiers lead to, to bare node:http servers`,
  run: runItems,
};

type Baselines = Record<Case['baseline'], { name: string; load: Contender }>;

async function runItems(options: BenchOptions): Promise<BenchmarkResult> {
  const service = await startService(options);
  const generator = startLoadGenerator();
  const json = startChild<BareJsonCalls>(new URL('./processes/bare-json-process.ts', import.meta.url));
  const redirect = startChild<BareRedirectCalls>(
    new URL('./processes/bare-redirect-process.ts', import.meta.url),
  );
  try {
    const items = await service.child.call('fillItems', ITEMS);
    const order = drawUniform(ITEMS, DRAWS);
    const baselines: Baselines = {
      json: {
        name: 'bare node:http → JSON of that size',
        load: await startJson(service, { json, generator }, items, order),
      },
      redirect: {
        name: 'bare node:http → 302',
        load: await startRedirects(service, { redirect, generator }, items, order),
      },
    };
    return await runCases(service, generator, items, order, baselines);
  } finally {
    await generator.close();
    await json.close();
    await redirect.close();
    await service.close();
  }
}

async function runCases(
  service: RunningService,
  generator: Child<LoadCalls>,
  items: readonly FilledItem[],
  order: Uint32Array,
  baselines: Baselines,
): Promise<BenchmarkResult> {
  const sides: BenchmarkResult['sides'] = [];
  const shown = new Set<string>();
  let first: Awaited<ReturnType<typeof compare>> | null = null;
  for (const each of cases) {
    const load = putUnderLoad(generator, service.child, {
      port: service.port,
      requests: items.slice(0, each.items).map((item) => formatRequest('GET', each.path(item))),
      order: order.map((index) => index % each.items),
      expectedStatus: each.expectedStatus,
    });
    const baseline = baselines[each.baseline];
    const comparison = await compare(load, baseline.load);
    first ??= comparison;
    const { ratio, ratios, measured: side } = comparison;
    sides.push({ name: each.name, ratio, ratios, side });
    if (!shown.has(baseline.name))
      sides.push({ name: baseline.name, ratio: null, side: comparison.baseline });
    shown.add(baseline.name);
    await service.profile(`items-${each.name.replaceAll(/[^a-z]+/gi, '-')}`, load);
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
}

/** Answers for the identifiers of all items with those of the first. */
async function startJson(
  service: RunningService,
  { json, generator }: { json: Child<BareJsonCalls>; generator: Child<LoadCalls> },
  items: readonly FilledItem[],
  order: Uint32Array,
): Promise<Contender> {
  const paths = items.map(identifiersPath);
  const answer = await fetch(`http://127.0.0.1:${service.port}${paths[0]}`);
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes('TO_BE_REGISTERED')) throw new Error(`no identifiers: ${text}`);
  return putUnderLoad(generator, json, {
    port: await json.call('start', { paths: new Set(paths), text }),
    requests: paths.map((path) => formatRequest('GET', path)),
    order,
    expectedStatus: 200,
  });
}

async function startRedirects(
  service: RunningService,
  { redirect, generator }: { redirect: Child<BareRedirectCalls>; generator: Child<LoadCalls> },
  items: readonly FilledItem[],
  order: Uint32Array,
): Promise<Contender> {
  const targets = new Map(
    items.map(({ doi, uuid }) => [
      findPath(`doi:${doi}`),
      `http://127.0.0.1:${service.port}${API}/core/items/${uuid}`,
    ]),
  );
  return putUnderLoad(generator, redirect, {
    port: await redirect.call('start', targets),
    requests: [...targets.keys()].map((path) => formatRequest('GET', path)),
    order,
    expectedStatus: 302,
  });
}
