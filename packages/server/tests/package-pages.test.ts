import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { setRole } from './support/organisation.ts';
import {
  addBytes,
  addFolder,
  describeFolder,
  makePng,
  placeManyFiles,
  publishFolder,
} from './support/packages.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { sendBytes, writeRequest } from './support/raw-http.ts';
import { type RequestSystem, startRequestSystem } from './support/requests.ts';

const TITLE = 'Springs < 5 °C & "quotes"';
/** An example iD whose owner has never signed in here. */
const UNKNOWN = '0000-0002-9079-593X';
/** Would end the element that JSON-LD stands in. */
const BREAKOUT = '</script><script>alert(1)</script>';
const HOSTILE_README =
  '# Springs\n\n<script>alert(1)</script>\n\n[run](javascript:alert(1)) [out](https://example.org/out) [table](data/samples.csv)\n\n' +
  '![pixel](https://example.org/pixel.png) ![map](map.png)\n\n<img src=x onerror=alert(1)>\n';

let world: RequestSystem;
let folder: { id: string; name: string };
let doi: string;
let itemId: string;
const png = makePng(40, 20);

const open = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${world.system.url}${path}`, { headers, redirect: 'manual' });
const page = async (path: string) => (await open(path)).text();

beforeAll(async () => {
  world = await startRequestSystem();
  folder = await world.makeFolder('Carberry_springs_2026');
  await addBytes(world, folder.id, 'README.md', HOSTILE_README);
  await addBytes(world, folder.id, 'map.png', png);
  await addBytes(world, folder.id, 'fake.png', '<script>alert(1)</script>', 'image/png');
  await addBytes(
    world,
    folder.id,
    'picture.svg',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    'image/svg+xml',
  );
  await addBytes(world, folder.id, 'page.html', '<!doctype html><script>alert(1)</script>', 'text/html');
  await addBytes(
    world,
    folder.id,
    'polyglot.gif',
    'GIF89a/*<script>alert(1)</script>*/=1;alert(1)',
    'text/html',
  );
  await addBytes(world, folder.id, 'lying.txt', 'x', 'a/b", <https://example.org/evil>; rel="cite-as');
  await addBytes(world, folder.id, 'breaking.txt', 'x', 'text/plain\r\nx-injected: yes');
  await addBytes(world, folder.id, "it's 100% <b>#1?&.txt", 'odd name');
  await addBytes(world, folder.id, 'formulas.csv', 'a,b\n=cmd|/C calc!A0,<img src=x onerror=alert(1)>\n');
  await addBytes(world, folder.id, 'long.txt', `${'x'.repeat(10_000)}\n\u202egnp.exe\n`);
  await addBytes(world, folder.id, 'bytes.bin', Buffer.from([0, 255, 1, 254]));
  await describeFolder(world, folder.id, TITLE, [
    ...[BREAKOUT, 'springs', 'chemistry'].map((value) => ({ name: 'subject', value })),
    {
      name: 'creator',
      value: 'Carberry, Josiah',
      attributes: [
        {
          name: 'nameIdentifier',
          value: JOSIAH,
          attributes: [{ name: 'nameIdentifierScheme', value: 'ORCID' }],
        },
        { name: 'affiliation', value: 'Example University' },
      ],
    },
    {
      name: 'creator',
      value: 'Other, One',
      attributes: [
        {
          name: 'nameIdentifier',
          value: UNKNOWN,
          attributes: [{ name: 'nameIdentifierScheme', value: 'ORCID' }],
        },
        { name: 'affiliation', value: 'Example University' },
      ],
    },
  ]);
  ({ permanentId: doi, itemId } = await publishFolder(world, folder.id));
});
afterAll(() => world?.system.close());

describe('the page of a published package', () => {
  test('says what it is, who made it, how to cite it, under which licence, and lists its files', async () => {
    const answer = await open(`/packages/${folder.id}`);
    const body = await answer.text();
    expect(answer.status).toBe(200);
    expect(body).toContain(`https://doi.org/${doi}`);
    expect(body).toContain('creativecommons.org/publicdomain/zero');
    expect(body).toContain('Samples of the water of one spring');
    expect(body).toContain('data/samples.csv');
    expect(body).toContain(createHash('sha256').update(png).digest('hex'));
    expect(body).toContain(`(unauthenticated)`);
    expect(body.match(/\(unauthenticated\)/g)).toHaveLength(1);
    expect(body).toMatch(/13 files, /);
  });

  test('tells machines where everything is, in its header and in its head', async () => {
    const answer = await open(`/packages/${folder.id}`);
    const link = answer.headers.get('link') ?? '';
    expect(link).toContain(`<https://doi.org/${doi}>; rel="cite-as"`);
    expect(link).toContain('rel="describedby"; type="application/vnd.datacite.datacite+json"');
    expect(link).toContain('rel="license"');
    expect(link).toContain(`<${world.system.url}/packages/${folder.id}/files/data/samples.csv>; rel="item"`);
    const body = await answer.text();
    const jsonLd = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body)?.[1] ?? '';
    const described = JSON.parse(jsonLd) as Record<string, unknown>;
    expect(described).toMatchObject({ '@type': 'Dataset', name: TITLE });
    expect(JSON.stringify(described)).toContain(BREAKOUT);
    expect(JSON.stringify(described)).toContain(`/packages/${folder.id}/files/map.png`);
    expect(body.match(/<script/g)).toHaveLength(1);
  });

  test('is where the identifier leads, and among the packages', async () => {
    const resolved = await open(`/${doi}`);
    expect(resolved.headers.get('location')).toBe(`${world.system.url}/packages/${folder.id}`);
    expect(await page('/packages')).toContain(`href="/packages/${folder.id}"`);
    expect((await open('/packages?cursor=nonsense')).status).toBe(400);
  });

  test('shows its README without anything that runs or is fetched from elsewhere', async () => {
    const body = await page(`/packages/${folder.id}`);
    const readme = /<div class="foreign">(.*?)<\/div>/s.exec(body)?.[1] ?? '';
    expect(readme).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(readme).toContain('<a href="https://example.org/out" rel="nofollow noopener">out</a>');
    expect(readme).toContain(`href="/packages/${folder.id}/preview/data/samples.csv"`);
    expect(readme).toContain(`<img src="/packages/${folder.id}/images/map.png" alt="map"`);
    expect(readme).not.toMatch(/<[^>]*(?:javascript:|onerror|pixel\.png)/);
  });
});

