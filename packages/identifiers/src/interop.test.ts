import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  assertArk,
  formatDataciteSuffix,
  formatDoi,
  hasArkParentSegment,
  isArk,
  isAssignedOrcid,
  isRegistrableDoi,
  normalizeArk,
  normalizeDoi,
  normalizeHandle,
  normalizeOrcid,
  parseArk,
  parseDataciteSuffix,
  parseDoi,
  parseOrcid,
  parsePid,
} from './index.ts';

const DATA = new URL('../../../../shared/data/', import.meta.url);
const exists = existsSync(DATA);
const title = (what: string) => (exists ? what : `${what} (skipped: the data folder is missing)`);

function readPid(text: string): string | null {
  const parsed = parsePid(text);
  return parsed.ok ? parsed.value.canonical : null;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, DATA), 'utf8'));
}

/** A case in which we answer otherwise than the project the vector comes from, on purpose. */
type Difference = { text: string; theirs: string | null; ours: string | null; reason: string };

const DATACITE_DIFFERENCES: Difference[] = [
  {
    text: 'https://doi.org/10.506123/dryad.8515',
    theirs: null,
    ours: 'https://doi.org/10.506123/dryad.8515',
    reason: 'Looking up is lenient: registrants of up to nine digits exist at other agencies.',
  },
  {
    text: 'https://handle.net/10.5061/dryad.8515',
    theirs: null,
    ours: 'https://doi.org/10.5061/dryad.8515',
    reason: 'A DOI name is a Handle, so the Handle proxy’s addresses name the same thing.',
  },
  {
    text: 'https://handle.stage.datacite.org/10.5438/55e5-t5c0',
    theirs: 'https://handle.stage.datacite.org/10.5438/55e5-t5c0',
    ours: 'https://doi.org/10.5438/55e5-t5c0',
    reason: 'The canonical form is the bare name; which resolver to show is up to doiToUrl’s caller.',
  },
];

const DSPACE_HANDLE_DIFFERENCES: Difference[] = [
  {
    text: '10.70131/test_doi_5d2be995d35b6',
    theirs: null,
    ours: '10.70131/test_doi_5d2be995d35b6',
    reason: 'Every DOI name is a Handle; parsePid answers it as a DOI.',
  },
  {
    text: 'https://fake.canonical.prefix/111222333/111',
    theirs: '111222333/111',
    ours: null,
    reason: 'Only configuration can tell that this host resolves Handles; there is none here.',
  },
];

const ORCID_DIFFERENCES: Difference[] = [
  {
    text: 'http://orcid.org/0000-0002-1825-0097',
    theirs: null,
    ours: '0000-0002-1825-0097',
    reason: 'ORCID’s own addresses began with http for years and stand so in many records.',
  },
  {
    text: '0000-0002-1694-233x',
    theirs: null,
    ours: '0000-0002-1694-233X',
    reason: 'People type a small x; what is stored has the capital.',
  },
  {
    text: '000000021694233X',
    theirs: null,
    ours: '0000-0002-1694-233X',
    reason: 'ISNI writes the same number without hyphens.',
  },
];

function findDifferences(
  vectors: readonly (readonly [text: string | null, theirs: string | null])[],
  read: (text: string) => string | null,
): Omit<Difference, 'reason'>[] {
  return vectors.flatMap(([text, theirs]) => {
    if (text === null) return [];
    const ours = read(text);
    return ours === theirs ? [] : [{ text, theirs, ours }];
  });
}

function withoutReasons(differences: Difference[]): Omit<Difference, 'reason'>[] {
  return differences.map(({ reason: _, ...difference }) => difference);
}

