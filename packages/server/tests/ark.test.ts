import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, completeMetadata, createApi, type PidBody, readShoulders } from './support/api.ts';
import { type RawAnswer, sendBytes, writeRequest } from './support/raw-http.ts';
import { tellShoulder } from './support/shoulder-facts.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const TARGET = 'https://example.org/base';
const PROMISE = 'Kept as long as the university exists; 100 % free of charge.\nMoved things stay reachable.';

/** A name that the template makes and that no test comes to mint. */
const FREE = 'ark:99999/fk4zz9q';

let system: System;
let api: Api;
let shoulder: string;

beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  shoulder = (await readShoulders(api)).ark;
  await tellShoulder(system, { title: 'Test samples', persistence: PROMISE });
});
afterAll(() => system?.close());

async function mint(body: Record<string, unknown> = {}): Promise<string> {
  const answer = await api.post<PidBody>('/pids', {
    shoulder,
    state: 'public',
    target: TARGET,
    metadata: completeMetadata(),
    ...body,
  });
  expect(answer.status).toBe(201);
  return answer.body.pid;
}

async function withdraw(pid: string, reason: string): Promise<void> {
  expect((await api.post(`/pids/${encodeURIComponent(pid)}/withdraw`, { reason })).status).toBe(200);
}

/** Writes a name with a qualifier, as an import from elsewhere brings it. */
async function nameBelow(base: string, more: string, state: string, target: string | null): Promise<void> {
  const name = base + more;
  await system.ctx.engine.withPinnedConnection(async (run) => {
    await run(
      `insert into pids (pid, type, state, organisation_id, shoulder_id, target, orcids, reason, created_at, updated_at)
       select $1, type, $2, organisation_id, shoulder_id, $3, orcids, 'none', created_at, updated_at
       from pids where pid = $4`,
      [name, state, target, base],
    );
    if (state === 'reserved') return;
    await run(
      `insert into resolutions (pid, type, state, target, document, updated_at)
       select $1, type, $2, $3, document, updated_at from resolutions where pid = $4`,
      [name, state, target, base],
    );
  });
}

/** Sends the request line as it is: a bare `?` is lost by every HTTP client. */
function ask(path: string, accept?: string, method = 'GET'): Promise<RawAnswer> {
  const headers = accept === undefined ? [] : [['accept', accept] as const];
  return sendBytes(system.config.port, writeRequest({ method, path, headers }));
}