describe('one file of a package', () => {
  const download = (name: string, headers?: Record<string, string>) =>
    open(`/packages/${folder.id}/files/${name}`, headers);

  test('is downloaded whole or in part, by its checksum', async () => {
    const whole = await download('map.png');
    expect(whole.status).toBe(200);
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(png);
    const part = await download('map.png', { range: 'bytes=1-3' });
    expect(part.status).toBe(206);
    expect(await part.text()).toBe('PNG');
    const etag = whole.headers.get('etag') ?? '';
    expect((await download('map.png', { 'if-none-match': etag })).status).toBe(304);
  });

  test.each(['page.html', 'picture.svg', 'polyglot.gif', 'fake.png'])(
    '%s is sent so that no browser runs it',
    async (name) => {
      const answer = await download(name);
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toContain('sandbox');
      expect(answer.headers.get('content-type')).not.toMatch(/html|svg|xml|script/);
    },
  );

  test('with an odd name is found under it, and its name breaks no header or page', async () => {
    const name = encodeURIComponent("it's 100% <b>#1?&.txt");
    const answer = await download(name);
    expect(await answer.text()).toBe('odd name');
    expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''it%27s%20100%25%20%3Cb%3E");
    const shown = await page(`/packages/${folder.id}/preview/${name}`);
    expect(shown).toContain('it&#39;s 100% &lt;b&gt;#1?&amp;.txt');
    expect(shown).not.toContain('<b>#1');
  });

  test.each([
    '../Carberry_springs_2026/map.png',
    '..%2f..%2fstaging',
    'data',
    'data/',
    './map.png',
    '%2e%2e/Carberry_springs_2026/map.png',
    'data/..%2fmap.png',
    '/map.png',
    'nothing.txt',
    'map.png/',
  ])('nothing is found at %s', async (path) => {
    for (const as of ['files', 'preview', 'images']) {
      const { port } = new URL(world.system.url);
      const raw = writeRequest({ path: `/packages/${folder.id}/${as}/${path}` });
      expect((await sendBytes(Number(port), raw)).status, as).toBe(404);
    }
  });

  test('an address that is too long is refused', async () => {
    const answer = await open(`/packages/${folder.id}/files/${'x'.repeat(13_500)}`);
    expect([414, 431]).toContain(answer.status);
  });
});

