import { describe, expect, test } from 'vitest';
import { CARBERRY } from './orcid-caller.ts';
import { sampleWork } from './orcid-records.ts';
import { JSON_TYPE, putCodeOf, useRegistry, XML_TYPE } from './orcid-registry.ts';
import { hasOrcidData, listSchemaProblems, listStatements, readSamples, titleOf } from './orcid-samples.ts';

const { baseUrl, call, control, tokenFor, clientToken } = useRegistry();

/** Where a sample belongs, by its root element or its file's name. */
const PATHS: readonly [RegExp, string][] = [
  [/^researcher-url/, 'researcher-urls'],
  [/^other-name/, 'other-names'],
  [/^keyword/, 'keywords'],
  [/^external-identifier/, 'external-identifiers'],
  [
    /^(address|distinction|education|employment|funding|invited-position|membership|peer-review|qualification|research-resource|service|work)/,
    '$1',
  ],
];

function pathOf(file: string): string {
  for (const [pattern, path] of PATHS) {
    const match = pattern.exec(file);
    if (match !== null) return path.replace('$1', match[1] ?? '');
  }
  throw new Error(`Nothing is known of ${file}.`);
}

const ITEM_SAMPLES = readSamples().filter(([file]) => !file.startsWith('bulk') && !file.includes('group-id'));

/** What the registry adds to an item, and what it never shows again. */
const ADDED =
  /(^|\/)(created-date|last-modified-date|source|external-id-normalized|external-id-normalized-error)(\/|=|@)/;
const ADDED_ATTRIBUTES = /^[\w-]+@(put-code|visibility|display-index|path)=/;
const NOT_KEPT = /\/contributor-email=/;

function statementsOf(xml: string): string[] {
  return listStatements(xml).filter(
    (line) => !ADDED.test(line) && !ADDED_ATTRIBUTES.test(line) && !NOT_KEPT.test(line),
  );
}

describe.skipIf(!hasOrcidData)(titleOf("ORCID's own samples"), () => {
  test.each(ITEM_SAMPLES)(
    '%s is added and read back with the same meaning in both formats',
    async (file, text) => {
      const token = await tokenFor();
      const path = `/v3.0/${CARBERRY}/${pathOf(file)}`;
      const isXml = file.endsWith('.xml');
      const added = await call('POST', path, { token, body: text, type: isXml ? XML_TYPE : JSON_TYPE });
      expect(added.text).toBe('');
      expect(added.status).toBe(201);

      const itemPath = `${path}/${putCodeOf(added)}`;
      const xml = await call('GET', itemPath, { token, accept: XML_TYPE });
      const json = await call('GET', itemPath, { token });
      expect(xml.headers.get('content-type')).toBe(`${XML_TYPE};charset=UTF-8`);
      expect(listSchemaProblems(xml.text)).toEqual([]);
      if (isXml) expect(statementsOf(xml.text)).toEqual(statementsOf(text));
      else expect(kept(json.json)).toEqual(kept(JSON.parse(text)));

      // What was read in one format is what the other one says: sent back, nothing changes.
      for (const [type, body] of [
        [XML_TYPE, xml.text],
        [JSON_TYPE, json.text],
      ] as const) {
        const put = await call('PUT', itemPath, { token, body, type });
        expect(put.status).toBe(200);
        expect(put.json).toEqual(json.json);
      }
    },
  );

  test('bulk works, groups, sections and whole records are valid against the XML Schemas', async () => {
    const token = await tokenFor();
    for (const [file, text] of ITEM_SAMPLES) {
      const type = file.endsWith('.xml') ? XML_TYPE : JSON_TYPE;
      await call('POST', `/v3.0/${CARBERRY}/${pathOf(file)}`, { token, body: text, type });
    }
    const groups = await clientToken('/group-id-record/update');
    await call('POST', '/v3.0/group-id-record', {
      token: groups,
      body: readSamples().find(([file]) => file.includes('group-id'))?.[1] ?? '',
    });
    const read = async (path: string, as = token) => {
      const answer = await call('GET', `/v3.0${path}`, { token: as, accept: XML_TYPE });
      expect([path, answer.status, listSchemaProblems(answer.text)]).toEqual([path, 200, []]);
      return answer.text;
    };
    for (const section of SECTIONS) await read(`/${CARBERRY}/${section}`);
    const record = await read(`/${CARBERRY}/record`);
    expect(record).toContain('<work:work-summary put-code=');
    expect(record).toContain('<employment:employment-summary put-code=');
    const [putCode = ''] = /work-summary put-code="(\d+)"/.exec(record)?.slice(1) ?? [];
    await read(`/${CARBERRY}/work/summary/${putCode}`);
    expect(await read(`/${CARBERRY}/works/${putCode},1`)).toContain('<error:response-code>404<');
    expect(await read('/group-id-record', groups)).toContain('<group-id:group-id>ringgold:355321<');
    expect(await read('/group-id-record?group-id=ringgold:355321', groups)).toContain('put-code=');
    expect(await read('/search?q=family-name:carberry')).toContain(CARBERRY);
    expect(await read('/expanded-search?q=family-name:carberry')).toContain('<expanded-search:family-names>');
  });
});

