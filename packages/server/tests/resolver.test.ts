import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Api,
  completeMetadata,
  createApi,
  type PidBody,
  type ProblemBody,
  readShoulders,
} from './support/api.ts';
import { tellShoulder } from './support/shoulder-facts.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let api: Api;
let shoulders: { doi: string; ark: string };

beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  shoulders = await readShoulders(api);
  await tellShoulder(system);
});
afterAll(() => system?.close());

const TARGET = 'https://example.org/data/1?view=all';
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

async function mint(body: Record<string, unknown> = {}): Promise<PidBody> {
  const answer = await api.post<PidBody>('/pids', {
    shoulder: shoulders.doi,
    state: 'public',
    metadata: completeMetadata(),
    ...body,
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

async function withdraw(pid: string, reason: string): Promise<void> {
  const { status } = await api.post(`/pids/${encodeURIComponent(pid)}/withdraw`, { reason });
  expect(status).toBe(200);
}

function ask(path: string, accept?: string, method = 'GET'): Promise<Response> {
  return fetch(`${system.url}${path}`, {
    method,
    redirect: 'manual',
    headers: accept === undefined ? {} : { accept },
  });
}

async function readProblem(answer: Response): Promise<ProblemBody> {
  return (await answer.json()) as ProblemBody;
}

/** Sends a request line as it is; `fetch` would tidy it first. */
function askRaw(
  path: string,
  accept?: string,
): Promise<{ status: number; location: string | null; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(system.url);
    const sent = request(
      { hostname, port, path, agent: false, headers: accept === undefined ? {} : { accept } },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? null, body }),
        );
      },
    );
    sent.on('error', reject).end();
  });
}

describe('an identifier with a target', () => {
  let pid: string;
  beforeAll(async () => {
    pid = (await mint({ target: TARGET })).pid;
  });

  test.each([
    ['a browser', BROWSER],
    ['a program that takes anything', '*/*'],
    ['a program that says nothing', undefined],
  ])('leads %s to the target with 302', async (_who, accept) => {
    const answer = await ask(`/${pid}`, accept);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(TARGET);
    expect(answer.headers.get('vary')).toBe('Accept');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('link')).toContain(`<https://doi.org/${pid}>; rel="cite-as"`);
    expect(answer.headers.get('link')).toContain(`<${system.url}/${pid}>; rel="canonical"`);
  });

  test.each([
    (name: string) => `/${name.toUpperCase()}`,
    (name: string) => `/doi:${name}`,
    (name: string) => `/${encodeURIComponent(name)}`,
    (name: string) => `/https://doi.org/${name}`,
    (name: string) => `/https:/doi.org/${name}`,
    (name: string) => `/${name}?utm_source=mail`,
  ])('resolves in other spellings too (%#)', async (spell) => {
    const answer = await askRaw(spell(pid));
    expect(answer).toMatchObject({ status: 302, location: TARGET });
  });

  test('answers HEAD as GET, without a body', async () => {
    const answer = await ask(`/${pid}`, BROWSER, 'HEAD');
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(TARGET);
    const landing = await ask(`/${pid}?info`, BROWSER, 'HEAD');
    expect(landing.status).toBe(200);
    expect(Number(landing.headers.get('content-length'))).toBeGreaterThan(1000);
    expect(await landing.text()).toBe('');
  });

  test('leads to the new target as soon as it is changed', async () => {
    const changed = await mint({ target: 'https://example.org/old' });
    expect((await ask(`/${changed.pid}`)).headers.get('cache-control')).toBe('no-cache');
    await api.patch(
      `/pids/${encodeURIComponent(changed.pid)}`,
      { target: 'https://example.org/new' },
      { 'if-match': '*' },
    );
    expect((await ask(`/${changed.pid}`)).headers.get('location')).toBe('https://example.org/new');
  });

  test('shows its landing page at ?info', async () => {
    const answer = await ask(`/${pid}?info`, BROWSER);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Go to the resource');
  });

  test('does not answer other methods, and says which it does', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const answer = await ask(`/${pid}`, undefined, method);
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
    const options = await ask(`/${pid}`, undefined, 'OPTIONS');
    expect(options.status).toBe(204);
    expect(options.headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS');
  });
});

