import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CARBERRY, GARCIA, UNNAMED } from './orcid-caller.ts';
import { type Body, ITEMS, work } from './orcid-records.ts';
import { useRegistry } from './orcid-registry.ts';

const { call, control, tokenFor, add, own } = useRegistry();

describe('sections', () => {
  test.each(ITEMS)('an empty section of $kind has a path and no date', async ({ section }) => {
    const { status, json } = await own('GET', section);
    expect(status).toBe(200);
    expect(json).toMatchObject({ 'last-modified-date': null, path: `/${CARBERRY}/${section}` });
    expect(Object.values(json)).toContainEqual([]);
  });

  test('the section of works holds the date of its latest change, and summaries in the order of ORCID', async () => {
    await add(await tokenFor(), 'work', work('10.5555/one'));
    const { json } = await own('GET', 'works');
    expect(Object.keys(json)).toEqual(['last-modified-date', 'group', 'path']);
    expect(json['last-modified-date']).toEqual({ value: Date.parse('2026-11-21T10:00:00Z') });
    const [group] = json.group as Record<string, Body[]>[];
    expect(Object.keys(group ?? {})).toEqual(['last-modified-date', 'external-ids', 'work-summary']);
    expect(Object.keys(group?.['work-summary']?.[0] ?? {})).toEqual([
      'put-code',
      'created-date',
      'last-modified-date',
      'source',
      'title',
      'external-ids',
      'url',
      'type',
      'publication-date',
      'journal-title',
      'visibility',
      'path',
      'display-index',
    ]);
  });

  test('display-index is a text on activities and a number on facts about the person', async () => {
    const token = await tokenFor();
    await add(token, 'employment', ITEMS[1]?.item ?? {});
    await add(token, 'keywords', { content: 'psychoceramics' });
    expect((await own('GET', 'employments')).text).toContain('"display-index":"0"');
    expect((await own('GET', 'keywords')).text).toContain('"display-index":0');
  });

  test('/activities has the eleven sections in the order of ORCID, and is part of the record', async () => {
    for (const { path, item } of ITEMS.slice(0, 11)) await add(await tokenFor(), path, item);
    const activities = (await own('GET', 'activities')).json;
    expect(Object.keys(activities)).toEqual([
      'last-modified-date',
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
      'path',
    ]);
    expect((await own('GET', 'record')).json['activities-summary']).toEqual(activities);
    expect((await own('GET', 'record')).json).toEqual((await call('GET', `/v3.0/${CARBERRY}`)).json);
  });

  test('/person has names, facts and mail addresses, as far as the caller may see them', async () => {
    await control('POST', '/people', {
      orcid: GARCIA,
      name: 'Sofia Garcia',
      givenName: 'Sofia',
      familyName: 'Garcia',
      biography: 'Studies broken pots.',
      emails: [
        { email: 'sofia@example.org', visibility: 'limited', verified: true, primary: true },
        { email: 'private@example.org', visibility: 'private', verified: true, primary: false },
      ],
    });
    const read = async (path: string, scope?: string) =>
      (
        await call('GET', `/v3.0/${GARCIA}/${path}`, {
          token: scope === undefined ? undefined : await tokenFor(scope, GARCIA),
        })
      ).json;
    const person = await read('person');
    expect(Object.keys(person)).toEqual([
      'last-modified-date',
      'name',
      'other-names',
      'biography',
      'researcher-urls',
      'emails',
      'addresses',
      'keywords',
      'external-identifiers',
      'path',
    ]);
    expect(person).toMatchObject({
      name: { 'given-names': { value: 'Sofia' }, 'credit-name': { value: 'Sofia Garcia' } },
      biography: { content: 'Studies broken pots.' },
      emails: { email: [] },
    });
    const limited = await read('email', '/person/read-limited');
    expect(limited).toMatchObject({ email: [{ email: 'sofia@example.org', verified: true, primary: true }] });
    expect(JSON.stringify(await read('record', '/read-limited'))).not.toContain('private@example.org');
    expect(await read('biography')).toMatchObject({ path: `/${GARCIA}/biography` });
    const details = await read('personal-details');
    expect(Object.keys(details)).toEqual(['last-modified-date', 'name', 'other-names', 'biography', 'path']);
    expect((await call('GET', `/v3.0/${UNNAMED}/personal-details`)).json.name).toBeNull();
  });
});

const SAMPLES = new URL('../../../../shared/data/orcid/samples-3.0/write_samples/', import.meta.url);
const hasSamples = existsSync(SAMPLES);
const title = hasSamples ? '' : ' (skipped: the data folder with the samples is missing)';

describe.skipIf(!hasSamples)(`ORCID’s own samples${title}`, () => {
  const files = hasSamples ? readdirSync(SAMPLES).filter(isItem).sort() : [];

  test.each(files)('%s is taken and read back with all that it says', async (file) => {
    const text = readFileSync(new URL(file, SAMPLES), 'utf8');
    const path = ITEMS.find(({ kind }) => file.startsWith(kind))?.path ?? '';
    const token = await tokenFor();
    const format = file.endsWith('.xml') ? 'application/xml' : 'application/json';
    const created = await call('POST', `/v3.0/${CARBERRY}/${path}`, { body: text, token, type: format });
    expect([created.status, created.text]).toEqual([201, '']);
    const putCode = created.headers.get('location')?.split('/').at(-1);
    const read = await own('GET', `${path}/${putCode}`, token);
    expect(read.status).toBe(200);
    if (format === 'application/json') expect(read.json).toMatchObject(asKept(JSON.parse(text)) as object);
  });

  const WRAPPED = ['url', 'review-url', 'subject-url', 'external-id-url', 'subject-container-name'];

  function isItem(file: string): boolean {
    return !file.startsWith('bulk') && file !== 'peer-review-group-id.json';
  }

  /** A sample as the registry keeps it: texts that it wraps are wrapped, addresses of contributors' mail are gone. */
  function asKept(value: unknown, name = ''): unknown {
    if (Array.isArray(value)) return value.map((each) => asKept(each));
    if (WRAPPED.includes(name) && typeof value === 'string') return { value };
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([member]) => member !== 'contributor-email' && !member.startsWith('external-id-normalized'))
        .map(([member, each]) => [member, asKept(each, member)]),
    );
  }
});