describe('the preview of a file', () => {
  const preview = (name: string) => page(`/packages/${folder.id}/preview/${name}`);

  test('is a table for CSV, with formulas and markup as the text that they are', async () => {
    const body = await preview('formulas.csv');
    expect(body).toContain('=cmd|/C calc!A0');
    expect(body).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  test('is the source for HTML and SVG', async () => {
    expect(await preview('page.html')).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(await preview('picture.svg')).toContain('&lt;svg');
    expect(await preview('fake.png')).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  test('cuts long lines, and writes out what would turn the direction of text', async () => {
    const body = await preview('long.txt');
    expect(body).toContain(`${'x'.repeat(2000)} …`);
    expect(body).not.toContain('x'.repeat(2001));
    expect(body).toContain('⟨U+202E⟩gnp.exe');
  });

  test('is nothing for other bytes, and says so', async () => {
    expect(await preview('bytes.bin')).toContain('Files of this kind are not shown here.');
  });

  test('is an image only for raster images by their bytes', async () => {
    expect(await preview('map.png')).toContain(`src="/packages/${folder.id}/images/map.png"`);
    const image = await open(`/packages/${folder.id}/images/map.png`);
    expect(image.headers.get('content-type')).toBe('image/png');
    expect(image.headers.get('content-security-policy')).toContain('sandbox');
    const gif = await open(`/packages/${folder.id}/images/polyglot.gif`);
    expect(gif.headers.get('content-type')).toBe('image/gif');
    expect(gif.headers.get('x-content-type-options')).toBe('nosniff');
    for (const name of ['picture.svg', 'fake.png', 'page.html', 'bytes.bin']) {
      expect((await open(`/packages/${folder.id}/images/${name}`)).status, name).toBe(404);
    }
  });
});

describe('several files at once', () => {
  const choose = (fields: [string, string][]) =>
    fetch(`${world.system.url}/packages/${folder.id}/archive`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });

  test('all come as a ZIP archive or a bag, with their checksums', async () => {
    for (const format of ['zip', 'bag']) {
      const answer = await open(`/packages/${folder.id}/archive?format=${format}`);
      expect(answer.headers.get('content-type')).toBe('application/zip');
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.subarray(0, 2).toString()).toBe('PK');
      expect(bytes.includes('samples.csv')).toBe(true);
      expect(bytes.includes('manifest-sha256.txt')).toBe(format === 'bag');
    }
    const sums = await page(`/packages/${folder.id}/manifest-sha256.txt`);
    expect(sums).toContain(`${createHash('sha256').update(png).digest('hex')}  map.png\n`);
    expect(sums.split('\n')).toHaveLength(14);
  });

  test('those that are ticked come alone; others than those of the package do not come', async () => {
    const body = await page(`/packages/${folder.id}`);
    const ids = [...body.matchAll(/name="pick" value="([^"]+)" aria-label="Choose map\.png"/g)].map(
      ([, id]) => id ?? '',
    );
    const answer = await choose([...ids.map((id): [string, string] => ['pick', id]), ['format', 'zip']]);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.includes('map.png')).toBe(true);
    expect(bytes.includes('samples.csv')).toBe(false);
    expect((await choose([['format', 'zip']])).status).toBe(400);
    const other = await world.makeFolder();
    const secret = await addBytes(world, other.id, 'secret.txt', 'not published');
    expect((await choose([['pick', secret]])).status).toBe(404);
    expect((await choose([['pick', 'nonsense']])).status).toBe(404);
  });
});