describe('representations of the description', () => {
  let pid: string;
  beforeAll(async () => {
    pid = (await mint({ target: TARGET })).pid;
  });

  test.each([
    ['application/vnd.datacite.datacite+json', 'datacite-json', '"schemaVersion"'],
    [
      'application/vnd.datacite.datacite+xml',
      'datacite-xml',
      '<creatorName nameType="Personal">Carberry, Josiah</creatorName>',
    ],
    ['application/ld+json', 'schema-org', '"@context": "https://schema.org"'],
    ['application/vnd.citationstyles.csl+json', 'csl', '"family": "Carberry"'],
    ['application/x-bibtex', 'bibtex', 'author = {Carberry, Josiah}'],
    ['application/x-research-info-systems', 'ris', 'AU  - Carberry, Josiah'],
    ['text/x-bibliography', 'citation', 'Carberry, Josiah (2026): Water samples of one spring.'],
  ])('%s is given by Accept and by ?format=%s', async (mediaType, format, text) => {
    const negotiated = await ask(`/${pid}`, `${mediaType}, */*;q=0.1`);
    expect(negotiated.status).toBe(200);
    expect(negotiated.headers.get('content-type')).toBe(`${mediaType}; charset=utf-8`);
    expect(negotiated.headers.get('vary')).toBe('Accept');
    expect(negotiated.headers.get('link')).toContain(`<https://doi.org/${pid}>; rel="cite-as"`);
    const body = await negotiated.text();
    expect(body).toContain(text);
    const named = await ask(`/${pid}?format=${format}`, BROWSER);
    expect(named.headers.get('content-type')).toBe(`${mediaType}; charset=utf-8`);
    expect(await named.text()).toBe(body);
  });

  test('the description names the identifier and its target', async () => {
    const body = await (await ask(`/${pid}`, 'application/json')).json();
    expect(body).toMatchObject({ id: `https://doi.org/${pid}`, doi: pid, url: TARGET });
  });

  test('what there is not is refused with a list of what there is', async () => {
    const answer = await ask(`/${pid}`, 'image/png');
    expect(answer.status).toBe(406);
    const problem = await readProblem(answer);
    expect(problem).toMatchObject({ title: 'No such representation' });
    expect(problem.detail).toContain('application/x-bibtex (or ?format=bibtex)');
    expect((await ask(`/${pid}?format=docx`)).status).toBe(406);
  });

  test('an identifier without a description has pages only, and says why', async () => {
    const { pid: bare } = await mint({
      shoulder: shoulders.ark,
      state: 'registered',
      metadata: completeMetadata(),
      target: null,
    });
    await system.ctx.engine.withPinnedConnection((run) =>
      run(`update resolutions set document = document || '{"metadata": null}' where pid = $1`, [bare]),
    );
    const refused = await ask(`/${bare}`, 'application/x-bibtex');
    expect(refused.status).toBe(406);
    expect((await readProblem(refused)).detail).toContain('no description yet');
    const page = await ask(`/${bare}`, 'application/x-bibtex, text/html;q=0.1');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('nobody has described');
  });
});

