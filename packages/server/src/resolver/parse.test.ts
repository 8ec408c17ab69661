import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAsked } from './parse.ts';

function nameOf(target: string): string | null {
  const asked = parseAsked(target);
  return asked.kind === 'pid' ? asked.pid.canonical : null;
}

describe('reading an identifier from a request line', () => {
  test.each([
    '/10.5072/abcd-1234',
    '/10.5072/ABCD-1234',
    '/10.5072%2Fabcd-1234',
    '/doi:10.5072/abcd-1234',
    '/DOI:10.5072/abcd-1234',
    '/doi%3A10.5072%2Fabcd-1234',
    '/doi/10.5072/abcd-1234',
    '/https://doi.org/10.5072/abcd-1234',
    '/https:/doi.org/10.5072/abcd-1234',
    '/http://dx.doi.org/10.5072/abcd-1234',
    '/https%3A%2F%2Fdoi.org%2F10.5072%2Fabcd-1234',
    '/doi.org/10.5072/abcd-1234',
    '/info:doi/10.5072/abcd-1234',
    '/hdl:10.5072/abcd-1234',
    '/10.5072/abcd-1234?utm_source=mail',
    'http://localhost:3000/10.5072/abcd-1234',
  ])('%s names the DOI 10.5072/abcd-1234', (target) => {
    expect(nameOf(target)).toBe('10.5072/abcd-1234');
  });

  test.each([
    '/ark:99999/fk44w2s',
    '/ark:/99999/fk44w2s',
    '/ARK:/99999/fk44w2s',
    '/ark:99999/fk4-4w-2s',
    '/ark%3A99999%2Ffk44w2s',
    '/ark:99999%2Ffk44w2s',
    '/https://n2t.net/ark:/99999/fk44w2s',
    '/https:/n2t.net/ark:99999/fk44w2s?info',
    '/ark:99999/fk44w2s?',
    '/ark:99999/fk44w2s/',
    '/ark:99999/fk4%E2%80%904w%e2%80%952s',
  ])('%s names the ARK 99999/fk44w2s', (target) => {
    expect(nameOf(target)).toBe('ark:99999/fk44w2s');
  });

  test('an encoded octet of an ARK is part of its name, that of a DOI is not', () => {
    expect(nameOf('/ark:99999/x1%2Fy')).toBe('ark:99999/x1%2Fy');
    expect(nameOf('/10.5072/a%3Fb')).toBe('10.5072/a?b');
    expect(nameOf('/10.5072/a%252Fb')).toBe('10.5072/a%2fb');
  });

  test.each([
    ['/ark:99999/x1?', '?'],
    ['/ark:99999/x1??', '??'],
    ['/ark:99999/x1?info', '?info'],
    ['/10.5072/x?info', '?info'],
  ])('%s asks for a description by %s', (target, inflection) => {
    expect(parseAsked(target).wish).toEqual({ kind: 'description', inflection });
  });

  test('what was encoded as a whole brings its inflection along, and no query or fragment into the suffix', () => {
    expect(parseAsked('/ark%3A99999%2Fx1%2Fpart%3F%3F')).toMatchObject({
      pid: { canonical: 'ark:99999/x1/part' },
      arkSpelling: 'ark:99999/x1/part',
      wish: { kind: 'description', inflection: '??' },
    });
    for (const rest of ['%3Fnext=x', '?next=x', '#next', '%23next', '?next=x%23y']) {
      expect(parseAsked(`/https%3A%2F%2Fn2t.net%2Fark%3A99999%2Fx1%2Fpart${rest}`)).toMatchObject({
        pid: { canonical: 'ark:99999/x1/part' },
        arkSpelling: 'https://n2t.net/ark:99999/x1/part',
        wish: { kind: 'thing' },
      });
    }
  });

  test('a Handle is read as repositories write its address, in any encoding; a DOI there is a DOI', () => {
    for (const target of [
      '/handle/20.500.12345/7',
      '/Handle/20.500.12345%2F7',
      '/handle%2F20.500.12345%2F7',
    ]) {
      expect(nameOf(target)).toBe('20.500.12345/7');
    }
    expect(nameOf('/handle/10.5072/ABC')).toBe('10.5072/abc');
    expect(nameOf('/handle/x/7')).toBeNull();
  });

  test('a format can be asked for by name', () => {
    expect(parseAsked('/10.5072/x?format=bibtex').wish).toEqual({ kind: 'format', name: 'bibtex' });
    expect(parseAsked('/10.5072/x?format=bibtex&a=b').wish).toEqual({ kind: 'thing' });
  });

  test('what is no identifier is told so, with the text for a page to repeat', () => {
    expect(parseAsked('/wp-login.php')).toMatchObject({ kind: 'unreadable', shown: 'wp-login.php' });
    expect(parseAsked('/10.5072')).toMatchObject({ kind: 'unreadable', problem: { code: 'doi-suffix' } });
    expect(parseAsked('/10.5072/%zz')).toMatchObject({ problem: { code: 'percent-encoding' } });
    expect(parseAsked('/https%3A%2F%2Fdoi.org%2F10.5072%2F%25zz')).toMatchObject({
      problem: { code: 'percent-encoding' },
    });
  });

  test('the repeated text is cut, and shows no characters that hide or turn others around', () => {
    expect([...parseAsked(`/${'x'.repeat(1000)}`).shown]).toHaveLength(201);
    expect(parseAsked('/a%E2%80%AEb%0D%0Ac').shown).toBe('a\ufffdb\ufffd\ufffdc');
  });

  test('any request line is read without an error', () => {
    const piece = fc.constantFrom(
      '/',
      '10.',
      '5072',
      'ark:',
      'ark%3A',
      'doi:',
      'https:',
      '%',
      '%2F',
      '%ff',
      '?',
      '#',
      'x',
      '..',
      '\u00ff',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (text) => {
          expect(['pid', 'unreadable']).toContain(parseAsked(`/${text}`).kind);
        },
      ),
    );
  });
});