describe('the inflections of an ARK', () => {
  let pid: string;
  beforeAll(async () => {
    pid = await mint();
  });

  test('?info answers with a short record, and with what is promised for it', async () => {
    const answer = await ask(`/${pid}?info`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('thump-status')).toBe('0.6 200 OK');
    expect(answer.headers.get('link')).toContain(`<${system.url}/${pid}>; rel="describes"`);
    expect(answer.headers.get('vary')).toBe('Accept');
    expect(answer.body).toBe(
      [
        'erc:',
        'who: Carberry, Josiah',
        'what: Water samples of one spring',
        'when: 2026',
        `where: ${pid}`,
        'erc-support:',
        'who: Default organisation',
        'what: Kept as long as the university exists; 100 %25 free of charge.%0AMoved things stay reachable.',
        'when: 20260504',
        `where: ${system.url}/${pid}?info`,
        '',
      ].join('\n'),
    );
  });

  test('?? answers the same, and a bare ? without the promise', async () => {
    const full = await ask(`/${pid}?info`);
    expect((await ask(`/${pid}??`)).body).toBe(full.body);
    const brief = await ask(`/${pid}?`);
    expect(brief.headers.get('thump-status')).toBe('0.6 200 OK');
    expect(brief.body).toBe(full.body.split('erc-support:')[0]);
  });

  test('without one it leads to its target, and another query is none', async () => {
    for (const path of [`/${pid}`, `/${pid}?info=1`, `/${pid}???`, `/${pid}?a=b?info`]) {
      expect(await ask(path)).toMatchObject({ status: 302 });
    }
  });

  test.each(['?', '??', '?info'])('%s shows people the page', async (inflection) => {
    const answer = await ask(`/${pid}${inflection}`, BROWSER);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.has('thump-status')).toBe(false);
    expect(answer.body).toContain('What is promised for it');
    expect(answer.body).toContain('Moved things stay reachable.');
  });

  test('other forms are still given by Accept', async () => {
    const answer = await ask(`/${pid}?info`, 'application/vnd.datacite.datacite+json');
    expect(answer.headers.get('content-type')).toContain('application/vnd.datacite.datacite+json');
  });

  test('answer HEAD too', async () => {
    const answer = await ask(`/${pid}??`, undefined, 'HEAD');
    expect(answer.headers.get('thump-status')).toBe('0.6 200 OK');
    expect(answer.body).toBe('');
  });

  test('work in the full address of another resolver, encoded or not', async () => {
    const name = pid.slice('ark:'.length);
    for (const path of [
      `/https://n2t.net/ark:/${name}??`,
      `/https%3A%2F%2Fn2t.net%2Fark%3A%2F${name.replace('/', '%2F')}??`,
      `/ark%3A/${name}?info`,
    ]) {
      const answer = await ask(path);
      expect(answer.status, path).toBe(200);
      expect(answer.body, path).toContain(`where: ${pid}\nerc-support:`);
    }
  });

  test('a missing value is written as the code that says so', async () => {
    const bare = await mint({ metadata: null });
    expect((await ask(`/${bare}?`)).body).toBe(
      `erc:\nwho: (:unav)\nwhat: (:unav)\nwhen: (:unav)\nwhere: ${bare}\n`,
    );
    const metadata = {
      ...completeMetadata('50 %\u2028of it'),
      creators: [{ name: ':unkn' }, { name: 'Another, One' }],
      dates: [{ date: '2020-03/2021-11-30', dateType: 'Issued' }],
    };
    expect((await ask(`/${await mint({ metadata })}?`)).body).toContain(
      'who: (:unkn); Another, One\nwhat: 50 %25%E2%80%A8of it\nwhen: 202003-20211130\n',
    );
  });

  test('of a part tell which identifier answers for it', async () => {
    const answer = await ask(`/${pid}/part.v2?info`);
    expect(answer.body).toContain(`where: ${pid}\nnote: Asked for ${pid}/part.v2,`);
    expect(answer.headers.get('link')).toContain(`<${system.url}/${pid}>; rel="describes"`);
  });

  test('of what is registered only are kept from search engines', async () => {
    const registered = await mint({ state: 'registered' });
    expect((await ask(`/${registered}?info`)).headers.get('x-robots-tag')).toBe('noindex');
    expect((await ask(`/${pid}?info`)).headers.has('x-robots-tag')).toBe(false);
  });

  test('of a DOI show the landing page, as ever', async () => {
    const doi = await mint({ shoulder: (await readShoulders(api)).doi });
    const answer = await ask(`/${doi}?info`);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.body).not.toContain('What is promised for it');
  });
});

