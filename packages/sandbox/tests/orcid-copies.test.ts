import { describe, expect, test } from 'vitest';
import { CARBERRY } from './orcid-caller.ts';
import { type Body, EMPLOYMENT, externalId, FUNDING, ITEMS, PEER_REVIEW, work } from './orcid-records.ts';
import { OTHER_MEMBER, useRegistry } from './orcid-registry.ts';

const { tokenFor, add, own, control } = useRegistry();

function workWith(id: Body): Body {
  return work('', { 'external-ids': { 'external-id': [id] } });
}

describe('one source does not say the same thing twice', () => {
  test.each([
    ['a DOI in capitals', 'doi', '10.5555/ABC.1', '10.5555/abc.1'],
    ['a DOI as an address', 'doi', 'https://doi.org/10.5555/abc.1', '10.5555/abc.1'],
    ['a DOI as an old address', 'doi', 'http://dx.doi.org/10.5555/abc.1', 'doi:10.5555/abc.1'],
    ['an encoded DOI', 'doi', 'https://doi.org/10.5555%2Fabc.1', '10.5555/abc.1'],
    ['an ISSN without its hyphen', 'issn', '0000006X', '0000-006x'],
    ['an ISBN with hyphens', 'isbn', '978-3-16-148410-0', '9783161484100'],
    ['a PMID as an address', 'pmid', 'https://www.ncbi.nlm.nih.gov/pubmed/22791631', '22791631'],
    ['a PMID of Europe PMC', 'pmid', 'https://europepmc.org/abstract/med/22791631', 'PMID: 22791631'],
    [
      'a PMC id without its letters',
      'pmc',
      '3868463',
      'https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3868463/',
    ],
    ['an arXiv address', 'arxiv', 'https://arxiv.org/abs/1802.05783v1', 'arXiv:1802.05783v1'],
    ['an old arXiv id', 'arxiv', 'hep-th/9901001', 'http://arxiv.org/pdf/hep-th/9901001.pdf'],
    [
      'a bibcode as an address',
      'bibcode',
      'http://adsabs.harvard.edu/abs/1998PhRvD..58e5001A',
      '1998PhRvD..58e5001A',
    ],
    ['an address with another scheme', 'uri', 'https://example.org/a/', 'http://example.org/a'],
  ])('%s is known again: 409 with 9021 and the put code', async (_what, type, first, second) => {
    const token = await tokenFor();
    const putCode = await add(token, 'work', workWith(externalId(first, type)));
    const copy = await own('POST', 'work', token, workWith(externalId(second, type)));
    expect([copy.status, copy.json['error-code']]).toEqual([409, 9021]);
    expect(copy.json['developer-message']).toContain(`see element with put-code ${putCode}.`);
  });

  test.each([
    ['another identifier', externalId('10.5555/two')],
    ['another type of identifier', externalId('10.5555/one', 'other-id')],
  ])('%s is another work', async (_what, id) => {
    const token = await tokenFor();
    await add(token, 'work', work('10.5555/one'));
    expect((await own('POST', 'work', token, workWith(id))).status).toBe(201);
  });

  test('what both are only part of makes no copy', async () => {
    const token = await tokenFor();
    const chapter = (doi: string) =>
      work('', {
        'external-ids': { 'external-id': [externalId(doi), externalId('9783161484100', 'isbn', 'part-of')] },
      });
    await add(token, 'work', chapter('10.5555/chapter.1'));
    expect((await own('POST', 'work', token, chapter('10.5555/chapter.2'))).status).toBe(201);
  });

  test('a PUT that makes an item a copy of another is 409 too, of itself not', async () => {
    const token = await tokenFor();
    await add(token, 'work', work('10.5555/one'));
    const putCode = await add(token, 'work', work('10.5555/two'));
    const put = (doi: string, title: string) =>
      own(
        'PUT',
        `work/${putCode}`,
        token,
        work(doi, { 'put-code': putCode, title: { title: { value: title } } }),
      );
    expect((await put('10.5555/one', 'A title')).json['error-code']).toBe(9021);
    expect((await put('10.5555/two', 'Another title')).status).toBe(200);
  });

  test('identifiers of grants are compared as they are written', async () => {
    const token = await tokenFor();
    const grant = (id: string) => ({ ...FUNDING, 'external-ids': { 'external-id': [externalId(id)] } });
    await add(token, 'funding', grant('10.5555/abc'));
    expect((await own('POST', 'funding', token, grant('10.5555/ABC'))).status).toBe(201);
    expect((await own('POST', 'funding', token, grant('10.5555/abc'))).json['error-code']).toBe(9021);
  });

  test.each(ITEMS.filter(({ kind }) => ['funding', 'peer-review', 'research-resource'].includes(kind)))(
    'a second $kind with the same identifier is 409 with 9021',
    async ({ path, item }) => {
      const token = await tokenFor();
      await add(token, path, item);
      expect((await own('POST', path, token, item)).json['error-code']).toBe(9021);
    },
  );

  test('affiliations are copies by their identifier only: two jobs at one place are two', async () => {
    const token = await tokenFor();
    const job = { ...EMPLOYMENT, 'external-ids': { 'external-id': [externalId('E-1', 'source-work-id')] } };
    await add(token, 'employment', EMPLOYMENT);
    await add(token, 'employment', EMPLOYMENT);
    await add(token, 'employment', job);
    expect((await own('POST', 'employment', token, job)).json['error-code']).toBe(9021);
  });

  test.each(ITEMS.slice(11))('the same $kind twice is 409 with 9030', async ({ kind, path, item }) => {
    const token = await tokenFor();
    await add(token, path, item);
    const copy = await own('POST', path, token, item);
    expect([copy.status, copy.json['error-code']]).toEqual([409, 9030]);
    expect(copy.json['developer-message']).toContain(`of type '${kind}' is duplicated`);
  });
});