describe.skipIf(!exists)(title('DOIs as DataCite and DSpace read them'), () => {
  type Normalisation = {
    normalize: [string, string | null][];
    doiFromUrl: [string, string | null][];
    registrableRegex: string;
  };

  test('differ from DataCite only where we mean to', () => {
    const { normalize, doiFromUrl } = readJson('datacite/vectors/doi-normalisation.json') as Normalisation;
    const show = (text: string) => {
      const canonical = normalizeDoi(text);
      return canonical === null ? null : formatDoi(canonical);
    };
    expect(findDifferences(normalize, show)).toEqual(withoutReasons(DATACITE_DIFFERENCES));
    expect(findDifferences(doiFromUrl, normalizeDoi)).toEqual([]);
  });

  test('may be registered exactly when DataCite’s own pattern matches', () => {
    const { normalize, registrableRegex } = readJson(
      'datacite/vectors/doi-normalisation.json',
    ) as Normalisation;
    const pattern = new RegExp(registrableRegex);
    for (const [text] of normalize) {
      const canonical = normalizeDoi(text);
      if (canonical !== null) expect(isRegistrableDoi(canonical)).toBe(pattern.test(canonical));
    }
  });

  test('agree with DSpace', () => {
    const { accepted, rejected, toExternal } = readJson('dspace/doi-format-vectors.json') as {
      accepted: string[];
      rejected: (string | null)[];
      toExternal: [string, string][];
    };
    const bare = (text: string) => text.replace(/^(?:doi:|https?:\/\/(?:dx\.)?doi\.org\/)/, '').toLowerCase();
    const vectors: [string | null, string | null][] = [
      ...accepted.map((text): [string, string] => [text, bare(text)]),
      ...rejected.map((text): [string | null, null] => [text, null]),
    ];
    expect(findDifferences(vectors, normalizeDoi)).toEqual([]);
    expect(findDifferences(toExternal, formatDoi)).toEqual([]);
  });

  test('carry the suffixes DataCite’s services make', () => {
    const { cases, decode } = readJson('datacite/vectors/doi-suffix.json') as {
      cases: { number: number; shoulder?: string; suffix: string }[];
      decode: { doi: string; number: number | null }[];
    };
    for (const { number, shoulder, suffix } of cases) {
      expect(formatDataciteSuffix(number, shoulder)).toBe(suffix);
      expect(parseDataciteSuffix(suffix)).toBe(number);
    }
    for (const { doi, number } of decode) {
      const parsed = parseDoi(doi);
      expect(parsed.ok && parseDataciteSuffix(parsed.value.suffix)).toBe(number);
    }
  });
});

describe.skipIf(!exists)(title('Handles as DSpace reads them'), () => {
  test('differ only where we mean to', () => {
    const { vectors } = readJson('dspace/handle-parse-vectors.json') as {
      vectors: [string | null, string | null][];
    };
    expect(findDifferences(vectors, normalizeHandle)).toEqual(withoutReasons(DSPACE_HANDLE_DIFFERENCES));
  });
});

describe.skipIf(!exists)(title('ORCID iDs as other software reads them'), () => {
  const read = () =>
    readJson('orcid/checksum-vectors.json') as {
      valid: string[];
      invalid_checksum: string[];
      invalid_form: string[];
      never_assigned_test_id: string;
    };

  test('agree on the check character', () => {
    const { valid, invalid_checksum, never_assigned_test_id } = read();
    for (const id of valid) expect(normalizeOrcid(id)).toBe(id);
    for (const id of invalid_checksum) {
      expect(parseOrcid(id)).toMatchObject({ ok: false, problem: { code: 'check-character' } });
    }
    expect(isAssignedOrcid(never_assigned_test_id)).toBe(false);
  });

  test('differ in form only where we mean to', () => {
    const vectors = read().invalid_form.map((line): [string, null] => [line.split(' ', 1)[0] ?? '', null]);
    expect(findDifferences(vectors, normalizeOrcid)).toEqual(withoutReasons(ORCID_DIFFERENCES));
  });
});

describe.skipIf(!exists)(title('ARKs as the draft and its implementations read them'), () => {
  const read = () =>
    readJson('minting/ark_cases.json') as {
      normalize: [string, string][];
      not_equal: [string, string][];
      parts: [string, { naan: string; shoulder: string | null; blade: string; qualifier: string }][];
      not_ark: string[];
      invalid: string[];
      valid: string[];
      do_not_redirect_dot_segments: string[];
      ezid_resolve: [string, string, string][];
    };

  test('normalise alike', () => {
    expect(findDifferences(read().normalize, normalizeArk)).toEqual([]);
    for (const [one, other] of read().not_equal) expect(normalizeArk(one)).not.toBe(normalizeArk(other));
  });

  test('are told from what is no ARK', () => {
    expect([...read().not_ark, ...read().invalid].filter(isArk)).toEqual([]);
    expect(read().valid.filter((text) => !isArk(text))).toEqual([]);
  });

  test('have the same parts', () => {
    for (const [text, parts] of read().parts) expect(assertArk(text)).toMatchObject(parts);
    for (const [text, naan, rest] of read().ezid_resolve) {
      const ark = assertArk(text);
      expect([ark.naan, ark.name + ark.qualifier]).toEqual([naan, rest]);
    }
  });

  test('with dot segments are not fit for a redirect', () => {
    expect(read().do_not_redirect_dot_segments.filter((text) => !hasArkParentSegment(text))).toEqual([]);
  });
});

