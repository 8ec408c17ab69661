import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorTable } from '../src/errors.ts';
import { type Api, completeMetadata, createApi, type PidBody, readShoulders } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let api: Api;
let shoulders: { doi: string; ark: string };

beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, (await signIn(system)).token);
  shoulders = await readShoulders(api);
});
afterAll(() => system?.close());

async function mint(metadata: Record<string, unknown>, target: string | null = null): Promise<PidBody> {
  const answer = await api.post<PidBody>('/pids', {
    shoulder: shoulders.doi,
    state: 'public',
    target,
    metadata,
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

async function readPage(path: string): Promise<{ status: number; headers: Headers; page: string }> {
  const response = await fetch(`${system.url}${path}`, {
    headers: { accept: 'text/html' },
    redirect: 'manual',
  });
  return { status: response.status, headers: response.headers, page: await response.text() };
}

function jsonLdOf(page: string): Record<string, unknown> {
  const text = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1];
  return JSON.parse(text ?? 'null') as Record<string, unknown>;
}

function person(name: string, orcid: string): Record<string, unknown> {
  return {
    name,
    nameType: 'Personal',
    nameIdentifiers: [{ nameIdentifier: orcid, nameIdentifierScheme: 'ORCID' }],
  };
}

describe('the landing page', () => {
  test('shows the citation, the DOI as a web address, and what the link checker of DataCite looks for', async () => {
    const { pid } = await mint(completeMetadata());
    const { status, page } = await readPage(`/${pid}`);
    expect(status).toBe(200);
    expect(page).toContain(
      'Carberry, Josiah (2026): Water samples of one spring. Example University. (Dataset).',
    );
    expect(page).toContain(`<a href="https://doi.org/${pid}">https://doi.org/${pid}</a>`);
    expect(page).toContain(`<meta name="DC.identifier" content="https://doi.org/${pid}">`);
    expect(page).toContain(`<meta name="citation_doi" content="${pid}">`);
    expect(jsonLdOf(page)).toMatchObject({ '@type': 'Dataset', '@id': `https://doi.org/${pid}` });
  });

  test('is signposted in its Link header as in its head', async () => {
    const { pid } = await mint(
      {
        ...completeMetadata(),
        rightsList: [{ rights: 'CC BY 4.0', rightsUri: 'https://creativecommons.org/licenses/by/4.0/' }],
      },
      'https://example.org/data',
    );
    const { headers, page } = await readPage(`/${pid}?info`);
    const local = `${system.url}/${pid}`;
    const orcid = `${system.orcid.url}/${JOSIAH}`;
    const expected: [string, string][] = [
      ['cite-as', `https://doi.org/${pid}`],
      ['canonical', `${local}?info`],
      ['type', 'https://schema.org/AboutPage'],
      ['type', 'https://schema.org/Dataset'],
      ['item', 'https://example.org/data'],
      ['describedby', `${local}?format=datacite-json`],
      ['license', 'https://creativecommons.org/licenses/by/4.0/'],
      ['author', orcid],
    ];
    const link = headers.get('link') ?? '';
    for (const [rel, href] of expected) {
      expect(link).toContain(`<${href}>; rel="${rel}"`);
      expect(page).toContain(`<link rel="${rel}" href="${href}"`);
    }
    expect(page).toContain('<a class="button" href="https://example.org/data">Go to the resource</a>');
  });

  test('every format it links to is there', async () => {
    const { pid } = await mint(completeMetadata());
    const { page } = await readPage(`/${pid}`);
    const formats = [...page.matchAll(/<li><a href="([^"]+\?format=[a-z-]+)"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(formats).toHaveLength(7);
    for (const format of formats) expect((await fetch(format)).status).toBe(200);
  });

  test('tells an authenticated ORCID iD from one that was only typed in', async () => {
    const { pid } = await mint({
      ...completeMetadata(),
      creators: [person('Carberry, Josiah', JOSIAH), person('Haak, Laure', LAURE)],
    });
    const { page, headers } = await readPage(`/${pid}`);
    const authenticated = `${system.orcid.url}/${JOSIAH}`;
    expect(page).toMatch(
      new RegExp(`<a href="${authenticated}" aria-label="View ORCID record">.*${authenticated}</a></span>`),
    );
    expect(page).toMatch(new RegExp(`https://orcid.org/${LAURE}</a> \\(unauthenticated\\)`));
    expect(headers.get('link')).not.toContain(LAURE);
    expect(JSON.stringify(jsonLdOf(page))).not.toContain(LAURE);
    const shared = await (await fetch(`${system.url}/${pid}?format=datacite-json`)).text();
    expect(shared).toContain(JOSIAH);
    expect(shared).toContain('Haak, Laure');
    expect(shared).not.toContain(LAURE);

    await signIn(system, LAURE);
    await system.drain();
    const later = await readPage(`/${pid}`);
    expect(later.page).toContain(`href="${system.orcid.url}/${LAURE}"`);
    expect(later.page).not.toContain('(unauthenticated)');
  });

  test('shows markup in a description as text, in the page and in its data block', async () => {
    const attack = '</script><script>alert(1)</script><img src=x onerror=alert(1)>"\'&';
    const { pid } = await mint({
      ...completeMetadata('Quotes " and \' & signs < >'),
      descriptions: [{ description: attack, descriptionType: 'Abstract' }],
      subjects: [{ subject: attack }],
    });
    const { page, headers } = await readPage(`/${pid}`);
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<img src=x');
    expect(jsonLdOf(page).description).toBe(attack);
    expect(headers.get('content-security-policy')).not.toContain('unsafe-inline');
  });

  test('links only to web addresses', async () => {
    const { pid } = await mint({
      ...completeMetadata(),
      rightsList: [{ rights: 'Rights', rightsUri: 'javascript:alert(1)' }],
      subjects: [{ subject: 'Subject', valueUri: 'data:text/html,x' }],
      relatedIdentifiers: [
        { relatedIdentifier: '10.5072/other', relatedIdentifierType: 'DOI', relationType: 'IsSupplementTo' },
      ],
    });
    const { page, headers } = await readPage(`/${pid}`);
    expect(page).toContain('<a href="https://doi.org/10.5072/other">10.5072/other</a>');
    expect(page).toContain('Is supplement to');
    expect(page).not.toMatch(/href="(?:javascript|data):/);
    expect(headers.get('link')).not.toContain('javascript');
  });

  test('a record with two thousand authors still has a page, with headers that any proxy takes', async () => {
    const creators = Array.from({ length: 2000 }, (_, index) => ({
      name: `Author ${index}`,
      nameType: 'Personal',
    }));
    const { pid } = await mint({ ...completeMetadata(), creators });
    const { status, headers, page } = await readPage(`/${pid}`);
    expect(status).toBe(200);
    expect(page).toContain('Author 1999');
    expect((headers.get('link') ?? '').length).toBeLessThan(8192);
  });

  test('an ARK is cited at this service', async () => {
    const { body } = await api.post<PidBody>('/pids', {
      shoulder: shoulders.ark,
      state: 'public',
      metadata: completeMetadata(),
    });
    const { page } = await readPage(`/${body.pid}`);
    expect(page).toContain(`(Dataset). <a href="${system.url}/${body.pid}">${system.url}/${body.pid}</a>`);
    expect(page).not.toContain('citation_doi');
  });
});

describe('the pages about the service', () => {
  test('the start page says what ORCID is, lets one sign in, and warns of stand-ins', async () => {
    const { status, page } = await readPage('/');
    expect(status).toBe(200);
    expect(page).toContain('href="/auth/orcid/login">Sign in with ORCID');
    expect(page).toContain('href="https://orcid.org/"');
    expect(page).toContain('stand-ins of ORCID and DataCite');
    expect(page).toContain('action="/resolve"');
  });

  test.each([
    ['10.5072/ABC', '/10.5072/abc?info'],
    [' https://doi.org/10.5072/abc ', '/10.5072/abc?info'],
    ['ark:/99999/fk4-4w2s', '/ark:99999/fk44w2s?info'],
    ['10.5072/a?b#c', '/10.5072/a%3Fb%23c?info'],
    ['nothing of the kind', '/nothing%20of%20the%20kind?info'],
    ['//example.org', '/%2F%2Fexample.org?info'],
    ['', '/'],
  ])('looking up “%s” leads to %s', async (typed, path) => {
    const { status, headers } = await readPage(`/resolve?id=${encodeURIComponent(typed)}`);
    expect(status).toBe(303);
    expect(headers.get('location')).toBe(path);
  });

  test('every refusal is explained at the address its type names', async () => {
    const { page } = await readPage('/problems');
    for (const [code, { status, title }] of Object.entries(errorTable)) {
      expect(page).toContain(`id="${code}"`);
      expect(page).toContain(`${status}</span> ${title}`);
    }
  });

  test('the console page leads to the tokens', async () => {
    const { status, page } = await readPage('/app');
    expect(status).toBe(200);
    expect(page).toContain('href="/app/tokens"');
  });

  test('the console page asks strangers to sign in, and tells others as whom they are signed in', async () => {
    const stranger = await readPage('/app');
    expect(stranger.page).toContain('Sign in with ORCID');
    expect(stranger.page).toContain('Three steps');
    for (const absent of ['signed in as', 'Sign out', JOSIAH]) expect(stranger.page).not.toContain(absent);
    const laure = openBrowser(system);
    await laure.signIn(LAURE);
    const { status, body } = await laure.open('/app');
    expect(status).toBe(200);
    expect(body).toContain('You are signed in as <strong>Laure Haak</strong>');
    expect(body).toContain(LAURE);
    expect(body).toContain('Two steps');
    expect(body).not.toContain('Sign in with ORCID');
    expect((await laure.send('/auth/logout', {})).status).toBe(303);
    expect((await laure.open('/app')).body).toContain('Sign in with ORCID');
  });

  test('browsers and search engines find what they ask every site for', async () => {
    const icon = await readPage('/favicon.svg');
    expect(icon.headers.get('content-type')).toContain('image/svg+xml');
    const robots = await readPage('/robots.txt');
    expect(robots.page).toContain('Disallow: /api/');
    expect((await readPage('/assets/mintmark.css')).status).toBe(200);
  });
});