describe('an ARK', () => {
  let pid: string;
  beforeAll(async () => {
    pid = (await mint({ shoulder: shoulders.ark, target: 'https://example.org/base' })).pid;
  });
  const nameOf = (ark: string) => ark.slice('ark:'.length);

  test('resolves with the old and the new label, in capitals, and with hyphens', async () => {
    for (const path of [
      `/ark:${nameOf(pid)}`,
      `/ark:/${nameOf(pid)}`,
      `/ARK:${nameOf(pid)}`,
      `/ark:${nameOf(pid)}`.replace('fk4', 'f-k4'),
    ]) {
      expect(await askRaw(path)).toMatchObject({ status: 302, location: 'https://example.org/base' });
    }
  });

  test('passes a suffix on to the target as it was asked, hyphens and all', async () => {
    expect(await askRaw(`/${pid}/data-set/part.v2`)).toMatchObject({
      status: 302,
      location: 'https://example.org/base/data-set/part.v2',
    });
  });

  test.each(['/../secret', '/%2e%2e/secret', '/a/..%2fb'])(
    'passes no way out of the target on (%s)',
    async (suffix) => {
      expect((await askRaw(`/${pid}${suffix}`)).status).toBe(404);
    },
  );

  test('shows its description with each of its inflections', async () => {
    for (const inflection of ['?', '??', '?info']) {
      const answer = await askRaw(`/${pid}${inflection}`, BROWSER);
      expect(answer.status).toBe(200);
      expect(answer.body).toContain('<h1>Water samples of one spring</h1>');
    }
  });

  test('says which identifier it describes when a part of it was asked about', async () => {
    const answer = await askRaw(`/${pid}/part?info`, BROWSER);
    expect(answer.status).toBe(200);
    expect(answer.body).toContain(`${pid}/part`);
    expect(answer.body).toContain('that it is a part of');
  });

  test('a longer name that only begins alike is another one', async () => {
    expect((await askRaw(`/${pid}x`)).status).toBe(404);
  });
});

describe('a withdrawn identifier', () => {
  const reason = 'The samples were <mixed up> & thrown away.';
  let pid: string;
  beforeAll(async () => {
    pid = (await mint({ target: TARGET })).pid;
    await withdraw(pid, reason);
  });

  test('leads nowhere any more: a tombstone says why, since when, and what it was', async () => {
    const answer = await ask(`/${pid}`, BROWSER);
    expect(answer.status).toBe(410);
    expect(answer.headers.get('location')).toBeNull();
    const page = await answer.text();
    expect(page).toContain('The samples were &lt;mixed up&gt; &amp; thrown away.');
    expect(page).toContain('datetime="2026-06-01"');
    expect(page).toContain('Carberry, Josiah (2026): Water samples of one spring.');
    expect(page).toContain(`<meta name="DC.identifier" content="https://doi.org/${pid}">`);
    expect(page).not.toContain(TARGET);
  });

  test('tells programs the same, whatever form they ask for', async () => {
    for (const accept of ['application/vnd.datacite.datacite+json', 'application/x-bibtex', 'image/png']) {
      const answer = await ask(`/${pid}`, accept);
      expect(answer.status).toBe(410);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({
        status: 410,
        reason,
        withdrawnAt: '2026-06-01T09:00:00.000Z',
        citation: expect.stringContaining(`https://doi.org/${pid}`),
      });
    }
    expect((await ask(`/${pid}?format=ris`)).status).toBe(410);
  });
});

