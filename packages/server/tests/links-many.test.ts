import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey } from './support/idr.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let key: string;
beforeAll(async () => {
  system = await startSystem();
  key = await makeKey(system);
});
afterAll(() => system?.close());

const AT_ONCE = 20;

/** GTINs of a range of their own for each test. */
function gtinOf(range: number, index: number): string {
  const digits = `095060${range}${String(index).padStart(6, '0')}`;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** Imports a link for each of many products by one upload, then resolves every one of them. */
async function importAndResolve(range: number, count: number): Promise<void> {
  const targetOf = (index: number) => `https://example.org/products/${range}/${index}`;
  async function* rows(): AsyncGenerator<Uint8Array> {
    for (let index = 0; index < count; index += 1) {
      const link = { linkType: 'gs1:pip', target: targetOf(index), title: `Product ${index}` };
      yield Buffer.from(`${JSON.stringify({ anchor: `gs1/01/${gtinOf(range, index)}`, links: [link] })}\n`);
    }
  }
  const response = await fetch(`${system.url}/api/v1/links/bulk`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/jsonl' },
    body: ReadableStream.from(rows()) as ReadableStream<Uint8Array>,
    duplex: 'half',
  } as RequestInit);
  const [last = ''] = (await response.text()).trimEnd().split('\n').slice(-1);
  expect(JSON.parse(last)).toMatchObject({ done: true, rows: count, created: count, refused: 0 });
  for (let first = 0; first < count; first += AT_ONCE) {
    const indexes = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, at) => first + at);
    const answers = await Promise.all(
      indexes.map((index) =>
        fetch(`${system.url}/01/${gtinOf(range, index)}`, { method: 'HEAD', redirect: 'manual' }),
      ),
    );
    expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual(
      indexes.map((index) => [307, targetOf(index)]),
    );
  }
}

test('2,500 links are imported by one upload, and each resolves', () => importAndResolve(1, 2500), 60_000);

test.skipIf(process.env.MINTMARK_HUNDRED_THOUSAND !== '1')(
  '100,000 links are imported by one upload, and each resolves (skipped without MINTMARK_HUNDRED_THOUSAND=1)',
  () => importAndResolve(0, 100_000),
  900_000,
);