describe('what an ARK has beyond its registered name', () => {
  let pid: string;
  beforeAll(async () => {
    pid = await mint();
  });
  const locate = async (path: string) => {
    const { status, headers } = await ask(path);
    return { status, location: headers.get('location') ?? null };
  };

  test('goes to the end of the target, as it was asked', async () => {
    expect(await locate(`/${pid}/data-set/part.v2`)).toEqual({
      status: 302,
      location: `${TARGET}/data-set/part.v2`,
    });
    expect(await locate(`/${pid}.v2`)).toEqual({ status: 302, location: `${TARGET}.v2` });
  });

  test('an ancestor ends before / or . only: a longer name is another one', async () => {
    for (const more of ['x', 'x/part', '$', '-x', '%2Fpart']) {
      expect(await locate(`/${pid}${more}`)).toEqual({ status: 404, location: null });
    }
  });

  test.each([
    ['.evil.example', 'https://example.org/.evil.example'],
    ['/@evil.example', 'https://example.org/@evil.example'],
    ['//evil.example', 'https://example.org/evil.example'],
    ['.x@evil.example', 'https://example.org/.x@evil.example'],
    ['.x:80@evil.example', null],
  ])('%s stays with the host of the target', async (suffix, location) => {
    const root = await mint({ target: 'https://example.org' });
    expect((await locate(`/${root}${suffix}`)).location).toBe(location);
  });

  test.each(['/../secret', '/%2e%2e/secret', '/a/..%2fb', '%2F..%2Fadmin'])(
    'no way out of the target (%s)',
    async (suffix) => {
      expect(await locate(`/${pid}${suffix}`)).toEqual({ status: 404, location: null });
    },
  );

  test('an ancestor that was withdrawn ends the search', async () => {
    const gone = await mint();
    await withdraw(gone, 'Lost in a fire.');
    const answer = await ask(`/${gone}/part?info`);
    expect(answer.status).toBe(410);
    expect(answer.body).toContain('note: Withdrawn on 2026-06-01. Lost in a fire.');
    expect(await locate(`/${gone}/part`)).toEqual({ status: 410, location: null });
  });

  test('an ancestor that is only reserved is none', async () => {
    const reserved = await mint({ state: 'reserved' });
    expect(await locate(`/${reserved}/part`)).toEqual({ status: 404, location: null });
  });

  test('of several ancestors the longest announced one counts, withdrawn or not; a reserved one does not', async () => {
    const base = await mint();
    await nameBelow(base, '/public', 'public', 'https://example.org/other');
    await nameBelow(base, '/gone', 'withdrawn', null);
    await nameBelow(base, '/reserved', 'reserved', 'https://example.org/secret');
    await nameBelow(base, '/public/v.1', 'public', 'https://example.org/variant');
    for (const [path, status, location] of [
      ['/public', 302, 'https://example.org/other'],
      ['/public/v', 302, 'https://example.org/other/v'],
      ['/public/v.1', 302, 'https://example.org/variant'],
      ['/public/v.1.pdf', 302, 'https://example.org/variant.pdf'],
      ['/public/v.12', 302, 'https://example.org/other/v.12'],
      ['/publication', 302, `${TARGET}/publication`],
      ['/gone', 410, null],
      ['/gone/part.v2', 410, null],
      ['/reserved', 302, `${TARGET}/reserved`],
      ['/reserved/part', 302, `${TARGET}/reserved/part`],
    ] as const) {
      expect([path, await locate(`/${base}${path}`)]).toEqual([path, { status, location }]);
    }
  });

  test('with a DOI it is another name', async () => {
    const doi = await mint({ shoulder: (await readShoulders(api)).doi });
    expect(await locate(`/${doi}/part`)).toEqual({ status: 404, location: null });
  });
});