describe('what is not announced', () => {
  test('a reserved name and an unknown one get the same answer', async () => {
    const { pid } = await mint({ state: 'reserved', metadata: null, target: TARGET });
    const reserved = await ask(`/${pid}`, BROWSER);
    expect(reserved.status).toBe(404);
    const unknown = await ask('/10.5072/none', BROWSER);
    expect(unknown.status).toBe(404);
    expect((await reserved.text()).replaceAll(pid, 'NAME')).toBe(
      (await unknown.text()).replaceAll('10.5072/none', 'NAME'),
    );
  });

  test('the page repeats what was asked, harmlessly, and what it was read as', async () => {
    const page = await (await ask('/10.5072/%3Cscript%3Ealert(1)%3C%2Fscript%3E', BROWSER)).text();
    expect(page).toContain('<code>10.5072/&lt;script&gt;alert(1)&lt;/script&gt;</code>');
    expect(page).toContain('We read it as the DOI');
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('href="https://doi.org/10.5072/%3Cscript%3E');
  });

  test('wrong check digits are pointed out', async () => {
    expect(await (await ask('/10.5072/003r-j077')).text()).toContain('last two digits do not fit');
    expect(await (await ask('/10.5072/003r-j076')).text()).not.toContain('do not fit');
    expect(await (await ask('/ark:99999/fk44w2t')).text()).toContain('last character does not fit');
  });

  test('programs get a problem document', async () => {
    const answer = await ask('/10.5072/none', 'application/vnd.datacite.datacite+json');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect((await readProblem(answer)).detail).toContain('10.5072/none');
  });

  test('an address of the API that there is not answers as the API does', async () => {
    const answer = await ask('/api/v1/nothing', BROWSER);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  test('a registered identifier resolves, but is kept from search engines until it is public', async () => {
    const { pid } = await mint({ state: 'registered' });
    const answer = await ask(`/${pid}`, BROWSER);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-robots-tag')).toBe('noindex');
    expect((await ask(`/${(await mint()).pid}`, BROWSER)).headers.get('x-robots-tag')).toBeNull();
  });
});

describe('many requests at once', () => {
  test('each gets the answer for its own identifier', async () => {
    const minted = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        mint({
          shoulder: index % 2 === 0 ? shoulders.doi : shoulders.ark,
          target: `https://example.org/${index}`,
        }),
      ),
    );
    const paths = minted.flatMap(({ pid }, index) => [
      { path: `/${pid}`, status: 302, location: `https://example.org/${index}` },
      { path: `/${pid}/none.x`, status: index % 2 === 0 ? 404 : 302 },
      { path: `/10.5072/a%22b%5C%5Cc,%7Bd%7D'${index}`, status: 404 },
    ]);
    const answers = await Promise.all(paths.map(({ path }) => askRaw(path)));
    for (const [index, { status, location }] of paths.entries()) {
      expect(answers[index]?.status).toBe(status);
      if (location !== undefined) expect(answers[index]?.location).toBe(location);
    }
  });
});

describe('hostile addresses', () => {
  test.each([
    ['a lone percent sign', '/10.5072/%'],
    ['no hexadecimal digits', '/10.5072/%zz'],
    ['octets that are no UTF-8', '/10.5072/%ff%fe'],
    ['a broken octet in an ARK', '/ark:99999/%zz'],
    ['NUL', '/%00'],
    ['a line break', '/10.5072/a%0d%0aSet-Cookie:%20a=b'],
    ['a broken octet within an encoded address', '/https%3A%2F%2Fdoi.org%2F10.5072%2F%25zz'],
    ['octets above ASCII', '/10.5072/\u00ff\u00fe'],
    ['two slashes and a host', '//example.org/10.5072/x'],
    ['a path out of the root', '/ark:99999/fk4/../../etc/passwd'],
    ['an ARK of 1,900 components', `/ark:99999/${'a/'.repeat(1900)}b`],
    ['an ARK of 1,900 variants', `/ark:99999/${'a.'.repeat(1900)}b`],
    ['a DOI of 3,900 characters', `/10.5072/${'x'.repeat(3900)}`],
    ['a DOI of 9,000 characters', `/10.5072/${'x'.repeat(9000)}`],
    ['a DOI of DOIs', `/${'10.5072/'.repeat(400)}`],
    ['a format with markup', '/10.5072/x?format=%3Cscript%3E'],
    ['an inflection of nothing', '/??info'],
    ['a label alone', '/doi:'],
    ['another label alone', '/ark:'],
    ['an address without a host', '/https://'],
    ['a member of every object', '/constructor'],
    ['the prototype', '/__proto__'],
  ])('%s is answered without an error of ours', async (_what, path) => {
    const answer = await askRaw(path);
    expect(answer.status).toBeGreaterThanOrEqual(path === '/??info' ? 200 : 400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.location).toBeNull();
  });

  test('an address that cannot be decoded is refused with 400', async () => {
    expect((await askRaw('/10.5072/%zz')).status).toBe(400);
    expect((await askRaw('/https%3A%2F%2Fdoi.org%2F10.5072%2F%25zz')).status).toBe(400);
  });
});
