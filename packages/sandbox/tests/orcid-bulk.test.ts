import { describe, expect, test } from 'vitest';
import { CARBERRY, GARCIA } from './orcid-caller.ts';
import { sampleWork } from './orcid-records.ts';
import { JSON_TYPE, OTHER_MEMBER, useRegistry, XML_TYPE } from './orcid-registry.ts';
import { hasOrcidData, listSchemaProblems, readSamples, titleOf } from './orcid-samples.ts';

const { call, control, tokenFor } = useRegistry();
const WORKS = `/v3.0/${CARBERRY}/works`;

describe('many works at once', () => {
  test('each is answered in its place: with its put code, or with what is wrong', async () => {
    const token = await tokenFor();
    const untitled = { ...sampleWork('10.5072/b'), 'put-code': 7 };
    const bulk = [sampleWork('10.5072/a'), untitled, sampleWork('10.5072/A'), sampleWork('10.5072/c')];
    const answer = await call('POST', WORKS, { token, body: { bulk: bulk.map((work) => ({ work })) } });
    expect(answer.status).toBe(200);
    const [first, second, third, fourth] = answer.json.bulk;
    expect(first.work['external-ids']['external-id'][0]['external-id-value']).toBe('10.5072/a');
    expect(second.error).toMatchObject({ 'response-code': 400, 'error-code': 9024 });
    expect(third.error).toMatchObject({ 'response-code': 409, 'error-code': 9021 });
    expect(third.error['developer-message']).toContain(`put-code ${first.work['put-code']}`);
    expect(fourth.work['put-code']).toBeGreaterThan(first.work['put-code']);
  });

  test('a hundred are taken and a hundred and one are not', async () => {
    const token = await tokenFor();
    const bulk = Array.from({ length: 101 }, (_, index) => ({ work: sampleWork(`10.5072/n${index}`) }));
    const refused = await call('POST', WORKS, { token, body: { bulk } });
    expect([refused.status, refused.json['error-code']]).toEqual([400, 9006]);
    expect((await control('GET', `/records/${CARBERRY}`)).json.items).toHaveLength(0);
    const added = await call('POST', WORKS, { token, body: { bulk: bulk.slice(1) } });
    const putCodes: number[] = added.json.bulk.map(
      (each: { work: { 'put-code': number } }) => each.work['put-code'],
    );
    expect(putCodes).toHaveLength(100);

    const asked = [...putCodes].reverse();
    const read = await call('GET', `${WORKS}/${asked.join(',')}`, { token });
    expect(read.json.bulk.map((each: { work: { 'put-code': number } }) => each.work['put-code'])).toEqual(
      asked,
    );
    const tooMany = await call('GET', `${WORKS}/${asked.join(',')},1`, { token });
    expect([tooMany.status, tooMany.json['error-code']]).toEqual([400, 9042]);
  });

  test('what is not there or not to be seen is an error in its place', async () => {
    const token = await tokenFor();
    const own = await control('POST', `/records/${GARCIA}/items`, {
      kind: 'work',
      item: { ...sampleWork('10.5072/p'), visibility: 'private' },
    });
    const { putCode } = own.json;
    const other = await tokenFor('/read-limited', GARCIA, OTHER_MEMBER.id);
    const read = await call('GET', `/v3.0/${GARCIA}/works/${putCode},1,x`, { token: other });
    expect(read.json.bulk.map((each: { error: object }) => each.error)).toMatchObject([
      { 'error-code': 9013 },
      { 'error-code': 9016 },
      { 'error-code': 9034 },
    ]);
    expect((await call('GET', `${WORKS}/1`, { token: other })).status).toBe(401);
    expect((await call('POST', WORKS, { token: other, body: { bulk: [] } })).status).toBe(401);
    expect((await call('POST', WORKS, { body: { bulk: [] } })).status).toBe(403);
    expect((await call('POST', WORKS, { token, body: { works: [] } })).status).toBe(400);
  });
});

describe.skipIf(!hasOrcidData)(titleOf("ORCID's bulk samples"), () => {
  test.each(readSamples().filter(([file]) => file.startsWith('bulk')))('%s is taken', async (file, text) => {
    const token = await tokenFor();
    const type = file.endsWith('.xml') ? XML_TYPE : JSON_TYPE;
    const answer = await call('POST', WORKS, { token, body: text, type, accept: XML_TYPE });
    expect(answer.status).toBe(200);
    expect(listSchemaProblems(answer.text)).toEqual([]);
    const sent = text.match(/"work": *\{|<work:work>/g)?.length;
    const added = answer.text.match(/<work:work /g)?.length ?? 0;
    const refused = [...answer.text.matchAll(/<error:error-code>(\d+)/g)].map(([, code]) => code);
    expect(added + refused.length).toBe(sent);
    // One sample says of a chapter only what it is part of, which the registry refuses.
    expect(refused).toEqual(file === 'bulk-work-3.0.json' ? ['9023'] : []);
    expect((await control('GET', `/records/${CARBERRY}`)).json.items).toHaveLength(added);
  });
});