const SECTIONS = [
  'distinctions',
  'educations',
  'employments',
  'fundings',
  'invited-positions',
  'memberships',
  'peer-reviews',
  'qualifications',
  'research-resources',
  'services',
  'works',
  'activities',
  'researcher-urls',
  'other-names',
  'keywords',
  'external-identifiers',
  'address',
  'email',
  'personal-details',
  'person',
];

/** A message without nulls, empty lists and what the registry writes itself, with bare texts wrapped alike. */
function kept(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(kept);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value)
    .filter(([name]) => !SERVER_MEMBERS.has(name))
    .map(([name, member]): [string, unknown] => {
      const inner = kept(member);
      return [name, WRAPPED.has(name) && typeof inner === 'string' ? { value: inner } : inner];
    })
    .filter(([, member]) => member !== null && JSON.stringify(member) !== '{}');
  return Object.fromEntries(members.filter(([, member]) => !isEmpty(member)));
}

const isEmpty = (member: unknown) => Array.isArray(member) && member.length === 0;
const WRAPPED = new Set([
  'url',
  'external-id-url',
  'review-url',
  'subject-url',
  'subject-container-name',
  'subtitle',
]);
const SERVER_MEMBERS = new Set([
  'created-date',
  'last-modified-date',
  'source',
  'put-code',
  'path',
  'visibility',
  'display-index',
  'external-id-normalized',
  'external-id-normalized-error',
  'contributor-email',
]);

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<keyword:keyword xmlns:keyword="http://www.orcid.org/ns/keyword" xmlns:common="http://www.orcid.org/ns/common"';

describe('XML that is not a message', () => {
  test.each([
    ['an element that the schema does not know', `${HEAD}><keyword:word>x</keyword:word></keyword:keyword>`],
    ['an element of another namespace', `${HEAD}><common:content>x</common:content></keyword:keyword>`],
    [
      'an element twice',
      `${HEAD}><keyword:content>x</keyword:content><keyword:content>y</keyword:content></keyword:keyword>`,
    ],
    [
      'the wrong order',
      `${HEAD}><keyword:content>x</keyword:content><common:created-date>2020-01-01T00:00:00Z</common:created-date></keyword:keyword>`,
    ],
    ['nothing in it', `${HEAD}/>`],
    ['text between elements', `${HEAD}>loose<keyword:content>x</keyword:content></keyword:keyword>`],
    [
      'an attribute that the schema does not know',
      `${HEAD} colour="red"><keyword:content>x</keyword:content></keyword:keyword>`,
    ],
    [
      'a visibility that there is not',
      `${HEAD} visibility="secret"><keyword:content>x</keyword:content></keyword:keyword>`,
    ],
    [
      'a put code that is no number',
      `${HEAD} put-code="one"><keyword:content>x</keyword:content></keyword:keyword>`,
    ],
    [
      'a text that is too long',
      `${HEAD}><keyword:content>${'x'.repeat(256)}</keyword:content></keyword:keyword>`,
    ],
    ['another message', '<work:work xmlns:work="http://www.orcid.org/ns/work"/>'],
    ['no end', `${HEAD}><keyword:content>x`],
    ['nothing at all', ' '],
    [
      'a document type',
      `<!DOCTYPE x [<!ENTITY a "b">]>${HEAD.slice(38)}><keyword:content>&a;</keyword:content></keyword:keyword>`,
    ],
    [
      'an outside entity',
      `<?xml version="1.0"?><!-- c --><!DOCTYPE x SYSTEM "file:///etc/passwd">${HEAD.slice(38)}><keyword:content>x</keyword:content></keyword:keyword>`,
    ],
    ['an entity that nobody declared', `${HEAD}><keyword:content>&who;</keyword:content></keyword:keyword>`],
    ['a NUL character', `${HEAD}><keyword:content>a&#0;b</keyword:content></keyword:keyword>`],
  ])('%s is refused and nothing is stored', async (_title, body) => {
    const token = await tokenFor();
    const answer = await call('POST', `/v3.0/${CARBERRY}/keywords`, { token, body, type: XML_TYPE });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ 'response-code': 400, 'error-code': 9006 });
    expect((await control('GET', `/records/${CARBERRY}`)).json.items).toEqual([]);
  });

  test('what XML has no room for is left out of it, and the rest is escaped', async () => {
    const token = await tokenFor();
    const body = { content: `<b> & "quotes" ]]> 'ü' \u{1F9EA}` };
    const added = await call('POST', `/v3.0/${CARBERRY}/keywords`, { token, body });
    const path = `/v3.0/${CARBERRY}/keywords/${putCodeOf(added)}`;
    const xml = await call('GET', path, { token, accept: XML_TYPE });
    expect(xml.text).toContain('&lt;b&gt; &amp; "quotes" ]]&gt;');
    const put = await call('PUT', path, { token, body: xml.text, type: XML_TYPE });
    expect(put.json.content).toBe(body.content);
  });
});

