import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemFromXml, itemKinds, itemToXml, messageFromXml, messageToXml, readItem } from '../src/index.ts';
import { messageShapes } from '../src/messages/message-shapes.ts';
import { arbitraryMessage } from './arbitrary-message.ts';
import {
  hasOrcidData,
  listJsonStatements,
  listViolations,
  listXmlStatements,
  readSamples,
  titleOf,
} from './orcid-data.ts';

/** The message that a file of samples holds, by its name. */
function nameOf(file: string): string {
  if (file.startsWith('bulk')) return 'bulk:bulk';
  if (file.includes('group-id')) return 'group-id:group-id-record';
  const kind = itemKinds.find((each) => file.startsWith(each));
  if (kind === undefined) throw new Error(`no kind for ${file}`);
  return `${kind}:${kind}`;
}

describe.skipIf(!hasOrcidData)(titleOf('samples of ORCID'), () => {
  test('are there in both formats', () => {
    expect(readSamples('.xml').length).toBeGreaterThan(15);
    expect(readSamples('.json').length).toBeGreaterThan(20);
  });

  test.each(readSamples('.xml'))('%s says the same after it was read and written', (file, xml) => {
    const read = messageFromXml(xml);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(read.name).toBe(nameOf(file));
    const written = messageToXml(read.name, read.message);
    expect(listXmlStatements(written)).toEqual(listXmlStatements(xml));
    expect(listViolations(read.name, written)).toEqual([]);
  });

  test.each(readSamples('.xml'))('%s says the same as JSON', (_file, xml) => {
    const read = messageFromXml(xml);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const again = messageToXml(read.name, JSON.parse(JSON.stringify(read.message)));
    expect(listXmlStatements(again)).toEqual(listXmlStatements(xml));
  });

  test.each(readSamples('.json'))('%s says the same as XML, which is valid', (file, text) => {
    const json = JSON.parse(text);
    const name = nameOf(file);
    const xml = messageToXml(name, json);
    expect(listViolations(name, xml)).toEqual([]);
    const read = messageFromXml(xml);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(listJsonStatements(read.message)).toEqual(listJsonStatements(json));
  });

  test.each(readSamples('.json').filter(([file]) => !/^bulk|group-id/.test(file)))(
    '%s says the same after it was read as JSON, and then reads the same again',
    (file, text) => {
      const json = JSON.parse(text);
      const kind = itemKinds.find((each) => file.startsWith(each)) ?? 'work';
      const read = readItem(kind, json);
      if (!read.ok) throw new Error(JSON.stringify(read.problems));
      expect(listJsonStatements(read.item)).toEqual(listJsonStatements(json));
      expect(readItem(kind, read.item)).toEqual(read);
    },
  );
});