describe('an ARK that is not here', () => {
  test('with a NAAN of others goes to the resolver of all ARKs, normalised, with its inflection', async () => {
    for (const [path, location] of [
      ['/ark:12148/btv1b8449691v', 'https://n2t.net/ark:12148/btv1b8449691v'],
      ['/ARK:/12148/btv1-b844-9691v/f29.', 'https://n2t.net/ark:12148/btv1b8449691v/f29'],
      ['/ark:12148/btv1b8449691v?', 'https://n2t.net/ark:12148/btv1b8449691v?'],
      ['/ark:12148/btv1b8449691v??', 'https://n2t.net/ark:12148/btv1b8449691v??'],
      ['/ark:12148/btv1b8449691v?info', 'https://n2t.net/ark:12148/btv1b8449691v?info'],
      ['/ark:12148/btv1b8449691v?a=b', 'https://n2t.net/ark:12148/btv1b8449691v'],
      ['/https://elsewhere.example/ark:/12148/x1', 'https://n2t.net/ark:12148/x1'],
      ['/ark:12148/x1@evil.example', 'https://n2t.net/ark:12148/x1@evil.example'],
    ] as const) {
      const answer = await ask(path);
      expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 302, location]);
    }
    expect((await ask('/ark:12148/x1/../../admin')).status).toBe(404);
  });

  test('with a NAAN of ours is ours to answer for', async () => {
    const answer = await ask('/ark:99999/x9nothing', BROWSER);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('n2t.net');
  });

  test('with a wrong check character is told from a name that was not given out', async () => {
    const pid = await mint();
    const last = pid.endsWith('0') ? '1' : '0';
    const mistyped = `${pid.slice(0, -1)}${last}`;
    const wrong = await ask(`/${mistyped}`, 'application/json');
    expect(wrong.status).toBe(404);
    expect(JSON.parse(wrong.body)).toMatchObject({
      type: `${system.url}/problems#wrong-check-character`,
      title: 'The check character does not fit',
    });
    expect((await ask(`/${mistyped}`, BROWSER)).body).toContain('does not fit the rest as a check character');
    expect((await ask(`/${mistyped}?info`)).body).toContain('note: Its last character does not fit');

    const right = await ask(`/${FREE}`, 'application/json');
    expect(JSON.parse(right.body)).toMatchObject({ type: `${system.url}/problems#not-found` });
  });

  test('is not doubted where the shoulder has no check character, or nothing is known of its names', async () => {
    await tellShoulder(system, { shoulder: 'x1', template: '.reeddd' });
    await tellShoulder(system, { shoulder: 'x2', template: null });
    for (const name of ['ark:99999/x1bc123', 'ark:99999/x2bc123', 'ark:99999/x3bc123']) {
      const page = await ask(`/${name}`, BROWSER);
      expect(page.body).not.toContain('check character');
    }
    expect((await ask('/ark:99999/x1', BROWSER)).body).toContain('may be cut short');
  });

  test('a reserved name looks exactly like one that nobody thought of', async () => {
    const reserved = await mint({ state: 'reserved', metadata: completeMetadata('A secret title') });
    for (const inflection of ['', '?', '??', '?info', '?format=ris', '/part', '/part?info']) {
      for (const accept of [undefined, BROWSER, 'application/json']) {
        const one = await ask(`/${reserved}${inflection}`, accept);
        const other = await ask(`/${FREE}${inflection}`, accept);
        expect(one.status).toBe(404);
        expect(one.body.replaceAll(reserved, 'NAME')).toBe(other.body.replaceAll(FREE, 'NAME'));
        const shown = (answer: RawAnswer) =>
          [...answer.headers].filter(([name]) => !/^(?:date|content-length)$/.test(name));
        expect(shown(one)).toEqual(shown(other));
      }
    }
  });

  test('its inflection describes the shoulder it would be under, and says that it is not here', async () => {
    const answer = await ask(`/${FREE}?info`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('thump-status')).toBe('0.6 404 Not Found');
    expect(answer.body).toBe(
      [
        'erc:',
        'who: (:unkn)',
        'what: (:unkn)',
        'when: (:unkn)',
        `where: ${FREE}`,
        'note: It is well formed, but nothing of that name has been announced here.',
        'erc-support:',
        'who: Example University',
        'what: Kept as long as the university exists; 100 %25 free of charge.%0AMoved things stay reachable.',
        'when: 20260504',
        `where: ${system.url}/ark:99999/fk4?info`,
        'note: Names that begin with ark:99999/fk4 (Test samples) are given out by Example University.',
        '',
      ].join('\n'),
    );
    expect((await ask('/ark:99999/fk4?info')).body).toContain('Names that begin with ark:99999/fk4');
  });

  test('its page says whose name it would be, and that no more are given out', async () => {
    await tellShoulder(system, { shoulder: 'z7', open: false, title: '<b>Cores</b>' });
    const page = (await ask('/ark:99999/z7abc', BROWSER)).body;
    expect(page).toContain('Names that begin with ark:99999/z7 (&lt;b&gt;Cores&lt;/b&gt;) are given out by');
    expect(page).toContain('No more are given out.');
  });

  test('the shoulder with the longest beginning counts', async () => {
    await tellShoulder(system, { shoulder: 'fk4bb', organisation: 'Another organisation', template: null });
    expect((await ask('/ark:99999/fk4bbx?info')).body).toContain('who: Another organisation');
    expect((await ask('/ark:99999/fk4bcx?info')).body).toContain('who: Example University');
  });
});

describe('a withdrawn ARK', () => {
  test('says so, in each form', async () => {
    const pid = await mint();
    await withdraw(pid, 'Mixed up\nwith another.');
    for (const inflection of ['?', '??', '?info']) {
      const answer = await ask(`/${pid}${inflection}`);
      expect(answer.status).toBe(410);
      expect(answer.headers.get('thump-status')).toBe('0.6 410 Gone');
      expect(answer.body).toContain(
        `where: ${pid}\nnote: Withdrawn on 2026-06-01. Mixed up%0Awith another.\n`,
      );
      expect(answer.body).not.toContain(TARGET);
    }
    expect((await ask(`/${pid}?info`, BROWSER)).body).toContain('Why it is no longer available');
  });
});

test('where ARKs resolve is told at /.well-known/ark', async () => {
  const answer = await ask('/.well-known/ark');
  expect(answer).toMatchObject({ status: 200, body: '/\n' });
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect((await ask('/.well-known/ark', undefined, 'HEAD')).status).toBe(200);
});