describe('what several sources say is shown as a group', () => {
  test('works with the same DOI make one group, whoever added them', async () => {
    await add(await tokenFor(), 'work', work('10.5555/ONE'));
    await add(
      await tokenFor(undefined, CARBERRY, OTHER_MEMBER.id),
      'work',
      work('https://doi.org/10.5555/one'),
    );
    await control('POST', `/records/${CARBERRY}/items`, { kind: 'work', item: work('10.5555/two') });
    const groups = (await own('GET', 'works')).json.group as Record<string, Body[]>[];
    expect(groups.map((group) => group['work-summary']?.length)).toEqual([2, 1]);
    expect(groups[0]?.['external-ids']).toMatchObject({
      'external-id': [{ 'external-id-normalized': { value: '10.5555/one', transient: true } }],
    });
  });

  test('two groups become one when a third work has the identifiers of both', async () => {
    const token = await tokenFor();
    await add(token, 'work', work('10.5555/one'));
    await add(token, 'work', work('10.5555/two'));
    const both = [externalId('10.5555/one'), externalId('10.5555/two')];
    const other = await tokenFor(undefined, CARBERRY, OTHER_MEMBER.id);
    await add(other, 'work', work('', { 'external-ids': { 'external-id': both } }));
    expect((await own('GET', 'works')).json.group).toHaveLength(1);
  });

  test('affiliations without identifiers stay apart; with a shared one they group', async () => {
    const token = await tokenFor();
    const other = await tokenFor(undefined, CARBERRY, OTHER_MEMBER.id);
    const job = { ...EMPLOYMENT, 'external-ids': { 'external-id': [externalId('E-1', 'source-work-id')] } };
    await add(token, 'employment', EMPLOYMENT);
    await add(other, 'employment', EMPLOYMENT);
    expect((await own('GET', 'employments')).json['affiliation-group']).toHaveLength(2);
    await add(token, 'employment', job);
    await add(other, 'employment', job);
    const groups = (await own('GET', 'employments')).json['affiliation-group'] as Record<string, Body[]>[];
    expect(groups.map((group) => group.summaries?.length)).toEqual([1, 1, 2]);
    expect(Object.keys(groups[2]?.summaries?.[0] ?? {})).toEqual(['employment-summary']);
  });

  test('peer reviews are grouped by their group, then by their identifiers', async () => {
    const token = await tokenFor();
    const review = (id: string, groupId: string) => ({
      ...PEER_REVIEW,
      'review-group-id': groupId,
      'review-identifiers': { 'external-id': [externalId(id, 'source-work-id')] },
    });
    await add(token, 'peer-review', review('R-1', 'issn:1741-4857'));
    await add(token, 'peer-review', review('R-2', 'issn:1741-4857'));
    await add(token, 'peer-review', review('R-3', 'issn:2049-3630'));
    const { json } = await own('GET', 'peer-reviews');
    expect(json.group).toMatchObject([
      {
        'external-ids': {
          'external-id': [{ 'external-id-type': 'peer-review', 'external-id-value': 'issn:1741-4857' }],
        },
        'peer-review-group': [
          { 'peer-review-summary': [{ 'review-group-id': 'issn:1741-4857' }] },
          { 'peer-review-summary': [{}] },
        ],
      },
      {
        'peer-review-group': [
          { 'peer-review-summary': [{ 'completion-date': { year: { value: '2026' } } }] },
        ],
      },
    ]);
  });
});