describe('what was not published', () => {
  test('is nowhere on these pages, for whoever asks, before, during and after a request', async () => {
    const other = await world.makeFolder();
    const file = await addBytes(world, other.id, 'secret.txt', 'secret');
    const josiah = openBrowser(world.system);
    await josiah.signIn(JOSIAH);
    const paths = [
      `/packages/${other.id}`,
      `/packages/${other.id}/files/secret.txt`,
      `/packages/${other.id}/preview/secret.txt`,
      `/packages/${other.id}/archive`,
      `/packages/${other.id}/manifest-sha256.txt`,
      `/packages/${file}`,
      `/packages/${folder.id}?folder=${other.id}`,
    ];
    const expectNothing = async () => {
      for (const path of paths) {
        expect((await open(path)).status, path).toBe(404);
        expect((await josiah.open(path)).status, path).toBe(404);
      }
    };
    await expectNothing();
    const id = await world.request(other.id);
    await world.system.drain();
    await expectNothing();
    await world.reject(id);
    await world.system.drain();
    await expectNothing();
    expect(await page('/packages')).not.toContain(other.id);
    expect((await open('/packages/nonsense')).status).toBe(404);
  });
});

test('a media type that somebody made up says nothing in the headers of the page', async () => {
  const answer = await open(`/packages/${folder.id}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('link')).toContain('rel="cite-as"');
  expect(answer.headers.get('link')).not.toContain('example.org/evil');
  expect(answer.headers.get('x-injected')).toBeNull();
});

describe('a large package', () => {
  test('is listed folder by folder, and page by page', async () => {
    const large = await world.makeFolder('Carberry_many_2026');
    const many = await addFolder(world, large.id, 'many');
    await placeManyFiles(world, many, 250);
    await publishFolder(world, large.id, 'ARK');
    const body = await page(`/packages/${large.id}`);
    expect(body).toContain('ark:');
    expect(body).toContain('252 files');
    const inside = /href="(\/packages\/[^"]+\?folder=[^"]+)"><bdi>many\//.exec(body)?.[1] ?? '';
    const first = await page(inside.replaceAll('&amp;', '&'));
    expect(first.match(/name="pick"/g)).toHaveLength(200);
    const next = /<a href="([^"]+)" rel="nofollow next">/.exec(first)?.[1] ?? '';
    const second = await page(next.replaceAll('&amp;', '&'));
    expect(second.match(/name="pick"/g)).toHaveLength(50);
    expect(second).not.toContain('Cite it as');
  });
});

describe('a package that was withdrawn', () => {
  test('leaves a tombstone with the reason at every one of its addresses, and is listed no more', async () => {
    await setRole(world.system, LAURE, 'curator');
    const curator = createApi(world.system, (await signIn(world.system, LAURE)).token);
    const withdrawn = await curator.post(`/items/${itemId}/withdraw`, {
      reason: 'The samples were mixed up.',
    });
    expect(withdrawn.status).toBe(200);
    for (const path of ['', '/files/map.png', '/preview/map.png', '/images/map.png', '/archive']) {
      const answer = await open(`/packages/${folder.id}${path}`);
      expect(answer.status, path).toBe(410);
      const body = await answer.text();
      expect(body).toContain('The samples were mixed up.');
      expect(body).toContain(`https://doi.org/${doi}`);
      expect(body).not.toContain('samples.csv');
    }
    expect(await page('/packages')).not.toContain(folder.id);
  });
});