describe('a message', () => {
  test.each([...messageShapes])('%s comes back from XML as it went in', (name, shape) => {
    fc.assert(
      fc.property(arbitraryMessage(shape, 'some'), (message) => {
        expect(messageFromXml(messageToXml(name, message))).toEqual({ ok: true, name, message });
      }),
      { numRuns: 25 },
    );
  });

  // What a client reads of notices is described by an older schema than what it sends.
  const described = [...messageShapes].filter(([name]) => !name.startsWith('notification:'));
  test.skipIf(!hasOrcidData).each(described)(titleOf('%s is valid XML whatever it says'), (name, shape) => {
    const isItem = itemKinds.some((kind) => name === `${kind}:${kind}`);
    fc.assert(
      fc.property(arbitraryMessage(shape, isItem ? 'some' : 'all'), (message) => {
        expect(listViolations(name, messageToXml(name, message))).toEqual([]);
      }),
      { numRuns: isItem ? 15 : 2, endOnFailure: !isItem },
    );
  });

  test.skipIf(!hasOrcidData)(titleOf('that asks for permission is valid XML'), () => {
    const xml = messageToXml('notification:notification', {
      'notification-type': 'PERMISSION',
      'authorization-url': {
        uri: 'https://sandbox.orcid.org/oauth/authorize?client_id=APP-0000000000000001',
      },
      'notification-subject': 'Your sample',
      'notification-intro': 'The museum would like to add a sample to your record.',
      items: {
        item: [
          {
            'item-type': 'PEER_REVIEW',
            'item-name': 'Granite of Säntis',
            'external-id': {
              'external-id-type': 'doi',
              'external-id-value': '10.5072/granite',
              'external-id-url': { value: 'https://doi.org/10.5072/granite' },
              'external-id-relationship': 'self',
            },
          },
        ],
      },
    });
    expect(listViolations('notification:notification', xml)).toEqual([]);
    expect(xml).toContain('<notification:item-type>peer-review</notification:item-type>');
  });

  test('of an item knows its kind', () => {
    const xml = itemToXml('keyword', { content: 'petrology', 'put-code': 7, visibility: 'public' });
    expect(itemFromXml(xml)).toEqual({
      ok: true,
      kind: 'keyword',
      item: { 'put-code': 7, visibility: 'public', content: 'petrology' },
    });
  });

  test('with something that ORCID does not know is not written', () => {
    expect(() => itemToXml('keyword', { content: 'x', colour: 'red' } as object)).toThrow(
      '"colour" is nothing that ORCID knows here; leave it out. (/colour)',
    );
    expect(() => itemToXml('work', { title: 'A title' } as object)).toThrow('"title" must be an object');
    expect(() => messageToXml('cat:cat', {})).toThrow('knows no message "cat:cat"');
  });

  test('with a dateTime of any zone is the same moment', () => {
    const read = (dateTime: string) =>
      messageFromXml(
        `<keyword:keyword xmlns:keyword="http://www.orcid.org/ns/keyword" xmlns:common="http://www.orcid.org/ns/common"><common:created-date>${dateTime}</common:created-date><keyword:content>x</keyword:content></keyword:keyword>`,
      );
    const expected = { message: { 'created-date': { value: Date.UTC(2026, 10, 22, 1, 2, 3) } } };
    expect(read('2026-11-22T01:02:03Z')).toMatchObject(expected);
    expect(read('2026-11-22T02:02:03.000+01:00')).toMatchObject(expected);
    expect(read('2026-11-22T01:02:03')).toMatchObject(expected);
    expect(read('yesterday')).toEqual({
      ok: false,
      problems: [{ detail: '<created-date> must hold a date and time.', line: 1 }],
    });
  });
});

describe('hostile XML', () => {
  const work = (inside: string) =>
    `<work:work xmlns:work="http://www.orcid.org/ns/work">${inside}</work:work>`;

  test.each([
    ['a DTD', '<!DOCTYPE work:work><a/>', 'has a DOCTYPE'],
    [
      'entities that multiply',
      `<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${work('&b;')}`,
      'has a DOCTYPE',
    ],
    [
      'a file of this machine',
      `<!-- x --><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${work('&f;')}`,
      'has a DOCTYPE',
    ],
    ['an entity that nobody defined', work('<work:type>&f;</work:type>'), 'not well formed'],
    ['elements beyond any depth', work('<a>'.repeat(60) + '</a>'.repeat(60)), 'more than 40 deep'],
    ['elements beyond all depth', work('<a>'.repeat(100_000)), 'not well formed'],
    ['a control character', work('<work:type>\u0001</work:type>'), 'not well formed'],
    ['a NUL', work('<work:type>\u0000</work:type>'), 'not well formed'],
    ['no XML at all', '{"title": null}', 'not well formed'],
    ['nothing', '', 'not well formed'],
    ['something else', '<html xmlns="http://www.w3.org/1999/xhtml"/>', 'is no message of ORCID'],
    ['a work of another version', '<work:work xmlns:work="urn:other"/>', 'is no message of ORCID'],
    ['two types', work('<work:type>book</work:type><work:type>test</work:type>'), '<type> stands here twice'],
    [
      'a put code that is none',
      '<work:work xmlns:work="http://www.orcid.org/ns/work" put-code="1e99"/>',
      'must hold a whole number',
    ],
  ])('with %s is refused with a sentence', (_what, xml, sentence) => {
    const read = itemFromXml(xml);
    expect(read).toMatchObject({ ok: false });
    expect(JSON.stringify(read)).toContain(sentence);
  });

  test('of 65 MiB is refused before it is parsed', () => {
    const huge = work(`<work:type>${'x'.repeat(65 * 1024 * 1024)}</work:type>`);
    expect(messageFromXml(huge)).toMatchObject({
      ok: false,
      problems: [{ detail: expect.stringContaining('larger than 67108864 bytes') }],
    });
  });

  test('any text whatever gives an answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = messageFromXml(work(text));
        if (!read.ok) expect(read.problems[0]?.detail).toMatch(/\.$|:/);
      }),
    );
  });
});
