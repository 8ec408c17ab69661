import { describe, expect, test } from 'vitest';
import { parsePid } from './index.ts';

describe('persistent identifier of any scheme', () => {
  test.each([
    ['doi:10.5072/ABC', 'doi', '10.5072/abc'],
    ['10.5072/abc', 'doi', '10.5072/abc'],
    ['https://doi.org/10.5072/abc', 'doi', '10.5072/abc'],
    ['hdl:10.5072/ABC', 'doi', '10.5072/abc'],
    ['https://repository.example.org/handle/10.5072/ABC', 'doi', '10.5072/abc'],
    ['10.5072/ark:/99999/x1', 'doi', '10.5072/ark:/99999/x1'],
    ['ark:/99999/fk4-4w2s', 'ark', 'ark:99999/fk44w2s'],
    ['https://n2t.net/ark:99999/fk44w2s', 'ark', 'ark:99999/fk44w2s'],
    ['https://example.org/ark:99999/fk4/handle/12345/x', 'ark', 'ark:99999/fk4/handle/12345/x'],
    ['20.500.12345/X', 'handle', '20.500.12345/X'],
    ['hdl:20.500.12345/x', 'handle', '20.500.12345/x'],
    ['https://hdl.handle.net/20.500.12345/ark:1/x', 'handle', '20.500.12345/ark:1/x'],
  ])('%s is the %s %s', (text, scheme, canonical) => {
    expect(parsePid(text)).toEqual({ ok: true, value: { scheme, canonical } });
  });

  test.each([
    ['', 'empty'],
    ['something', 'unknown-scheme'],
    ['https://example.org/x', 'unknown-scheme'],
    ['10.5072', 'doi-suffix'],
    ['hdl:10.12/x', 'doi-prefix'],
    ['hdl:20.500.12345', 'handle-suffix'],
    ['ark:99999', 'ark-name'],
    ['https://n2t.net/ark:99a99/x', 'ark-naan'],
  ])('%j is refused with %s', (text, code) => {
    expect(parsePid(text)).toMatchObject({ ok: false, problem: { code } });
  });
});
