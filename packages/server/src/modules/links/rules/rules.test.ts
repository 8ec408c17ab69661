import { describe, expect, test } from 'vitest';
import { readLanguage } from './language.ts';
import { readMediaType } from './media-type.ts';
import { readInstant } from './read-link.ts';
import { checkTarget } from './target.ts';

const rules = { allowPrivate: false, publicUrl: 'https://pid.example.org' };
const values = () =>
  new Map([
    ['01', '09506000134352'],
    ['gtin', '09506000134352'],
    ['21', undefined],
    ['serial', undefined],
  ]);

describe('a target', () => {
  test.each([
    'https://example.org/',
    'http://example.org:8080/a?b=c#d',
    'HTTPS://example.org/Crème',
    'https://8.8.8.8/',
    'https://[2606:4700:4700::1111]/',
    'https://xn--bcher-kva.example.org/',
    'https://example.org/{gtin}',
    'https://example.org/{01}/{21}',
    'https://example.org/{gtin:3}{?serial}',
    'https://example.org{/gtin,serial}',
    'https://example.org{?gtin,serial}',
    'https://example.org{#gtin}',
    'https://pid.example.org/ark:99999/fk44w2s',
  ])('may be %s', (target) => {
    expect(checkTarget(target, values, rules)).toEqual([]);
  });

  test.each([
    ['', 'https://'],
    ['ftp://example.org/', 'https://'],
    ['javascript:alert(1)', 'https://'],
    ['//example.org/', 'https://'],
    ['/core', 'https://'],
    ['https://exa mple.org/', 'spaces'],
    ['https://example.org/a\tb', 'control'],
    ['https://example.org/<b>', 'percent-encoded'],
    ['https://example.org\\@evil.example/', 'percent-encoded'],
    ['https://example.org/%zz', 'hexadecimal'],
    ['https://user@example.org/', 'name or password'],
    ['https://user:secret@example.org/', 'name or password'],
    ['https://:@example.org/', 'name or password'],
    ['https://example.org:99999/', 'no address that can be opened'],
    [`https://example.org/${'a'.repeat(2048)}`, '2048'],
    ['https://example.org/{lot}', 'no variable lot'],
    ['https://example.org/{gtin', 'braces'],
    ['https://example.org/gtin}', 'braces'],
    ['https://example.org/{{gtin}}', 'braces'],
    ['https://example.org/{}', 'RFC 6570'],
    ['https://example.org/{=gtin}', 'RFC 6570'],
    ['https://example.org/{gtin:0}', 'RFC 6570'],
    ['https://{gtin}.example.org/', 'after the host'],
    ['https://{+gtin}/', 'after the host'],
    ['https://example.org{gtin}/', 'after the host'],
    ['https://example.org{.gtin}/', 'after the host'],
    ['https://example.org:{21}/', 'after the host'],
    ['https://example.org/a/../{gtin}', 'out of its folder'],
    ['https://example.org{/serial}.example.com/', 'part of the host'],
    ['https://example.org{?gtin}{&serial}@example.com/', 'part of the host'],
    ['{+gtin}', 'https://'],
  ])('may not be %s', (target, why) => {
    expect(checkTarget(target, values, rules).join(' ')).toContain(why);
  });

  test.each([
    'localhost',
    'localhost.',
    'db.localhost',
    'printer.local',
    'vault.internal',
    'router.home.arpa',
    'intranet',
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '017700000001',
    '0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '１２７.0.0.1',
    '[::]',
    '[::1]',
    '[::ffff:10.0.0.1]',
    '[::ffff:a00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::a00:1]',
    '[2002:a00:1::]',
    '[fe80::1]',
    '[fec0::1]',
    '[fd00::1]',
    '[ff02::1]',
    '[2001:db8::1]',
  ])('may not be at %s, unless the operator allows it', (host) => {
    const target = `http://${host}/latest`;
    expect(checkTarget(target, values, rules).join(' ')).toContain('private or special');
    expect(checkTarget(target, values, { ...rules, allowPrivate: true })).toEqual([]);
  });

  test('tells all that is wrong with a template at once', () => {
    expect(checkTarget('https://{gtin}.example.org/{lot}/{batch}', values, rules)).toHaveLength(3);
  });

  test('of a handler is no template', () => {
    expect(checkTarget('https://example.org/{gtin}', null, rules).join()).toContain('no templates');
  });
});

describe('a language', () => {
  test.each([
    ['en', 'en'],
    ['EN-us', 'en-US'],
    ['es-419', 'es-419'],
    ['ZH-hans-cn', 'zh-Hans-CN'],
    ['und', 'und'],
    ['de-1996', 'de-1996'],
    ['DE-de-U-co-PHONEBK', 'de-DE-u-co-phonebk'],
    [' fr ', 'fr'],
  ])('%s is %s', (text, expected) => {
    expect(readLanguage(text)).toBe(expected);
  });

  test.each([
    '',
    'e',
    'english',
    'en_US',
    'en-',
    '-en',
    'en--us',
    '*',
    'en us',
    'en;q=1',
    `en-${'a'.repeat(60)}`,
  ])('“%s” is none', (text) => {
    expect(readLanguage(text)).toBeNull();
  });
});

describe('a media type', () => {
  test.each([
    ['text/html', 'text/html'],
    ['Application/LD+JSON', 'application/ld+json'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', undefined],
    ['application/vc+ld+jwt', undefined],
  ])('%s is one', (text, expected) => {
    expect(readMediaType(text)).toBe(expected ?? text);
  });

  test.each([
    '',
    'html',
    'text/',
    '/html',
    'text/html; charset=utf-8',
    'text/h tml',
    'a/b/c',
    '*/*',
    `text/${'a'.repeat(128)}`,
  ])('“%s” is none', (text) => {
    expect(readMediaType(text)).toBeNull();
  });
});

describe('an instant', () => {
  test.each([
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z'],
    ['2026-01-01t01:00:00.5+01:00', '2026-01-01T00:00:00.500Z'],
  ])('%s is %s', (text, expected) => {
    expect(readInstant(text)).toBe(expected);
  });

  test.each(['', '2026-01-01', '2026-01-01T00:00:00', '2026-02-30T00:00:00Z', '2026-01-01T25:00:00Z', 'now'])(
    '“%s” is none',
    (text) => {
      expect(readInstant(text)).toBeNull();
    },
  );
});
