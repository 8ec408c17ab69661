import { describe, expect, test } from 'vitest';
import { formatAnchor } from './anchor.ts';
import { compileScheme } from './compile-scheme.ts';
import { readAnchor } from './read-anchor.ts';
import type { ApplicationIdentifier, SchemeDocument } from './scheme-document.ts';

const cores: SchemeDocument = {
  id: 'identifiers/cores',
  namespace: 'cores',
  namespaceURI: '',
  namespaceProfile: '',
  applicationIdentifiers: [
    {
      title: 'Drill core',
      label: 'CORE',
      shortcode: 'core',
      ai: '1',
      type: 'I',
      regex: '[A-Z]{2}\\d{4}',
      qualifiers: ['box', 'section', 'loan'],
      qualifierSequences: [['box', 'section'], ['loan']],
    },
    { title: 'Box', label: 'BOX', shortcode: 'box', ai: '2', type: 'Q', regex: '\\d+' },
    { title: 'Section', label: 'SECTION', shortcode: 'section', ai: '3', type: 'Q', regex: '.{1,9}' },
    { title: 'Loan', label: 'LOAN', shortcode: 'loan', ai: '4', type: 'Q', regex: '\\d+' },
    { title: 'Length', label: 'LENGTH', shortcode: 'length', ai: '5', type: 'D', regex: '\\d+' },
  ],
};
const scheme = compileScheme(cores);

describe('an identifier of a scheme', () => {
  test.each([
    ['1/AB1234', 'cores/1/AB1234'],
    ['core/AB1234', 'cores/1/AB1234'],
    ['core/AB1234/box/7', 'cores/1/AB1234/2/7'],
    ['1/AB1234/section/a b', 'cores/1/AB1234/3/a%20b'],
    ['1/AB1234/2/7/3/ü', 'cores/1/AB1234/2/7/3/%C3%BC'],
    ['1/AB1234/loan/9', 'cores/1/AB1234/4/9'],
  ])('%s is %s', (path, expected) => {
    const read = readAnchor(scheme, path.split('/'));
    expect(read.ok ? formatAnchor(read.anchor) : read.problem).toBe(expected);
  });

  test.each([
    ['', 'unknown-identifier', 0],
    ['9/AB1234', 'unknown-identifier', 0],
    ['2/7', 'no-primary-identifier', 0],
    ['5/7', 'no-primary-identifier', 0],
    ['1', 'missing-value', 0],
    ['1/', 'empty', 1],
    ['1/AB12345', 'pattern', 1],
    ['1/xAB1234', 'pattern', 1],
    [`1/${'A'.repeat(10_000)}`, 'too-long', 1],
    [`1/AB1234/2/${'7'.repeat(2000)}/3/${'a'.repeat(100)}`, 'too-long', 5],
    ['1/AB1234/9/1', 'unknown-qualifier', 2],
    ['1/AB1234/5/1', 'unknown-qualifier', 2],
    ['1/AB1234/2', 'missing-value', 2],
    ['1/AB1234/2/x', 'pattern', 3],
    ['1/AB1234/3/a/2/7', 'qualifier-order', 4],
    ['1/AB1234/2/7/4/9', 'qualifier-order', 4],
    ['1/AB1234/2/7/box/8', 'repeated-qualifier', 4],
  ])('%s is none: %s at segment %i', (path, code, segment) => {
    expect(readAnchor(scheme, path.split('/'))).toMatchObject({ ok: false, problem: { code, segment } });
  });
});

describe('a value', () => {
  const readKey = (profile: 'gs1' | 'open', identifier: Partial<ApplicationIdentifier>, value: string) => {
    const one = compileScheme({
      ...cores,
      profile,
      applicationIdentifiers: [
        { title: 'Key', label: 'KEY', shortcode: 'key', ai: '01', type: 'I', regex: '.+', ...identifier },
      ],
    });
    const read = readAnchor(one, ['01', value]);
    return read.ok ? read.anchor.key.value : read.problem.code;
  };

  test.each([
    ['gs1', {}, '9506000134352', '09506000134352'],
    ['gs1', {}, '09506000134353', 'gs1-check-digit'],
    ['gs1', { regex: '(\\d{12,14}|\\d{8})' }, '9506000134352', '09506000134352'],
    ['gs1', { regex: '\\d{14}' }, '9506000134352', '09506000134352'],
    ['gs1', { regex: '0[1-8].*' }, '9506000134352', 'pattern'],
    ['open', {}, '9506000134352', '9506000134352'],
    ['open', { grammar: 'orcid' }, 'https://orcid.org/0000-0002-1825-0097', '0000-0002-1825-0097'],
    ['open', { grammar: 'doi' }, '10.5072/ABC', '10.5072/abc'],
    ['open', { checkDigit: 'mod97-10' }, '79444', '79444'],
    ['open', { checkDigit: 'mod97-10' }, '79445', 'check-digit'],
  ] as const)('in the %s profile with %j: %s is read as %s', (profile, identifier, value, expected) => {
    expect(readKey(profile, identifier, value)).toBe(expected);
  });
});