/** What N2T’s resolver takes a text for: scheme, prefix (NAAN), value. */
type Split = { scheme: string; content: string | null; prefix: string | null; value: string | null };

describe.skipIf(!exists)(title('Identifiers as N2T’s resolver reads them'), () => {
  const read = () =>
    readJson('minting/rslv_vectors.json') as { split: [string, Split][]; parse: [string, Split | null][] };

  test('have the same scheme and prefix where both read them', () => {
    const schemes: Record<string, string> = { ark: 'ark', doi: 'doi', igsn: 'handle' };
    const ours = read().split.flatMap(([text, split]) => {
      const parsed = parsePid(text);
      return parsed.ok ? [[text, parsed.value, split] as const] : [];
    });
    expect(ours.map(([text]) => text)).toEqual([
      'ark:/12345/foo?baz',
      'ark:12345//foo?baz',
      'doi:10.12345/foo?baz',
      'IGSN:AU1243',
    ]);
    for (const [text, pid, { scheme, prefix }] of ours) {
      expect([text, pid.scheme]).toEqual([text, schemes[scheme]]);
      expect(pid.canonical).toContain(prefix ?? '');
    }
  });

  test('differ where N2T keeps an ARK’s query and the specification takes it off (step 2)', () => {
    const [, split] = read().split.find(([text]) => text === 'ark:12345//foo?baz') ?? [];
    expect(split?.value).toBe('foo?baz');
    expect(normalizeArk('ark:12345//foo?baz')).toBe('ark:12345/foo');
  });

  test('differ where N2T keeps the hyphens of one NAAN and the specification drops them all (step 6)', () => {
    const text = 'ark:12345/nostrip-test';
    expect(read().parse.map(([each]) => each)).toContain(text);
    expect(normalizeArk(text)).toBe('ark:12345/nostriptest');
  });

  test('differ where N2T takes other labels, words for NAANs and characters that no ARK may hold', () => {
    const texts = read().parse.map(([text]) => text);
    for (const text of ['bark:99999/fk44wlr;jglerig', 'ark:99999/fk44wlr;jglerig', 'ark:example/foo']) {
      expect(texts).toContain(text);
      expect(readPid(text)).toBeNull();
    }
  });
});

describe.skipIf(!exists)(title('ARKs as EZID reads them'), () => {
  const conflicts = () => (readJson('minting/ark_cases.json') as { conflicts: string[] }).conflicts;

  test('differ where EZID writes the label with a slash and the specification without', () => {
    expect(conflicts().some((each) => each.includes('canonical label is ark:/'))).toBe(true);
    expect(normalizeArk('ark:/12345/xy')).toBe('ark:12345/xy');
  });

  test('differ where EZID lower-cases or decodes octets; the specification raises and never decodes them (step 5)', () => {
    expect(conflicts().some((each) => each.includes('lower-cases kept %xx'))).toBe(true);
    expect(normalizeArk('ark:/99999/fk4%c3%41')).toBe('ark:99999/fk4%C3%41');
  });

  test('differ where EZID keeps a variant before a component; the specification has it moved or refused (step 9)', () => {
    expect(conflicts().some((each) => each.includes('does not reorder'))).toBe(true);
    expect(parseArk('ark:/99999/fk4.v1/c2')).toMatchObject({ problem: { code: 'ark-order' } });
  });

  test('differ where EZID refuses NAANs of other lengths than five; receivers are to support sixteen and more', () => {
    const { namespace_invalid } = readJson('minting/ezid_vectors.json') as { namespace_invalid: string[] };
    const ours = namespace_invalid.filter((text) => readPid(text) !== null);
    expect(ours).toEqual(['ark:1234/xyz']);
  });

  test('agree on what an ARK or DOI that names only its prefix is: nothing', () => {
    for (const text of ['doi:10.', 'ark:/', 'ark:10.1234/xyz', 'doi:1.01234/xyz']) {
      expect(readPid(text)).toBeNull();
    }
  });
});