describe('the format of an answer', () => {
  test.each([
    [null, 'application/vnd.orcid+xml'],
    ['*/*', 'application/vnd.orcid+xml'],
    ['application/*', 'application/vnd.orcid+xml'],
    ['application/json', 'application/json'],
    ['application/xml', 'application/xml'],
    ['application/orcid+json', 'application/orcid+json'],
    ['application/orcid+json, application/orcid+xml', 'application/orcid+xml'],
    ['application/vnd.orcid+xml;q=0.2, application/vnd.orcid+json', 'application/vnd.orcid+json'],
    ['text/html, application/json;q=0.9, */*;q=0.1', 'application/json'],
    ['application/vnd.orcid+xml;q=0, */*', 'application/vnd.orcid+json'],
  ])('Accept %s is answered with %s', async (accept, type) => {
    const headers: Record<string, string> = accept === null ? {} : { accept };
    // Bare, since fetch would send an Accept of its own.
    const { request } = await import('node:http');
    const got = await new Promise<string | undefined>((resolve, reject) => {
      const outgoing = request(`${baseUrl()}/v3.0/${CARBERRY}/works`, { headers }, (response) => {
        response.resume();
        resolve(response.headers['content-type']);
      });
      outgoing.on('error', reject).end();
    });
    expect(got).toBe(`${type};charset=UTF-8`);
  });

  test('an error comes in the format that was asked for', async () => {
    const xml = await call('GET', '/v3.0/0000-0003-0000-0002/works', { accept: XML_TYPE });
    expect(xml.status).toBe(404);
    expect(xml.text).toContain('<error:error-code>9016</error:error-code>');
    const json = await call('GET', '/v3.0/0000-0003-0000-0002/works');
    expect(json.json['error-code']).toBe(9016);
    if (hasOrcidData) expect(listSchemaProblems(xml.text)).toEqual([]);
  });

  test('a format that is not spoken is a 406 in JSON that says no type', async () => {
    const answer = await call('GET', `/v3.0/${CARBERRY}/works`, { accept: 'text/html' });
    expect(answer.status).toBe(406);
    expect(answer.headers.get('content-type')).toBeNull();
    expect(answer.json).toMatchObject({ 'response-code': 406, 'error-code': 9001 });
  });

  test('a body in a format that is not read is a 415', async () => {
    const token = await tokenFor();
    const body = JSON.stringify(sampleWork('10.5072/x'));
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/ld+json']) {
      const answer = await call('POST', `/v3.0/${CARBERRY}/work`, { token, body, type });
      expect([type, answer.status, answer.json['error-code']]).toEqual([type, 415, 9001]);
    }
  });
});
